package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestInstance;
import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.storage.FaultProxy;
import dev.coffer.storage.FaultProxy.Fault;
import dev.coffer.storage.FaultProxy.Script;
import dev.coffer.storage.azure.Azurite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A stream of log backups across a kill, to a disk and to a URL: what the server was told to let go is in a whole,
 * listed backup.
 */
class LogStreamingTest {

    private static final String LAG = "SELECT 'lag', lag_bytes, last_error FROM sys.dm_log_streaming";
    private static final int POLL_MILLIS = 200;
    private static final int MOST_POLLS = 600;

    /** Behind the look at the name and the only block: what makes it a blob. */
    private static final int COMMIT = 3;

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    final TestInstance test = new TestInstance();

    /** Where a stream goes. */
    private interface Place {

        /** What makes it known to an instance. */
        String setup();

        /** As ALTER DATABASE names it. */
        String target();

        /** One that is not to be had. */
        String wrong();

        /** What is answered to that. */
        int wrongNumber();

        /** The sets there, in their order, as RESTORE LOG names them. */
        List<String> sets() throws IOException;

        /** Before more comes. */
        default void prepareKill() {}

        /** Until it is worst. */
        default void awaitKill() throws InterruptedException {}

        /** Before the next start. */
        default void recover() {}
    }

    /** A folder. */
    private record OnDisk(Path folder) implements Place {

        @Override
        public String setup() {
            return "PRINT 'nothing'";
        }

        @Override
        public String target() {
            return "DISK = '" + folder + "'";
        }

        @Override
        public String wrong() {
            return "DISK = '" + folder + "x'";
        }

        @Override
        public int wrongNumber() {
            return 3201;
        }

