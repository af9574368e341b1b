package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestInstance;
import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream of log backups across a kill: what the server was told to let go is in a whole, listed backup. */
class LogStreamingTest {

    private static final String LAG = "SELECT 'lag', lag_bytes, last_error FROM sys.dm_log_streaming";
    private static final int POLL_MILLIS = 200;
    private static final int MOST_POLLS = 600;

    @RegisterExtension
    final TestInstance test = new TestInstance();

    private static long setsIn(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".trn")).count();
        }
    }

    private static void awaitSets(Path folder, long count, CofferProcess coffer) throws Exception {
        for (int poll = 0; setsIn(folder) < count; poll++) {
            assertThat(poll).as(coffer.run(LAG)).isLessThan(MOST_POLLS);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static String insert(int from, int to) {
        return "INSERT INTO dbo.article SELECT g, md5(g::text) FROM generate_series(" + from + ", " + to + ") g";
    }

    @Test
    void aKillLosesNothingThatTheServerLetGo() throws Exception {
        Path folder = Files.createDirectories(test.folder().resolve("stream"));
        Path seal = test.folder().resolve("seal/instance.key");
        try (InstalledCluster server = EmbeddedServer.start()) {
            server.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
            server.sql("SELECT pg_reload_conf()");
            server.sql("SET ROLE coffer_app; CREATE TABLE dbo.article (id integer PRIMARY KEY, name text)");
            try (CofferProcess coffer = CofferProcess.start(test.dataFolder(), seal)) {
                coffer.done("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';"
                        + " CREATE CERTIFICATE k WITH SUBJECT = 'Streams';"
                        + " CREATE CREDENTIAL c WITH IDENTITY = '" + InstalledCluster.REPLICATOR + "', SECRET = '"
                        + InstalledCluster.PASSWORD + "'; CREATE DATABASE prod ON (FILENAME = 'postgresql://"
                        + server.address() + "/?sslrootcert=" + server.authority()
                        + "') FOR ATTACH WITH CREDENTIAL = c");
                String on = "ALTER DATABASE prod SET LOG_STREAMING = ON (DISK = '" + folder
                        + "', ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = k))";
                assertThat(CofferProcess.errorNumbers(coffer.run(on))).containsExactly(4208, 5069);
                coffer.done("ALTER DATABASE prod SET RECOVERY FULL");
                assertThat(CofferProcess.errorNumbers(coffer.run(on.replace("stream'", "nowhere'"))))
                        .containsExactly(3201, 5069);
                coffer.done("BACKUP DATABASE prod TO DISK = '" + test.folder().resolve("full.bak") + "'");
                coffer.done(on);
                server.sql(insert(1, 3000));
                awaitSets(folder, 1, coffer);
                server.sql(insert(3001, 6000));
                coffer.kill();
            }
            server.sql(insert(6001, 7000));
            long before = setsIn(folder);
            try (CofferProcess coffer = CofferProcess.start(test.dataFolder(), seal)) {
                coffer.done("PRINT 'again'");
                awaitSets(folder, before + 1, coffer);
                for (int poll = 0; !coffer.run(LAG).contains("NULL"); poll++) {
                    assertThat(poll).as(coffer.run(LAG)).isLessThan(MOST_POLLS);
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
                coffer.done("ALTER DATABASE prod SET LOG_STREAMING = OFF");
                assertThat(coffer.run(LAG)).doesNotContain("NULL");
            }
        }
        test.run("RESTORE DATABASE copy FROM DISK = '" + test.folder().resolve("full.bak") + "' WITH NORECOVERY");
        List<Path> sets;
        try (Stream<Path> files = Files.list(folder)) {
            sets = files.filter(file -> file.toString().endsWith(".trn"))
                    .sorted()
                    .toList();
        }
        for (Path set : sets) {
            test.run("RESTORE LOG copy FROM DISK = '" + set + "' WITH NORECOVERY");
        }
        test.run("RESTORE DATABASE copy WITH RECOVERY");
        assertThat(test.run("USE copy", "SELECT COUNT(*), MAX(id) FROM article").rows(0))
                .hasToString("[[7000, 7000]]");
        assertThat(test.run("SELECT COUNT(*) FROM msdb.dbo.backupset WHERE type = 'L' AND key_algorithm IS NULL")
                        .rows(0))
                .hasToString("[[0]]");
    }
}
