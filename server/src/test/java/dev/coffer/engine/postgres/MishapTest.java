package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.Snapshot;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What goes wrong around a database without anybody's fault: power cuts, crashes, two that want one place. */
class MishapTest extends BankFixture {

    @Test
    void aLockFileOfBeforeThePowerCutDoesNotStopTheStartWhenItsNumberIsAnotherServersNow() throws Exception {
        HostedDatabase cut = newDatabase("cut");
        cut.stop();
        HostedDatabase other = newDatabase("other");
        List<String> lines = Files.readAllLines(other.home().dataFolder().resolve("cluster/postmaster.pid"));
        Path stale = cut.home().dataFolder().resolve("cluster/postmaster.pid");
        Files.write(stale, lines);
        requireInvariants(cut);
        requireInvariants(other);
    }

    @Test
    void aBackupOutlastsTheBoundOfKeptLog() throws Exception {
        PostgresSettings small = PostgresSettings.defaults(System.getenv())
                .withServerSettings(
                        Map.of("max_wal_size", "4MB", "min_wal_size", "2MB", "max_slot_wal_keep_size", "6MB"));
        try (PostgresEngine own = new PostgresEngine(small, new SecureRandom())) {
            DatabaseHome home = own.homeIn(UUID.randomUUID(), folder.resolve("long"));
            own.create(home);
            HostedDatabase database = own.open(home);
            String bound = "SELECT current_setting('max_slot_wal_keep_size')";
            try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
                run(
                        database,
                        Role.OWNER,
                        "CREATE TABLE dbo.pad AS SELECT g, repeat('x', 200) FROM generate_series(1, 60000) g",
                        "CHECKPOINT");
                assertThat(ask(database, bound)).isNotEqualTo("6MB");
                assertThat(snapshot.writeTo(OutputStream.nullOutputStream()).logBytes())
                        .isGreaterThan(10L << 20);
            }
            for (int i = 0; i < 200 && !ask(database, bound).equals("6MB"); i++) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            assertThat(ask(database, bound)).isEqualTo("6MB");
        }
    }

    @Test
    void aFileThatVanishesDuringABackupIsNotMissedUnlessItIsPermanent() throws Exception {
        HostedDatabase database = newDatabase("vanishing");
        Path data = database.home().dataFolder().resolve("cluster");
        // Every checkpoint makes it, and renames it.
        Path passing = Files.writeString(data.resolve("pg_logical/replorigin_checkpoint.tmp"), "");
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            Files.deleteIfExists(passing);
            assertThat(snapshot.writeTo(OutputStream.nullOutputStream()).damagedPages())
                    .isZero();
        }
        Path permanent = data.resolve("global/pg_filenode.map");
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            Path aside = Files.move(permanent, data.resolve("aside"));
            assertThatThrownBy(() -> snapshot.writeTo(OutputStream.nullOutputStream()))
                    .hasMessageContaining("pg_filenode.map is missing");
            Files.move(aside, permanent);
        }
        requireInvariants(database);
    }

    @Test
    void aConnectionWaitsWhileTheServerRecoversFromTheDeathOfABackend() throws Exception {
        HostedDatabase database = newDatabase("crash");
        for (int round = 0; round < 3; round++) {
            // Aborted instead of closed: their backends may be gone.
            Connection victim = database.connect(Role.UNPRIVILEGED);
            try (Statement statement = victim.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
                row.next();
                long pid = row.getLong(1);
                run(database, Role.UNPRIVILEGED, "INSERT INTO dbo.ballast SELECT generate_series(1, 50000), 'x'");
                Programs.run(List.of("sh", "-c", "kill -KILL " + pid), folder, "");
            }
            victim.abort(Runnable::run);
            for (int attempt = 0; attempt < 40; attempt++) {
                database.connect(Role.UNPRIVILEGED).abort(Runnable::run);
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        requireInvariants(database);
    }

    @Test
    void whoComesSecondToAFolderFailsAndRemovesNothingOfTheFirst() throws Exception {
        HostedDatabase first = newDatabase("wanted");
        byte[] payload = payloadOf(first);
        DatabaseHome second = engine.homeIn(UUID.randomUUID(), first.home().dataFolder());
        assertThatThrownBy(() -> restore(second, Identity.FRESH, payload, Map.of()))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not empty");
        engine.discard(second);
        requireInvariants(first);
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");
        engine.discard(engine.homeIn(UUID.randomUUID(), foreign));
        assertThat(foreign.resolve("letter.txt")).hasContent("dear");
    }

    @Test
    void whoComesSecondToALogFolderFailsAndRemovesNothingOfTheFirst() throws Exception {
        Path outside = Files.createTempDirectory(Path.of("/var/tmp"), "coffer-log");
        try {
            Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwx--x--x"));
            DatabaseHome first = new DatabaseHome(UUID.randomUUID(), folder.resolve("one"), outside.resolve("log"));
            DatabaseHome second = new DatabaseHome(UUID.randomUUID(), folder.resolve("two"), outside.resolve("log"));
            // Both looked while the folder was free.
            ClusterFolder late = new ClusterFolder(second);
            late.createRoot();
            engine.create(first);
            ServerAccount account = ServerAccount.of(PostgresSettings.defaults(System.getenv()));
            account.createFolder(late.dataDirectory());
            account.createFolder(late.dataDirectory().resolve("pg_wal"));
            assertThatThrownBy(() -> late.placeLog(account)).isInstanceOf(java.io.IOException.class);
            engine.discard(second);
            assertThat(second.dataFolder()).doesNotExist();
            assertThat(ask(engine.open(first), "SELECT count(*) FROM pg_ls_waldir()"))
                    .isNotEqualTo("0");
            engine.discard(first);
            assertThat(first.logFolder()).doesNotExist();
            assertThat(first.dataFolder()).doesNotExist();
        } finally {
            Folders.delete(outside);
        }
    }

    @Test
    void theOwnersSessionsSeeTheSystemsOwnNamesWhateverTheDatabaseSaysOfItself() throws Exception {
        HostedDatabase database = newDatabase("trap");
        run(
                database,
                Role.OWNER,
                "CREATE FUNCTION public.pg_control_system(OUT system_identifier bigint, OUT pg_control_version int,"
                        + " OUT catalog_version_no int, OUT pg_control_last_modified timestamptz)"
                        + " LANGUAGE plpgsql AS $$ BEGIN RAISE 'trapped'; END $$",
                "ALTER ROLE coffer SET search_path = public, pg_catalog",
                "ALTER DATABASE postgres SET local_preload_libraries = 'no_such_library'");
        assertThat(ask(database, "SHOW search_path")).isEqualTo("pg_catalog,pg_temp");
        assertThat(payloadOf(database)).isNotEmpty();
    }

    /** Sorts of content that a copy of files easily gets wrong, changed between the listing and the reading. */
    @Test
    void whatVanishesShrinksAndIsNotLoggedComesBackAsItWasAtTheEnd() throws Exception {
        HostedDatabase database = newDatabase("zoo");
        run(
                database,
                Role.OWNER,
                "CREATE UNLOGGED TABLE dbo.unlogged (a int PRIMARY KEY)",
                "INSERT INTO dbo.unlogged SELECT generate_series(1, 5000)",
                "CREATE TABLE dbo.vanishing AS SELECT g FROM generate_series(1, 5000) g",
                "CREATE TABLE dbo.shrinking AS SELECT g, repeat('x', 500) FROM generate_series(1, 5000) g",
                "CREATE SEQUENCE dbo.numbers",
                "SELECT setval('dbo.numbers', 41)",
                "SELECT lo_from_bytea(4711, '\\xc0ffee')");
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (Connection held = database.connect(Role.UNPRIVILEGED);
                Statement temporary = held.createStatement();
                Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            temporary.execute("CREATE TEMP TABLE mine AS SELECT generate_series(1, 1000) a");
            run(
                    database,
                    Role.OWNER,
                    "DROP TABLE dbo.vanishing",
                    "DELETE FROM dbo.shrinking WHERE g > 100",
                    "VACUUM dbo.shrinking",
                    "INSERT INTO dbo.ballast SELECT g, 'y' FROM generate_series(1, 20000) g",
                    "CHECKPOINT",
                    "CREATE TABLE dbo.late AS SELECT 7 AS a");
            snapshot.writeTo(payload);
        }
        DatabaseHome home = newHome("zoo2");
        restore(home, Identity.FRESH, payload.toByteArray(), Map.of());
        HostedDatabase restored = engine.open(home);
        requireInvariants(restored);
        assertThat(ask(restored, "SELECT count(*) FROM dbo.unlogged")).isEqualTo("0");
        assertThat(ask(restored, "SELECT to_regclass('dbo.vanishing') IS NULL")).isEqualTo("t");
        assertThat(ask(restored, "SELECT count(*) FROM dbo.shrinking")).isEqualTo("100");
        assertThat(ask(restored, "SELECT count(*) FROM dbo.ballast")).isEqualTo("20000");
        assertThat(ask(restored, "SELECT a FROM dbo.late")).isEqualTo("7");
        assertThat(ask(restored, "SELECT nextval('dbo.numbers')")).isEqualTo("42");
        assertThat(ask(restored, "SELECT lo_get(4711)")).isEqualTo("\\xc0ffee");
        run(restored, Role.OWNER, "CREATE EXTENSION amcheck SCHEMA public", "INSERT INTO dbo.unlogged VALUES (1)");
        assertThat(ask(
                        restored,
                        "SELECT count(*) FROM (SELECT public.bt_index_check(indexrelid, true) FROM pg_index i"
                                + " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam"
                                + " WHERE m.amname = 'btree' AND c.relpersistence = 'p') checked"))
                .isNotEqualTo("0");
        try (Connection owner = restored.connect(Role.OWNER);
                Statement statement = owner.createStatement();
                ResultSet damage = statement.executeQuery("SELECT c.relname, v.msg FROM pg_class c,"
                        + " LATERAL public.verify_heapam(c.oid) v WHERE c.relkind IN ('r', 't', 'm')"
                        + " AND c.relpersistence = 'p'")) {
            assertThat(damage.next()).as("a damaged table").isFalse();
        }
    }
}
