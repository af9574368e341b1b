package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.RecoveryOrder.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads whose owner was a superuser and changed PostgreSQL's own catalogue; each would touch a file when it ran. */
class ChangedCatalogueTest extends BankFixture {

    /** A name in the refusal, and what was done. */
    private static final Map<String, String> CHANGES = new LinkedHashMap<>();

    static {
        CHANGES.put(
                "pg_proc holds another lpad",
                "UPDATE pg_proc SET prosqlbody = NULL, prosrc = 'SELECT public.evil()::text'"
                        + " WHERE oid = 'lpad(text, int)'::regprocedure");
        CHANGES.put(
                "pg_proc holds another pg_database_size",
                "ALTER FUNCTION pg_catalog.pg_database_size(name) SECURITY DEFINER");
        CHANGES.put(
                "pg_proc holds another pg_read_file",
                "GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO PUBLIC");
        CHANGES.put(
                "pg_proc holds another format",
                "CREATE FUNCTION pg_catalog.format(text, oid) RETURNS text LANGUAGE sql"
                        + " AS 'SELECT public.evil()::text'");
        CHANGES.put(
                "pg_proc holds another plpgsql_call_handler",
                "UPDATE pg_proc SET probin = '/tmp/evil' WHERE proname = 'plpgsql_call_handler'");
        CHANGES.put(
                "pg_rewrite holds another",
                "CREATE OR REPLACE VIEW pg_catalog.pg_group AS SELECT rolname AS groname, oid AS grosysid,"
                        + " ARRAY[public.evil()::oid] AS grolist FROM pg_authid");
        CHANGES.put("pg_cast holds another", "CREATE CAST (regclass AS text) WITH FUNCTION public.evil(regclass)");
        CHANGES.put(
                "pg_operator holds another ||",
                "CREATE OPERATOR pg_catalog.|| (LEFTARG = text, RIGHTARG = regclass, FUNCTION = public.evil)");
        CHANGES.put(
                "pg_type holds another regtype",
                "UPDATE pg_type SET typoutput = 'public.evil(regclass)'::regprocedure WHERE typname = 'regtype'");
        CHANGES.put(
                "pg_language holds another internal",
                "UPDATE pg_language SET lanvalidator = 'public.evil()'::regprocedure WHERE lanname = 'internal'");
        CHANGES.put(
                "pg_am holds another spgist",
                "UPDATE pg_am SET amhandler = 'public.evil()'::regprocedure WHERE amname = 'spgist'");
        CHANGES.put(
                "pg_class holds another pg_authid (1260)",
                "CREATE TRIGGER t AFTER INSERT ON pg_catalog.pg_authid EXECUTE FUNCTION public.evil_trigger()");
        CHANGES.put(
                "pg_class holds another i (",
                "CREATE INDEX i ON pg_catalog.pg_seclabel (public.evil_key(objoid)) WHERE false");
        CHANGES.put("pg_class holds another new_table", "CREATE TABLE pg_catalog.new_table (a int)");
        CHANGES.put("pg_class holds another pg_authid", "GRANT SELECT ON pg_catalog.pg_authid TO coffer_app");
        CHANGES.put("pg_default_acl holds another", "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC");
        CHANGES.put(
                "pg_cast lacks",
                "DELETE FROM pg_cast WHERE castsource = 'inet'::regtype AND casttarget = 'text'::regtype");
        CHANGES.put("pg_database holds another evil", "CREATE DATABASE evil TEMPLATE postgres");
        CHANGES.put(
                "pg_authid holds another pg_monitor",
                "UPDATE pg_authid SET rolsuper = true WHERE rolname = 'pg_monitor'");
    }

    private static Path template = Path.of("/");

    private Path trace = Path.of("/");

    @BeforeAll
    static void findTemplate() throws Exception {
        PostgresSettings settings = PostgresSettings.defaults(System.getenv());
        template = ClusterTemplate.locate(settings, PostgresBinaries.locate(settings), ServerAccount.of(settings))
                .folder();
    }

