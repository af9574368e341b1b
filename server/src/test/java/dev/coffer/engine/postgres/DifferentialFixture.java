package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RecoveryOrder.Consistent;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.Extent;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.work.Cancellation;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Fulls and differentials of databases that change only when a test says so. */
abstract class DifferentialFixture {

    /** What is never the same in two backups of one moment. */
    private static final Set<String> OF_THE_BACKUP = Set.of("backup_label", "backup_manifest", "global/pg_control");

    protected static final UUID SET = new UUID(5, 6);

    protected PostgresEngine engine;

    @TempDir
    protected Path folder;

    private int number;

    @BeforeEach
    void startEngine() throws Exception {
        PostgresSettings settings = PostgresSettings.defaults(System.getenv())
                .withServerSettings(Map.of("autovacuum", "off", "max_wal_size", "8MB", "min_wal_size", "2MB"));
        engine = new PostgresEngine(settings, new SecureRandom());
    }

    /** Before its folder goes: a server that runs would write there. */
    @AfterEach
    void closeEngine() {
        engine.close();
    }

    protected final HostedDatabase newDatabase(String name, String... statements) throws Exception {
        var home = engine.homeIn(UUID.randomUUID(), folder.resolve(name));
        engine.create(home);
        HostedDatabase database = engine.open(home);
        run(database, statements);
        return database;
    }

    protected static void run(HostedDatabase database, String... statements) throws Exception {
        try (Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    protected static String ask(HostedDatabase database, String sql) throws Exception {
        try (Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    /** A full that differentials stand on from now on. */
    protected final Path base(HostedDatabase database, UUID set) throws Exception {
        Path payload = payload(database, new SnapshotOptions.Base(set));
        database.keepBase(set);
        return payload;
    }

    protected final Path payload(HostedDatabase database, Extent extent) throws Exception {
        Path file = folder.resolve("payload" + number++);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            write(database, extent, out);
        }
        return file;
    }

    protected static Snapshot.End write(HostedDatabase database, Extent extent, OutputStream out) throws Exception {
        SnapshotOptions options = new SnapshotOptions(OnDamage.STOP, extent);
        try (Snapshot snapshot = database.snapshot(options, Cancellation.never())) {
            return snapshot.writeTo(out);
        }
    }

    /** Readers set hint bits once; after this, two backups in a row hold the same pages. */
    protected static void settle(HostedDatabase database) throws Exception {
        write(database, new SnapshotOptions.Whole(), OutputStream.nullOutputStream());
        run(database, "CHECKPOINT");
    }

    protected final ClusterFolder laid(Path payload) throws Exception {
        ClusterFolder laid = new ClusterFolder(engine.homeIn(UUID.randomUUID(), folder.resolve("laid" + number++)));
        laid.createRoot();
        unpack(payload, laid.dataDirectory(), laid.root());
        return laid;
    }

    /** Puts a differential over a full that was laid down. */
    protected static void combine(ClusterFolder full, Path differential) throws Exception {
        Files.createDirectory(full.differential());
        unpack(differential, full.differential().resolve(ClusterFolder.DATA_DIRECTORY), full.differential());
        Combination.in(full, account(), Cancellation.never());
        assertThat(full.differential()).doesNotExist();
    }

    private static void unpack(Path payload, Path dataDirectory, Path aside) throws Exception {
        try (PayloadUnpacker unpacker =
                        new PayloadUnpacker(dataDirectory, Optional.of(aside), account(), Cancellation.never());
                InputStream in = new BufferedInputStream(Files.newInputStream(payload))) {
            unpacker.unpack(in);
            ManifestCheck.check(dataDirectory.resolve(BackupManifest.PATH), unpacker.laid(), aside);
        }
    }

    protected static ServerAccount account() throws IOException {
        return ServerAccount.of(PostgresSettings.defaults(System.getenv()));
    }

    /** One backup, as its set would hold it. */
    protected record Taken(byte[] payload, Map<String, String> facts) {}

    protected static Taken taken(HostedDatabase database, Extent extent) throws Exception {
        SnapshotOptions options = new SnapshotOptions(OnDamage.STOP, extent, SnapshotOptions.Log.AS_IT_IS);
        try (Snapshot snapshot = database.snapshot(options, Cancellation.never())) {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            Map<String, String> facts = new HashMap<>(snapshot.start().facts());
            facts.putAll(snapshot.writeTo(payload).facts());
            return new Taken(payload.toByteArray(), facts);
        }
    }

    protected static Taken full(HostedDatabase database) throws Exception {
        Taken full = taken(database, new SnapshotOptions.Base(SET));
        database.keepBase(SET);
        return full;
    }

    protected static Taken differential(HostedDatabase database) throws Exception {
        return taken(database, new SnapshotOptions.Since(SET));
    }

    protected void lay(DatabaseHome home, Part part, Taken taken) throws Exception {
        engine.layDown(
                new RestoreOrder(home, part, taken.payload().length, taken.facts()),
                new ByteArrayInputStream(taken.payload()),
                Cancellation.never());
    }

    protected HostedDatabase recovered(DatabaseHome home, Taken last) throws Exception {
        engine.recover(
                new RecoveryOrder(home, Identity.FRESH, new Consistent(), Optional.empty(), last.facts()),
                Cancellation.never());
        return engine.open(home);
    }

    /** The same files, and in each the same bytes. */
    protected static void requireSame(ClusterFolder combined, ClusterFolder full) throws IOException {
        Set<String> expected = files(full.dataDirectory());
        assertThat(files(combined.dataDirectory())).isEqualTo(expected);
        for (String path : expected) {
            assertThat(Files.mismatch(
                            combined.dataDirectory().resolve(path),
                            full.dataDirectory().resolve(path)))
                    .as(path)
                    .isEqualTo(-1);
        }
    }

    private static Set<String> files(Path dataDirectory) throws IOException {
        try (Stream<Path> walk = Files.walk(dataDirectory)) {
            return walk.filter(path -> !path.equals(dataDirectory))
                    .map(path -> dataDirectory.relativize(path).toString())
                    .filter(path -> !OF_THE_BACKUP.contains(path) && !path.startsWith(ClusterFolder.WAL_DIRECTORY))
                    .filter(path -> Files.isRegularFile(dataDirectory.resolve(path)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
