package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** The empty cluster that new databases are copies of: made by initdb once for each build of PostgreSQL. */
record ClusterTemplate(Path folder, ServerVersion version) {

    static final String OWNER_ROLE = "coffer";
    static final String UNPRIVILEGED_ROLE = "coffer_app";
    static final String DATABASE = "postgres";

    private static final List<String> INITDB_OPTIONS = List.of(
            "--username=" + OWNER_ROLE,
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--wal-segsize=1",
            "--data-checksums",
            "--auth=reject",
            "--no-sync",
            "--no-instructions");

    /** The configuration that initdb wrote is never read. */
    private static final List<String> NOT_IN_TEMPLATE =
            List.of("postgresql.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf");

    /** The server's own words quote what a statement holds ("invalid input syntax ..."): its caller alone gets them. */
    static final String KEEP_QUIET = "ALTER ROLE " + UNPRIVILEGED_ROLE + " SET log_min_messages = 'log'";

    /** Commands for the single-user server, one a line. */
    private static final String PREPARATION = String.join(
            "\n",
            "CREATE ROLE " + UNPRIVILEGED_ROLE + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
            KEEP_QUIET,
            "REVOKE ALL ON SCHEMA public FROM PUBLIC",
            // Nobody makes databases inside, and they would be two thirds of every small cluster and its backups.
            "UPDATE pg_catalog.pg_database SET datistemplate = false WHERE datname <> '" + DATABASE + "'",
            "DROP DATABASE template0",
            "DROP DATABASE template1",
            "CREATE SCHEMA dbo AUTHORIZATION " + UNPRIVILEGED_ROLE,
            "");

    static ClusterTemplate locate(PostgresSettings settings, PostgresBinaries binaries, ServerAccount account)
            throws EngineException {
        try {
            Path folder = settings.cacheFolder().resolve("template-" + binaries.fingerprint() + "-" + recipeHash());
            if (!Files.isDirectory(folder)) {
                PostgresBinaries.createCache(settings.cacheFolder());
                make(settings.cacheFolder(), folder, binaries, account);
            }
            return new ClusterTemplate(folder, binaries.version());
        } catch (IOException e) {
            String hint = ServerAccount.hasNoName()
                    ? " This user id has no name, and initdb wants one: add the id to /etc/passwd,"
                            + " or allow user namespaces."
                    : "";
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot make the template cluster: " + e.getMessage() + hint, e);
        }
    }

    private static void make(Path cacheFolder, Path folder, PostgresBinaries binaries, ServerAccount account)
            throws IOException {
        Path made = cacheFolder.resolve("initdb-" + UUID.randomUUID());
        Path aside = cacheFolder.resolve("template-" + UUID.randomUUID());
        try {
            Files.createDirectory(made);
            account.giveToInitdb(made);
            List<String> initdb = new ArrayList<>(account.initdbPrefix());
            initdb.add(binaries.program("initdb").toString());
            initdb.addAll(INITDB_OPTIONS);
            initdb.addAll(List.of("-D", made.toString()));
            Programs.run(initdb, cacheFolder, "");
            List<String> single = new ArrayList<>(account.initdbPrefix());
            single.addAll(List.of(
                    binaries.program("postgres").toString(),
                    "--single",
                    "-D",
                    made.toString(),
                    "-c",
                    "exit_on_error=on",
                    DATABASE));
            Programs.run(single, cacheFolder, PREPARATION);
            for (String name : NOT_IN_TEMPLATE) {
                Files.deleteIfExists(made.resolve(name));
            }
            // Copied, so that no file of the template belongs to an account that others may run under.
            Folders.copy(made, aside, ServerAccount.thisProcess());
            Folders.sync(aside);
            PostgresBinaries.publish(aside, folder);
            Folders.delete(made);
        } catch (IOException | RuntimeException e) {
            Folders.deleteAfter(made, e);
            Folders.deleteAfter(aside, e);
            throw e;
        }
    }

    private static String recipeHash() {
        String recipe = String.join(" ", INITDB_OPTIONS) + PREPARATION;
        byte[] hash = PostgresBinaries.sha256().digest(recipe.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 4);
    }
}
