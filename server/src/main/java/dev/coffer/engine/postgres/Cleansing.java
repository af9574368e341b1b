package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes a recovered cluster one that can be connected to, whoever had it before: its catalogue must be PostgreSQL's
 * own, and what else would act on the first session is taken out. Confined to one thread.
 */
final class Cleansing {

    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    private static final List<String> COMMANDS = List.of(
            // An index may lead elsewhere than the rows that were compared; until then none is used.
            "REINDEX SYSTEM",
            OwnCasts.RESET,
            "DELETE FROM pg_catalog.pg_auth_members WHERE member ="
                    + " (SELECT oid FROM pg_catalog.pg_authid WHERE rolname = 'coffer_app')",
            "ALTER ROLE coffer_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS",
            ClusterTemplate.KEEP_QUIET,
            // Nobody uses them, but vacuum would go there.
            "UPDATE pg_catalog.pg_database SET datistemplate = false WHERE datname <> 'postgres'",
            "DROP DATABASE IF EXISTS template0",
            "DROP DATABASE IF EXISTS template1",
            "DROP SCHEMA IF EXISTS information_schema CASCADE");

    /** The tables of the settings that roles and databases keep, with their long values: shared, and in the map. */
    private static final List<Integer> SETTINGS_OF_ROLES = List.of(2964, 2966);

    private final ClusterFolder folder;
    private final ServerLauncher launcher;
    private final RecoveryNote note;
    private final Cancellation cancellation;

    Cleansing(ClusterFolder folder, ServerLauncher launcher, RecoveryNote note, Cancellation cancellation) {
        this.folder = folder;
        this.launcher = launcher;
        this.note = note;
        this.cancellation = cancellation;
    }

    /**
     * Of a cluster that is shut down and that nobody connected to; it is shut down again afterwards.
     *
     * @throws EngineException FORBIDDEN_CONTENT when the catalogue is not the template's
     */
    void run(ClusterTemplate template) throws EngineException, IOException {
        Path data = folder.dataDirectory();
        try (Stream<Path> links = Files.list(data.resolve("pg_tblspc"))) {
            if (links.findAny().isPresent()) {
                throw new EngineException(Kind.FORBIDDEN_CONTENT, "The log makes a tablespace outside the folder");
            }
        }
        OwnCatalogue.requireSame(template.folder(), data, cancellation::check);
        QuietCluster cluster = new QuietCluster(data);
        for (int table : SETTINGS_OF_ROLES) {
            cluster.empty(table);
        }
        Postmaster server = launcher.start(folder, settings());
        try {
            server.awaitReady(START_LIMIT, cancellation::check);
            putInOrder(server);
        } finally {
            server.stop();
        }
        ControlFile.State state = ControlFile.read(data).state();
        if (state != ControlFile.State.SHUT_DOWN) {
            throw new EngineException(Kind.UNAVAILABLE, "The restored cluster is " + state + ", not shut down");
        }
    }

    private Map<String, String> settings() {
        return Map.of(
                "ignore_system_indexes", "on",
                "autovacuum", "off",
                "summarize_wal", "off",
                // The whole folder is synced once at the end, so the server of a copy need not.
                "fsync", note.syncs() ? "on" : "off");
    }

    private void putInOrder(Postmaster server) throws EngineException {
        try (Connection connection = ServerConnections.open(server.socket(), Role.OWNER);
                Statement statement = connection.createStatement()) {
            for (String sql : COMMANDS) {
                cancellation.check();
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new EngineException(
                    Kind.DAMAGED, "The restored database cannot be put in order: " + e.getMessage(), e);
        }
    }
}