        @Override
        public List<String> sets() throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.filter(file -> file.toString().endsWith(".trn"))
                        .sorted()
                        .map(file -> "DISK = '" + file + "' WITH ")
                        .toList();
            }
        }
    }

    /** A container; the kill comes when a blob is sent and not there yet. */
    private record AtUrl(FaultProxy proxy, String container) implements Place {

        @Override
        public String setup() {
            return "CREATE CREDENTIAL k WITH IDENTITY = '" + Azurite.ACCOUNT + "', SECRET = '" + AZURITE.key() + "'";
        }

        private String url(String name) {
            return "URL = 'http://127.0.0.1:" + proxy.port() + "/" + Azurite.ACCOUNT + "/" + container + "/" + name
                    + "'";
        }

        @Override
        public String target() {
            return url("logs") + ", CREDENTIAL = 'k'";
        }

        @Override
        public String wrong() {
            return url("logs") + ", CREDENTIAL = 'nobody'";
        }

        @Override
        public int wrongNumber() {
            return 3288;
        }

        @Override
        public List<String> sets() {
            return AZURITE.client(container).listBlobs().stream()
                    .map(blob -> blob.getName())
                    .sorted()
                    .map(name -> url(name) + " WITH CREDENTIAL = 'k', ")
                    .toList();
        }

        @Override
        public void prepareKill() {
            proxy.spoil(Script.from(Fault.STALL, COMMIT));
        }

        @Override
        public void awaitKill() throws InterruptedException {
            proxy.awaitRequests(COMMIT);
        }

        @Override
        public void recover() {
            proxy.heal();
        }
    }

    private static void awaitSets(Place place, long count, CofferProcess coffer) throws Exception {
        for (int poll = 0; place.sets().size() < count; poll++) {
            assertThat(poll).as(coffer.run(LAG)).isLessThan(MOST_POLLS);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static String insert(int from, int to) {
        return "INSERT INTO dbo.article SELECT g, md5(g::text) FROM generate_series(" + from + ", " + to + ") g";
    }

    @Test
    void aKillLosesNothingThatTheServerLetGo() throws Exception {
        killLosesNothing(new OnDisk(Files.createDirectories(test.folder().resolve("stream"))));
    }

    @Test
    void aKillLosesNothingThatGoesToAUrl() throws Exception {
        String container = "l" + UUID.randomUUID();
        AZURITE.container(container);
        try (FaultProxy proxy = new FaultProxy(AZURITE.port(), Optional.empty())) {
            killLosesNothing(new AtUrl(proxy, container));
            assertThat(test.dataFolder().resolve("uploading")).isEmptyDirectory();
        }
    }

    private void killLosesNothing(Place place) throws Exception {
        Path seal = test.folder().resolve("seal/instance.key");
        try (InstalledCluster server = EmbeddedServer.start()) {
            server.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
            server.sql("SELECT pg_reload_conf()");
            server.sql("SET ROLE coffer_app; CREATE TABLE dbo.article (id integer PRIMARY KEY, name text)");
            try (CofferProcess coffer = CofferProcess.start(test.dataFolder(), seal)) {
                attach(server, coffer);
                coffer.done(place.setup());
                String on = "ALTER DATABASE prod SET LOG_STREAMING = ON (" + place.target()
                        + ", ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = k))";
                assertThat(CofferProcess.errorNumbers(coffer.run(on))).containsExactly(4208, 5069);
                coffer.done("ALTER DATABASE prod SET RECOVERY FULL");
                assertThat(CofferProcess.errorNumbers(coffer.run(on.replace(place.target(), place.wrong()))))
                        .containsExactly(place.wrongNumber(), 5069);
                coffer.done("BACKUP DATABASE prod TO DISK = '" + test.folder().resolve("full.bak") + "'");
                coffer.done(on);
                server.sql(insert(1, 3000));
                awaitSets(place, 1, coffer);
                place.prepareKill();
                server.sql(insert(3001, 6000));
                place.awaitKill();
                coffer.kill();
            }
            place.recover();
            server.sql(insert(6001, 7000));
            goOn(place, seal);
        }
        restore(place);
    }

    private static void attach(InstalledCluster server, CofferProcess coffer) throws Exception {
        coffer.done("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes';"
                + " CREATE CERTIFICATE k WITH SUBJECT = 'Streams';"
                + " CREATE CREDENTIAL c WITH IDENTITY = '" + InstalledCluster.REPLICATOR + "', SECRET = '"
                + InstalledCluster.PASSWORD + "'; CREATE DATABASE prod ON (FILENAME = 'postgresql://"
                + server.address() + "/?sslrootcert=" + server.authority() + "') FOR ATTACH WITH CREDENTIAL = c");
    }

    private void goOn(Place place, Path seal) throws Exception {
        long begunNanos = System.nanoTime();
        long before = place.sets().size();
        try (CofferProcess coffer = CofferProcess.start(test.dataFolder(), seal)) {
            coffer.done("PRINT 'again'");
            awaitSets(place, before + 1, coffer);
            awaitSealed(begunNanos, coffer);
            coffer.done("ALTER DATABASE prod SET LOG_STREAMING = OFF");
            assertThat(coffer.run(LAG)).doesNotContain("NULL");
        }
    }

    /** That one more set is there says little: the upload that the kill met may have been whole. */
    private static void awaitSealed(long begunNanos, CofferProcess coffer) throws Exception {
        for (int poll = 0; ; poll++) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunNanos);
            String sealed = coffer.run("SELECT 'sea' + 'led' FROM sys.dm_log_streaming"
                    + " WHERE last_error IS NULL AND lag_bytes = 0 AND lag_seconds + 1 < " + seconds);
            if (sealed.contains("sealed")) {
                return;
            }
            assertThat(poll).as(coffer.run(LAG)).isLessThan(MOST_POLLS);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void restore(Place place) throws IOException {
        test.run("RESTORE DATABASE copy FROM DISK = '" + test.folder().resolve("full.bak") + "' WITH NORECOVERY");
        for (String set : place.sets()) {
            test.run("RESTORE LOG copy FROM " + set + "NORECOVERY");
        }
        test.run("RESTORE DATABASE copy WITH RECOVERY");
        assertThat(test.run("USE copy", "SELECT COUNT(*), MAX(id) FROM article").rows(0))
                .hasToString("[[7000, 7000]]");
        assertThat(test.run("SELECT COUNT(*) FROM msdb.dbo.backupset WHERE type = 'L' AND key_algorithm IS NULL")
                        .rows(0))
                .hasToString("[[0]]");
    }
}
