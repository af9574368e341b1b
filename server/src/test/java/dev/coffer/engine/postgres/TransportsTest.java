package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bytes.TarReader;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.TlsTrust;
import dev.coffer.work.Cancellation;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cluster at rest, read from its files and over the replication protocol: it is the same payload. */
class TransportsTest {

    /** Each backup has its own checkpoint, label and log; the manifest lists the first two. */
    private static final String OWN = "global/pg_control|backup_label|backup_manifest|pg_wal/.*";

    private static final String STATE = "SELECT md5(string_agg(o::text, '|' ORDER BY id)) FROM dbo.orders o";

    /** A full stands on nothing. */
    static final Truncations UNASKED = new Truncations(database -> {
        throw new AssertionError("A full asks for summaries in " + database);
    });

    @TempDir
    Path folder;

    private static SnapshotOptions whole() {
        return new SnapshotOptions(OnDamage.STOP);
    }

    @Test
    void bothTransportsBringTheSame() throws Exception {
        try (InstalledCluster cluster = EmbeddedServer.start()) {
            cluster.sql("ALTER SYSTEM SET autovacuum = off");
            cluster.sql("SELECT pg_reload_conf()");
            cluster.sql("SET ROLE coffer_app; CREATE TABLE dbo.orders (id integer PRIMARY KEY, word text, body text)");
            cluster.sql("INSERT INTO dbo.orders SELECT g, md5(g::text), repeat(md5(g::text), g % 200)"
                    + " FROM generate_series(1, 20000) g");
            cluster.sql("CREATE UNLOGGED TABLE passing AS SELECT g FROM generate_series(1, 1000) g");
            cluster.sql("DELETE FROM dbo.orders WHERE id > 15000");
            cluster.sql("VACUUM (FREEZE)");
            cluster.sql("CHECKPOINT");
            String state = cluster.sql(STATE);
            Path beside = payload("beside.tar", beside(cluster));
            Path remote = payload("remote.tar", remote(cluster));
            Map<String, String> own = files(beside);
            Map<String, String> servers = files(remote);
            assertThat(own.keySet()).hasSizeGreaterThan(250).contains("PG_VERSION", "pg_xact/0000");
            assertThat(servers.keySet()).containsExactlyElementsOf(own.keySet());
            own.forEach(
                    (path, content) -> assertThat(servers.get(path)).as(path).isEqualTo(content));
            assertThat(restored(cluster, beside)).isEqualTo(state);
            assertThat(restored(cluster, remote)).isEqualTo(state);
        }
    }

    private static Snapshot beside(InstalledCluster cluster) throws Exception {
        Connection connection = ServerConnections.open(cluster.socket(), Role.OWNER);
        ClusterFolder home = new ClusterFolder(new DatabaseHome(UUID.randomUUID(), cluster.folder(), cluster.folder()));
        return PostgresSnapshot.begin(connection, home, whole(), Cancellation.never(), new SecureRandom());
    }

    private Snapshot remote(InstalledCluster cluster) throws Exception {
        ReplicationConnection connection = ReplicationConnection.open(
                cluster.address(),
                InstalledCluster.login(InstalledCluster.REPLICATOR, InstalledCluster.PASSWORD),
                Optional.of(TlsTrust.of(cluster.authority())),
                Cancellation.never());
        return RemoteSnapshot.begin(connection, UNASKED, whole(), folder, Cancellation.never(), new SecureRandom());
    }

    private Path payload(String name, Snapshot begun) throws Exception {
        Path tar = folder.resolve(name);
        try (Snapshot snapshot = begun;
                OutputStream target = Files.newOutputStream(tar)) {
            snapshot.writeTo(target);
        }
        return tar;
    }

    /** Length and sum of each file, by its path. */
    private static Map<String, String> files(Path tar) throws Exception {
        Map<String, String> files = new TreeMap<>();
        byte[] buffer = new byte[1 << 16];
        try (InputStream content = new BufferedInputStream(Files.newInputStream(tar))) {
            TarReader reader = new TarReader(content);
            for (Optional<TarReader.Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                if (entry.get().isFile() && !entry.get().path().matches(OWN)) {
                    CRC32C sum = new CRC32C();
                    for (int count = reader.read(buffer, buffer.length);
                            count > 0;
                            count = reader.read(buffer, buffer.length)) {
                        sum.update(buffer, 0, count);
                    }
                    files.put(entry.get().path(), entry.get().sizeBytes() + " bytes, " + sum.getValue());
                }
            }
        }
        return files;
    }

    /** What a server says that starts on the payload. */
    private String restored(InstalledCluster cluster, Path tar) throws Exception {
        Path data = Files.createTempDirectory(folder, "restored");
        Process unpacking = new ProcessBuilder("tar", "-xf", tar.toString(), "-C", data.toString())
                .inheritIO()
                .start();
        assertThat(unpacking.waitFor()).isZero();
        try (InstalledCluster server = cluster.startOn(data)) {
            return server.sql(STATE);
        }
    }
}
