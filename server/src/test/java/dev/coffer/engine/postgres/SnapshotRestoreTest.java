package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DamagedPage;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.RestoreOrder.Identity;
import dev.coffer.engine.RestoreReport;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotRestoreTest {

    private static final int ACCOUNTS = 200;
    private static final long SEED = 20261123;
    private static final SnapshotOptions STOP = new SnapshotOptions(OnDamage.STOP);

    private static PostgresEngine engine;

    @TempDir
    Path folder;

    @BeforeAll
    static void startEngine() throws Exception {
        // A small limit, so that checkpoints come and segments would be recycled during a backup.
        PostgresSettings settings = PostgresSettings.defaults(System.getenv())
                .withServerSettings(Map.of("max_wal_size", "4MB", "min_wal_size", "2MB"));
        engine = new PostgresEngine(settings, new SecureRandom());
    }

    @AfterAll
    static void closeEngine() {
        engine.close();
    }

    private DatabaseHome newHome(String name) {
        return engine.homeIn(UUID.randomUUID(), folder.resolve(name));
    }

    private HostedDatabase newDatabase(String name) throws Exception {
        DatabaseHome home = newHome(name);
        engine.create(home);
        HostedDatabase database = engine.open(home);
        run(
                database,
                Role.UNPRIVILEGED,
                "CREATE TABLE dbo.account (id int PRIMARY KEY, balance bigint NOT NULL)",
                "INSERT INTO dbo.account SELECT g, 1000 FROM generate_series(1, " + ACCOUNTS + ") g",
                "CREATE TABLE dbo.ballast (id int, pad text)",
                "CREATE INDEX balance_index ON dbo.account (balance)");
        return database;
    }

    private static void run(HostedDatabase database, Role role, String... statements) throws Exception {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String ask(HostedDatabase database, String sql) throws Exception {
        try (Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    private static byte[] payloadOf(HostedDatabase database) throws Exception {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            snapshot.writeTo(payload);
        }
        return payload.toByteArray();
    }

    private RestoreReport restore(DatabaseHome home, Identity identity, byte[] payload, Map<String, String> facts)
            throws Exception {
        return engine.restore(
                new RestoreOrder(home, identity, payload.length, facts),
                new ByteArrayInputStream(payload),
                Cancellation.never());
    }

    /** Moves money about until told to stop; the sum never changes. */
    private static long transfer(HostedDatabase database, AtomicBoolean stop, long seed) throws Exception {
        Random random = new Random(seed);
        long count = 0;
        try (Connection connection = database.connect(Role.UNPRIVILEGED);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                int from = 1 + random.nextInt(ACCOUNTS / 2);
                int to = 1 + ACCOUNTS / 2 + random.nextInt(ACCOUNTS / 2);
                statement.execute("UPDATE dbo.account SET balance = balance - 1 WHERE id = " + from);
                statement.execute("UPDATE dbo.account SET balance = balance + 1 WHERE id = " + to);
                connection.commit();
                count++;
            }
        }
        return count;
    }

    private static void requireInvariants(HostedDatabase database) throws Exception {
        assertThat(ask(database, "SELECT sum(balance) FROM dbo.account")).isEqualTo("" + 1000L * ACCOUNTS);
        assertThat(ask(
                        database,
                        "SELECT (SELECT count(*) FROM dbo.account WHERE balance IS NOT NULL)||' '||count(*)"
                                + " FROM (SELECT balance FROM dbo.account ORDER BY balance) o"))
                .isEqualTo(ACCOUNTS + " " + ACCOUNTS);
        run(database, Role.OWNER, "ALTER ROLE coffer SET enable_seqscan = off");
        assertThat(ask(database, "SELECT sum(balance) FROM dbo.account WHERE balance > -1000000"))
                .as("the index agrees with the table, seed %s", SEED)
                .isEqualTo("" + 1000L * ACCOUNTS);
    }

    @Test
    void aBackupTakenWhileWritersProduceTenTimesTheLogLimitRestoresWhole() throws Exception {
        HostedDatabase database = newDatabase("busy");
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService writers = Executors.newFixedThreadPool(2);
        try {
            Future<Long> transfers = writers.submit(() -> transfer(database, stop, SEED));
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            Snapshot.Start start;
            Snapshot.End end;
            try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
                start = snapshot.start();
                for (int round = 0; round < 3; round++) {
                    run(
                            database,
                            Role.UNPRIVILEGED,
                            "INSERT INTO dbo.ballast SELECT g, repeat(md5(g::text), 10) FROM generate_series(1, 45000) g");
                    run(database, Role.OWNER, "CHECKPOINT");
                }
                end = snapshot.writeTo(payload);
            } finally {
                stop.set(true);
            }
            assertThat(transfers.get(30, TimeUnit.SECONDS)).isPositive();
            assertThat(end.lastLsn().subtract(start.firstLsn()).longValueExact())
                    .isGreaterThan(40L << 20);
            assertThat(end.damagedPages()).isZero();
            assertThat(end.logBytes()).isGreaterThan(40L << 20);
            Map<String, String> facts = new HashMap<>(start.facts());
            facts.put(Facts.HIGHEST_TIMELINE, "7");
            DatabaseHome home = newHome("busy2");
            RestoreReport report = restore(home, Identity.FRESH, payload.toByteArray(), facts);
            assertThat(report.facts().get(Facts.TIMELINE)).isEqualTo("8");
            assertThat(report.facts().get(Facts.SYSTEM_ID))
                    .isNotEqualTo(start.facts().get(Facts.SYSTEM_ID));
            HostedDatabase restored = engine.open(home);
            requireInvariants(restored);
            assertThat(ask(restored, "SELECT count(*) FROM dbo.ballast")).isEqualTo("135000");
            assertThat(payloadOf(restored)).as("the copy can be backed up").isNotEmpty();
        } finally {
            stop.set(true);
            writers.shutdownNow();
        }
    }

    @Test
    void aRestoreInPlaceKeepsItsIdentityAndTwoRestoresNeverShareATimeline() throws Exception {
        HostedDatabase database = newDatabase("same");
        String id = ask(database, "SELECT system_identifier FROM pg_control_system()");
        byte[] payload = payloadOf(database);
        DatabaseHome first = newHome("same2");
        RestoreReport one = restore(first, Identity.SAME, payload, Map.of());
        DatabaseHome second = newHome("same3");
        RestoreReport two = restore(
                second,
                Identity.SAME,
                payload,
                Map.of(Facts.HIGHEST_TIMELINE, one.facts().get(Facts.TIMELINE)));
        assertThat(one.facts()).containsEntry(Facts.SYSTEM_ID, id).containsEntry(Facts.TIMELINE, "2");
        assertThat(two.facts()).containsEntry(Facts.SYSTEM_ID, id).containsEntry(Facts.TIMELINE, "3");
        requireInvariants(engine.open(first));
        requireInvariants(engine.open(second));
        assertThat(second.dataFolder().resolve("cluster/pg_wal/00000002.history"))
                .doesNotExist();
    }

    @Test
    void aDamagedPageStopsTheBackupOrIsCounted() throws Exception {
        HostedDatabase database = newDatabase("damaged");
        run(database, Role.OWNER, "CHECKPOINT");
        String file = ask(database, "SELECT pg_relation_filepath('dbo.account')");
        database.stop();
        try (RandomAccessFile relation = new RandomAccessFile(
                database.home().dataFolder().resolve("cluster").resolve(file).toFile(), "rw")) {
            relation.seek(8000);
            int old = relation.read();
            relation.seek(8000);
            relation.write(old ^ 0x10);
        }
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            assertThatThrownBy(() -> snapshot.writeTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(DamagedPage.class)
                    .hasMessageContaining(file);
        }
        try (Snapshot snapshot = database.snapshot(new SnapshotOptions(OnDamage.CONTINUE), Cancellation.never())) {
            assertThat(snapshot.writeTo(OutputStream.nullOutputStream()).damagedPages())
                    .isEqualTo(1);
        }
    }

    @Test
    void aCancelledBackupEndsAtOnceAndReleasesTheServer() throws Exception {
        HostedDatabase database = newDatabase("cancelled");
        Cancellation cancellation = new Cancellation();
        try (Snapshot snapshot = database.snapshot(STOP, cancellation)) {
            assertThatThrownBy(() -> snapshot.writeTo(new OutputStream() {
                        @Override
                        public void write(int value) {
                            cancellation.cancel();
                        }

                        @Override
                        public void write(byte[] bytes, int offset, int length) {
                            cancellation.cancel();
                        }
                    }))
                    .isInstanceOf(CancellationException.class);
        }
        // The server drops the slot when it notices the end of the session.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!ask(database, "SELECT count(*) FROM pg_replication_slots").equals("0")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void aCancelledRestoreLeavesNothing() throws Exception {
        byte[] payload = payloadOf(newDatabase("source"));
        Cancellation cancellation = new Cancellation();
        InputStream cancelling = new ByteArrayInputStream(payload) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                if (available() < payload.length / 2) {
                    cancellation.cancel();
                }
                return super.read(bytes, offset, length);
            }
        };
        DatabaseHome home = newHome("nothing");
        assertThatThrownBy(() -> engine.restore(
                        new RestoreOrder(home, Identity.FRESH, payload.length, Map.of()), cancelling, cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(home.dataFolder()).doesNotExist();
    }

    /** Rewrites a payload: more configuration, entries of the caller's choice, and a manifest that lists them. */
    private static byte[] rewritten(byte[] payload, Map<String, String> added, TarArchiveEntry... odd)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(payload));
                TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            BackupManifest manifest = new BackupManifest(1);
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (!entry.getName().equals(BackupManifest.PATH) && !added.containsKey(entry.getName())) {
                    out.putArchiveEntry(entry);
                    out.write(content);
                    out.closeArchiveEntry();
                    if (entry.isFile() && !entry.getName().startsWith("pg_wal/")) {
                        manifest.file(entry.getName(), content.length, 0, crc(content));
                    }
                }
            }
            for (Map.Entry<String, String> more : added.entrySet()) {
                byte[] content = more.getValue().getBytes(StandardCharsets.UTF_8);
                put(out, more.getKey(), content);
                manifest.file(more.getKey(), content.length, 0, crc(content));
            }
            for (TarArchiveEntry entry : odd) {
                out.putArchiveEntry(entry);
                out.closeArchiveEntry();
            }
            put(out, BackupManifest.PATH, manifest.finish(1, 1, 2));
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    private static int crc(byte[] content) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    @Test
    void whatAForeignPayloadConfiguresDoesNotRun() throws Exception {
        HostedDatabase database = newDatabase("hostile");
        Path trace = folder.resolve("trace");
        Files.createDirectory(trace);
        Files.setPosixFilePermissions(trace, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        run(
                database,
                Role.OWNER,
                "CREATE TABLE public.login_trace (a int)",
                "CREATE FUNCTION public.evil() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO public.login_trace VALUES (1); END $$",
                "CREATE EVENT TRIGGER evil ON login EXECUTE FUNCTION public.evil()",
                "ALTER EVENT TRIGGER evil ENABLE ALWAYS",
                "GRANT coffer TO coffer_app",
                "ALTER ROLE coffer_app CREATEROLE",
                "ALTER ROLE coffer SET session_preload_libraries = 'no_such_library'");
        byte[] payload;
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            throw new AssertionError("a preload library of the owner's must not load: " + snapshot.start());
        } catch (EngineException expected) {
            assertThat(expected).hasMessageContaining("no_such_library");
        }
        payload = rawPayload(database);
        String touch = "touch " + trace.resolve("ran");
        byte[] hostile = rewritten(
                payload,
                Map.of(
                        "postgresql.auto.conf",
                        "archive_mode = on\narchive_command = '" + touch + "'\nshared_preload_libraries = 'nope'\n"
                                + "restore_command = '" + touch + "'\nrecovery_end_command = '" + touch + "'\n",
                        "postgresql.conf",
                        "shared_preload_libraries = 'nope'\n",
                        "standby.signal",
                        ""));
        DatabaseHome home = newHome("cleansed");
        restore(home, Identity.FRESH, hostile, Map.of());
        HostedDatabase restored = engine.open(home);
        requireInvariants(restored);
        assertThat(trace).isEmptyDirectory();
        assertThat(home.dataFolder().resolve("postgresql.auto.conf.from-backup"))
                .content()
                .contains("touch");
        assertThat(ask(restored, "SELECT count(*) FROM public.login_trace")).isEqualTo("0");
        assertThat(ask(restored, "SHOW archive_mode")).isEqualTo("off");
        assertThatThrownBy(() -> run(restored, Role.UNPRIVILEGED, "SET ROLE coffer"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> run(restored, Role.UNPRIVILEGED, "CREATE ROLE r"))
                .isInstanceOf(SQLException.class);
    }

    /** A snapshot on a connection that does not load what the owner's settings name. */
    private static byte[] rawPayload(HostedDatabase database) throws Exception {
        java.util.Properties guard = new java.util.Properties();
        guard.setProperty("options", "-c session_preload_libraries=");
        Path lockFile = database.home().dataFolder().resolve("cluster/postmaster.pid");
        Path socket = Path.of(Files.readAllLines(lockFile).get(4)).resolve(".s.PGSQL.5432");
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (Snapshot snapshot = PostgresSnapshot.begin(
                ServerConnections.open(socket, Role.OWNER, guard),
                database.home().dataFolder().resolve("cluster"),
                STOP,
                Cancellation.never(),
                new SecureRandom())) {
            snapshot.writeTo(payload);
        }
        return payload.toByteArray();
    }

    private static TarArchiveEntry link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return entry;
    }

    @Test
    void anEntryThatABackupNeverHoldsIsRefusedAndNothingIsLeft() throws Exception {
        byte[] payload = payloadOf(newDatabase("plain"));
        TarArchiveEntry[] oddities = {
            link("base/out", "/etc"),
            link("pg_tblspc/1", "/etc"),
            new TarArchiveEntry("/etc/coffer-escaped", true),
            new TarArchiveEntry("../escaped", true),
            new TarArchiveEntry("base/../../escaped", true),
            new TarArchiveEntry("base//1", true),
            new TarArchiveEntry("PG_VERSION", true),
            new TarArchiveEntry("base/", true),
            new TarArchiveEntry("postmaster.pid", true),
            new TarArchiveEntry("nowhere/file", true),
            new TarArchiveEntry("base/fifo", TarConstants.LF_FIFO)
        };
        for (TarArchiveEntry odd : oddities) {
            DatabaseHome home = newHome("refused");
            assertThatThrownBy(() -> restore(home, Identity.FRESH, rewritten(payload, Map.of(), odd), Map.of()))
                    .as(odd.getName())
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN_CONTENT));
            assertThat(home.dataFolder()).doesNotExist();
        }
        assertThat(folder.resolve("escaped")).doesNotExist();
    }

    @Test
    void aPayloadOfAnotherBuildOrTooLargeIsRefusedBeforeAnythingIsWritten() throws Exception {
        DatabaseHome home = newHome("other");
        assertThatThrownBy(() -> restore(home, Identity.FRESH, new byte[0], Map.of(Facts.CATALOG_VERSION, "1")))
                .hasMessageContaining("catalog.version is 1, this server's is 2025");
        assertThatThrownBy(() -> engine.restore(
                        new RestoreOrder(home, Identity.FRESH, 1L << 60, Map.of()),
                        InputStream.nullInputStream(),
                        Cancellation.never()))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_SPACE));
        assertThat(home.dataFolder()).doesNotExist();
    }

    @Test
    void aCutOrChangedPayloadIsDamaged() throws Exception {
        byte[] payload = payloadOf(newDatabase("whole"));
        DatabaseHome home = newHome("cut");
        byte[] cut = java.util.Arrays.copyOf(payload, payload.length / 2);
        assertThatThrownBy(() -> restore(home, Identity.FRESH, cut, Map.of())).isInstanceOf(Exception.class);
        assertThat(home.dataFolder()).doesNotExist();
        byte[] changed = rewritten(payload, Map.of());
        int at = indexOf(changed, "PG_VERSION") + 512;
        changed[at] ^= 1;
        assertThatThrownBy(() -> restore(home, Identity.FRESH, changed, Map.of()))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
        assertThat(home.dataFolder()).doesNotExist();
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
