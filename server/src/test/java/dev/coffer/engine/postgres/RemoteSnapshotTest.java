package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.TlsTrust;
import dev.coffer.work.Cancellation;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of Debian's, backed up from afar; its own tools judge the result. */
class RemoteSnapshotTest {

    @TempDir
    Path folder;

    @Test
    void thePayloadOfAServerElsewhereIsADataDirectoryThatItsOwnToolsAccept() throws Exception {
        try (InstalledCluster cluster = InstalledCluster.start()) {
            Path space = Files.createDirectory(cluster.folder().resolve("space"));
            cluster.own(space);
            cluster.sql("CREATE TABLESPACE space LOCATION '" + space + "'");
            cluster.sql("CREATE TABLE t TABLESPACE space AS SELECT g FROM generate_series(1, 5000) g");
            Path tar = folder.resolve("payload.tar");
            ReplicationConnection connection = ReplicationConnection.open(
                    cluster.address(),
                    InstalledCluster.login(InstalledCluster.REPLICATOR, InstalledCluster.PASSWORD),
                    Optional.of(TlsTrust.of(cluster.authority())),
                    Cancellation.never());
            Snapshot.End end;
            try (Snapshot snapshot = RemoteSnapshot.begin(
                            connection,
                            TransportsTest.UNASKED,
                            new SnapshotOptions(OnDamage.STOP),
                            folder,
                            Cancellation.never(),
                            new SecureRandom());
                    OutputStream target = Files.newOutputStream(tar)) {
                assertThat(snapshot.start().facts())
                        .containsEntry(
                                SharedFacts.SYSTEM_ID, cluster.sql("SELECT system_identifier FROM pg_control_system()"))
                        .containsEntry(SharedFacts.TIMELINE, "1");
                end = snapshot.writeTo(target);
                assertThat(end.lastLsn()).isGreaterThan(snapshot.start().firstLsn());
                assertThat(snapshot.estimatedBytes()).isBetween(end.dataBytes() / 2, end.dataBytes() * 2);
            }
            assertThat(end.logBytes()).isPositive().matches(bytes -> bytes % (16 << 20) == 0);
            Path data = Files.createDirectory(folder.resolve("data"));
            assertThat(run("tar", "-xf", tar.toString(), "-C", data.toString())).isEmpty();
            String tablespace = cluster.sql("SELECT oid FROM pg_tablespace WHERE spcname = 'space'");
            assertThat(data.resolve("pg_tblspc").resolve(tablespace)).isDirectory();
            // Without parsing WAL: pg_waldump is asked separately by the server's own restore.
            assertThat(run(cluster.program("pg_verifybackup").toString(), "--exit-on-error", data.toString()))
                    .contains("backup successfully verified");
            assertThat(folder.toFile().list()).containsExactlyInAnyOrder("payload.tar", "data");
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