    @BeforeEach
    void makeTrace() throws Exception {
        // Beside the test's own folder, which the server's account cannot enter.
        trace = Files.createTempDirectory("coffer-trace");
        Files.setPosixFilePermissions(trace, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void removeTrace() throws Exception {
        Folders.delete(trace);
    }

    private HostedDatabase newDatabaseWithEvil(String name) throws Exception {
        HostedDatabase database = newDatabase(name);
        String touch = "EXECUTE 'COPY (SELECT 1) TO PROGRAM ''touch " + trace + "/ran''';";
        run(
                database,
                Role.OWNER,
                "CREATE FUNCTION public.evil() RETURNS int LANGUAGE plpgsql AS $$ BEGIN " + touch + " RETURN 1; END $$",
                "CREATE FUNCTION public.evil(regclass) RETURNS text LANGUAGE plpgsql AS $$ BEGIN " + touch
                        + " RETURN ''; END $$",
                "CREATE FUNCTION public.evil(text, regclass) RETURNS text LANGUAGE plpgsql AS $$ BEGIN " + touch
                        + " RETURN ''; END $$",
                "CREATE FUNCTION public.evil_key(oid) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN " + touch
                        + " RETURN 1; END $$",
                "CREATE FUNCTION public.evil_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + touch
                        + " RETURN NULL; END $$");
        return database;
    }

    @Test
    void everyChangeOfTheCatalogueIsFound() throws Exception {
        List<String> accepted = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, String> change : CHANGES.entrySet()) {
            HostedDatabase database = newDatabaseWithEvil("source" + ++number);
            run(database, Role.OWNER, "SET allow_system_table_mods = on", change.getValue());
            database.stop();
            try {
                OwnCatalogue.requireSame(template, cluster(database), () -> {});
                accepted.add(change.getKey());
            } catch (EngineException e) {
                if (e.kind() != Kind.FORBIDDEN_CONTENT || !e.getMessage().contains(change.getKey())) {
                    accepted.add(change.getKey() + ": " + e.getMessage());
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @Test
    void whatAMinorReleaseCorrectedMayBeAsItWas() throws Exception {
        HostedDatabase database = newDatabase("older");
        String strip =
                "UPDATE pg_proc SET provolatile = 's'" + " WHERE proname IN ('json_strip_nulls', 'jsonb_strip_nulls')";
        run(database, Role.OWNER, "SET allow_system_table_mods = on", strip);
        database.stop();
        OwnCatalogue.requireSame(template, cluster(database), () -> {});
        run(
                database,
                Role.OWNER,
                "SET allow_system_table_mods = on",
                "UPDATE pg_proc SET prosrc = 'pg_ls_dir' WHERE proname = 'json_strip_nulls'");
        database.stop();
        assertThatThrownBy(() -> OwnCatalogue.requireSame(template, cluster(database), () -> {}))
                .hasMessageContaining("pg_proc holds another json_strip_nulls");
    }

    @Test
    void aBackupWithAChangedCatalogueIsRefusedAndNothingRuns() throws Exception {
        requireThatEvilWorks();
        HostedDatabase database = newDatabaseWithEvil("source");
        for (String change :
                List.of("pg_cast holds another", "pg_operator holds another ||", "pg_rewrite holds another")) {
            run(database, Role.OWNER, "SET allow_system_table_mods = on", CHANGES.getOrDefault(change, ""));
        }
        byte[] payload = payloadOf(database);
        database.stop();
        Files.deleteIfExists(trace.resolve("ran"));
        DatabaseHome home = newHome("refused");
        assertThatThrownBy(() -> restore(home, Identity.FRESH, payload, Map.of()))
                .hasMessageContaining("PostgreSQL's own catalogue was changed: pg_");
        assertThatThrownBy(() -> engine.open(home).connect(Role.OWNER).close())
                .as("what was laid down never becomes a database")
                .isInstanceOf(EngineException.class);
        assertThat(trace).isEmptyDirectory();
    }

    @Test
    void aCatalogueThatWasOnlyUsedIsTheSame() throws Exception {
        HostedDatabase database = newDatabase("used");
        run(
                database,
                Role.OWNER,
                "ANALYZE",
                "VACUUM FULL pg_catalog.pg_type",
                "VACUUM FULL pg_catalog.pg_cast",
                "REINDEX SYSTEM",
                "VACUUM FREEZE",
                "CREATE TABLE dbo.more (a int CHECK (a > 0), b text DEFAULT 'x', UNIQUE (b))",
                "ALTER ROLE coffer_app SET work_mem = '8MB'",
                "COMMENT ON TABLE dbo.more IS 'more'",
                "DROP TABLE dbo.more");
        database.stop();
        OwnCatalogue.requireSame(template, cluster(database), () -> {});
        byte[] payload = payloadOf(database);
        DatabaseHome first = newHome("first");
        restore(first, Identity.FRESH, payload, Map.of());
        byte[] again = payloadOf(engine.open(first));
        DatabaseHome second = newHome("second");
        restore(second, Identity.FRESH, again, Map.of());
        requireInvariants(engine.open(second));
    }

    private static Path cluster(HostedDatabase database) {
        return new ClusterFolder(database.home()).dataDirectory();
    }

    private void requireThatEvilWorks() throws Exception {
        HostedDatabase database = newDatabaseWithEvil("works");
        run(database, Role.OWNER, "SELECT public.evil()");
        database.stop();
        assertThat(trace.resolve("ran")).exists();
        Files.delete(trace.resolve("ran"));
    }

    @Test
    void whatStandsBesideTheCatalogueIsTakenOut() throws Exception {
        HostedDatabase database = newDatabaseWithEvil("beside");
        run(
                database,
                Role.OWNER,
                "CREATE ROLE evil SUPERUSER LOGIN",
                "ALTER ROLE coffer_app SUPERUSER",
                "GRANT evil TO coffer_app",
                "GRANT pg_execute_server_program TO coffer_app",
                "ALTER ROLE coffer SET search_path = public",
                "ALTER DATABASE postgres SET default_transaction_read_only = on",
                // As the helpers do it, but to evil ends.
                "SET allow_system_table_mods = on",
                "UPDATE pg_cast SET castfunc = 'public.evil()'::regprocedure"
                        + " WHERE castsource = 'numeric'::regtype AND casttarget = 'integer'::regtype");
        byte[] payload = payloadOf(database);
        DatabaseHome home = newHome("cleansed");
        restore(home, Identity.FRESH, payload, Map.of());
        HostedDatabase restored = engine.open(home);
        requireInvariants(restored);
        assertThat(ask(restored, "SELECT rolsuper FROM pg_authid WHERE rolname = 'coffer_app'"))
                .isEqualTo("f");
        assertThat(ask(restored, "SELECT 1.6::numeric::integer")).isEqualTo("2");
        assertThat(ask(restored, "SELECT string_agg(datname, ' ') FROM pg_database"))
                .isEqualTo("postgres");
        assertThat(ask(restored, "SELECT count(*) FROM pg_namespace WHERE nspname = 'information_schema'"))
                .isEqualTo("0");
        for (String attempt :
                List.of("SET ROLE evil", "SELECT pg_read_file('PG_VERSION')", "COPY (SELECT 1) TO PROGRAM 'true'")) {
            assertThatThrownBy(() -> run(restored, Role.UNPRIVILEGED, attempt)).isInstanceOf(SQLException.class);
        }
        assertThat(trace).isEmptyDirectory();
    }

    /** Rows that were inserted behind an index's back, which could as well lead to another row. */
    @Test
    void anIndexThatMissesRowsIsMadeAnew() throws Exception {
        HostedDatabase database = newDatabase("index");
        String ready = "UPDATE pg_index SET indisready = %s WHERE indexrelid = 'pg_proc_oid_index'::regclass";
        run(database, Role.OWNER, ready.formatted("false"));
        run(
                database,
                Role.OWNER,
                "CREATE TABLE dbo.made (id oid)",
                "WITH made AS (INSERT INTO pg_proc SELECT (p).* FROM (SELECT jsonb_populate_record(p,"
                        + " '{\"oid\": 99999, \"proname\": \"hidden\", \"pronamespace\": 2200}') AS p FROM pg_proc p"
                        + " WHERE p.oid = 'pg_backend_pid()'::regprocedure) o RETURNING oid)"
                        + " INSERT INTO dbo.made SELECT oid FROM made",
                ready.formatted("true"));
        byte[] payload = payloadOf(database);
        DatabaseHome home = newHome("rebuilt");
        restore(home, Identity.FRESH, payload, Map.of());
        String byIndex = "SELECT proname::text FROM pg_proc WHERE oid = 99999";
        HostedDatabase restored = engine.open(home);
        run(restored, Role.OWNER, "ALTER ROLE coffer SET enable_seqscan = off");
        assertThat(ask(restored, byIndex)).isEqualTo("hidden");
    }

    @ParameterizedTest
    @CsvSource({"base/5/pg_internal.init", "tablespace_map"})
    void filesThatAServerWouldBelieveAreRefused(String path) throws Exception {
        byte[] payload = HostilePayloadTest.rewritten(payloadOf(newDatabase("files")), Map.of(path, "16500 /tmp\n"));
        assertThatThrownBy(() -> restore(newHome("no"), Identity.FRESH, payload, Map.of()))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN_CONTENT));
    }
}
