package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.Session;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups of an attached server's log, across a failover too. */
class AttachedLogTest {

    @RegisterExtension
    final TestInstance test = new TestInstance();

    private String disk(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private static void bound(InstalledCluster cluster) throws Exception {
        cluster.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
        cluster.sql("SELECT pg_reload_conf()");
    }

    private static String slots(InstalledCluster cluster) throws Exception {
        return cluster.sql("SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'coffer_%'");
    }

    @Test
    void logsFollowTheFullAndRestoreToATime() throws Exception {
        try (InstalledCluster server = EmbeddedServer.start()) {
            server.sql("SET ROLE coffer_app; CREATE TABLE dbo.article (id integer PRIMARY KEY, name text)");
            test.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)),
                    "ALTER DATABASE prod SET RECOVERY FULL");
            Session session = test.newSession();
            String full = "BACKUP DATABASE prod TO " + disk("full.bak");
            Answers unbound = TestInstance.run(session, full);
            assertThat(unbound.errorNumbers()).containsExactly(49920, 3013);
            assertThat(unbound.texts()).contains("max_slot_wal_keep_size");
            assertThat(slots(server)).isEqualTo("0");
            bound(server);
            test.run(full);
            assertThat(slots(server)).isEqualTo("1");
            server.sql("INSERT INTO dbo.article SELECT g, repeat(md5(g::text), 9) FROM generate_series(1, 9000) g");
            test.run("BACKUP LOG prod TO " + disk("log1.trn"));
            server.sql("INSERT INTO dbo.article VALUES (9001, 'x')");
            test.run("BACKUP LOG prod TO " + disk("log2.trn"));
            test.run("BACKUP LOG prod TO " + disk("log3.trn"));
            server.sql("INSERT INTO dbo.article VALUES (9002, 'y')");
            test.run("BACKUP LOG prod TO " + disk("log4.trn"));
            assertThat(TestInstance.run(session, "BACKUP LOG prod TO " + disk("tail.trn") + " WITH NORECOVERY")
                            .errorNumbers())
                    .containsExactly(49900, 3013);
            String held = server.sql("SELECT pg_current_wal_lsn() - restart_lsn < 2097152 FROM pg_replication_slots");
            assertThat(held).isEqualTo("t");
            test.run("RESTORE DATABASE copy FROM " + disk("full.bak") + " WITH NORECOVERY");
            for (String log : List.of("log1.trn", "log2.trn", "log3.trn")) {
                test.run("RESTORE LOG copy FROM " + disk(log) + " WITH NORECOVERY");
            }
            test.run("RESTORE LOG copy FROM " + disk("log4.trn") + " WITH RECOVERY");
            assertThat(test.run("USE copy", "SELECT COUNT(*), MAX(id) FROM article")
                            .rows(0))
                    .hasToString("[[9002, 9002]]");
            test.run("RESTORE DATABASE early FROM " + disk("full.bak") + " WITH NORECOVERY");
            assertThat(TestInstance.run(session, "RESTORE LOG early FROM " + disk("log2.trn") + " WITH NORECOVERY")
                            .errorNumbers())
                    .containsExactly(4305, 3013);
            test.run("EXEC sp_detach_db 'prod'");
            assertThat(slots(server)).isEqualTo("0");
        }
    }

    @Test
    void segmentsThatAreTooLongAreRefusedBeforeTheirLogIsHeld() throws Exception {
        try (InstalledCluster server = EmbeddedServer.foreign("--wal-segsize=128")) {
            bound(server);
            test.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)),
                    "ALTER DATABASE prod SET RECOVERY FULL");
            String full = "BACKUP DATABASE prod TO " + disk("full.bak") + " WITH COMPRESSION";
            Answers refused = TestInstance.run(test.newSession(), full);
            assertThat(refused.errorNumbers()).containsExactly(49920, 3013);
            assertThat(refused.texts()).contains("134217728 bytes").contains("SIMPLE");
            assertThat(slots(server)).isEqualTo("0");
            test.run("ALTER DATABASE prod SET RECOVERY SIMPLE", full);
        }
    }

    @Test
    void aStreamTakesNoCredentialOfTheDatabaseThatItWasBegunIn() throws Exception {
        try (InstalledCluster server = EmbeddedServer.start()) {
            test.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)),
                    "ALTER DATABASE prod SET RECOVERY FULL",
                    "CREATE DATABASE shop");
            String begin = "ALTER DATABASE prod SET LOG_STREAMING = ON (URL = 'https://127.0.0.1:1/c/logs')";
            String scoped = "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Narrow lanes, 12 doors';"
                    + " CREATE DATABASE SCOPED CREDENTIAL [https://127.0.0.1:1/c]"
                    + " WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = 'sig=a'";
            try (Session session = test.newSession()) {
                assertThat(TestInstance.run(session, "USE shop; " + scoped).errorNumbers())
                        .isEmpty();
                assertThat(TestInstance.run(session, begin).errorNumbers()).contains(3289);
                assertThat(TestInstance.run(session, "USE master; " + scoped).errorNumbers())
                        .isEmpty();
                assertThat(TestInstance.run(session, "USE shop; " + begin).errorNumbers())
                        .isEmpty();
            }
        }
    }

    /** Lays the full and both logs down in a folder, and starts its own server on it. */
    private String rowsOfItsOwnServer(InstalledCluster installed, String name, String stop) throws Exception {
        Path folder = test.folder().resolve(name);
        String move = " WITH MOVE 'prod' TO '" + folder + "', NORECOVERY";
        Answers early = TestInstance.run(test.newSession(), "RESTORE LOG x FROM " + disk("log1.trn") + move);
        assertThat(early.errorNumbers()).contains(3013).doesNotContain(4305);
        test.run("RESTORE DATABASE x FROM " + disk("full.bak") + move);
        for (String log : List.of("log1.trn", "log2.trn")) {
            test.run("RESTORE LOG x FROM " + disk(log) + move + stop);
        }
        try (InstalledCluster restored = installed.startOn(folder)) {
            return restored.sql("SELECT count(*) FROM t");
        }
    }

    @Test
    void aHostThatTakesOverGoesOnWhereItHasTheSlot() throws Exception {
        try (InstalledCluster primary = InstalledCluster.start()) {
            bound(primary);
            // For the standby's start.
            primary.sql("ALTER SYSTEM SET track_commit_timestamp = on");
            try (InstalledCluster standby = primary.standby()) {
                primary.sql("CREATE TABLE t AS SELECT g FROM generate_series(1, 1000) g");
                test.run(
                        AttachedDatabaseTest.credential(),
                        AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(primary, standby)),
                        "ALTER DATABASE prod SET RECOVERY FULL",
                        "BACKUP DATABASE prod TO " + disk("full.bak"));
                assertThat(slots(primary) + slots(standby)).isEqualTo("11");
                primary.sql("INSERT INTO t SELECT g FROM generate_series(1001, 2000) g");
                test.run("BACKUP LOG prod TO " + disk("log1.trn"));
                String between = primary.sql("SELECT to_char(clock_timestamp() AT TIME ZONE '" + ZoneId.systemDefault()
                        + "', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS')");
                primary.sql("INSERT INTO t SELECT g FROM generate_series(2001, 3000) g");
                primary.stop();
                standby.promote();
                standby.sql("INSERT INTO t SELECT g FROM generate_series(3001, 4000) g");
                String last = standby.sql("SELECT to_char(timestamp AT TIME ZONE '" + ZoneId.systemDefault()
                        + "', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') FROM pg_last_committed_xact()");
                test.run("BACKUP LOG prod TO " + disk("log2.trn"));
                assertThat(rowsOfItsOwnServer(standby, "latest", "")).isEqualTo("4000");
                assertThat(rowsOfItsOwnServer(standby, "earlier", ", STOPAT = '" + between + "'"))
                        .isEqualTo("2000");
                // Nothing ended behind that time: a server with it as its target would not start.
                assertThat(rowsOfItsOwnServer(standby, "quiet", ", STOPAT = '" + last + "'"))
                        .isEqualTo("4000");
                standby.sql("SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots");
                Answers gone = TestInstance.run(test.newSession(), "BACKUP LOG prod TO " + disk("log3.trn"));
                assertThat(gone.errorNumbers()).containsExactly(4214, 3013);
                assertThat(gone.texts()).contains(standby.address().toString());
                assertThat(test.run("SELECT COUNT(*) FROM msdb.dbo.backupset WHERE type = 'L'")
                                .rows(0))
                        .hasToString("[[2]]");
                test.run("BACKUP DATABASE prod TO " + disk("again.bak"), "BACKUP LOG prod TO " + disk("log4.trn"));
                // The old primary is down, with its slot.
                Answers simple = test.run("ALTER DATABASE prod SET RECOVERY SIMPLE");
                assertThat(simple.messages()).extracting(SqlMessage::number).containsExactly(49923);
                assertThat(simple.texts()).contains(primary.address().toString());
                assertThat(slots(standby)).isEqualTo("0");
            }
        }
    }

    private void awaitStreamError(String number) throws Exception {
        for (int poll = 0; ; poll++) {
            List<List<@Nullable Object>> rows =
                    test.run("SELECT last_error FROM sys.dm_log_streaming").rows(0);
            if (!rows.isEmpty() && String.valueOf(rows.get(0)).contains(number)) {
                return;
            }
            assertThat(poll).as(String.valueOf(rows)).isLessThan(150);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    @Test
    void aHostThatTookOverWithoutAllOfItBreaksTheChain() throws Exception {
        try (InstalledCluster primary = InstalledCluster.start()) {
            bound(primary);
            try (InstalledCluster standby = primary.standby()) {
                String stream =
                        Files.createDirectories(test.folder().resolve("stream")).toString();
                test.run(AttachedDatabaseTest.credential());
                for (String name : List.of("watched", "other")) {
                    test.run(
                            AttachedDatabaseTest.attach(name, AttachedDatabaseTest.url(primary, standby)),
                            "ALTER DATABASE " + name + " SET RECOVERY FULL",
                            "BACKUP DATABASE " + name + " TO " + disk(name + ".bak"));
                }
                standby.sql("ALTER SYSTEM SET primary_conninfo = ''");
                standby.sql("SELECT pg_reload_conf()");
                awaitNoReceiver(standby);
                primary.sql("CREATE TABLE t AS SELECT g, md5(g::text) FROM generate_series(1, 30000) g");
                test.run("BACKUP LOG watched TO " + disk("watched.trn"), "BACKUP LOG other TO " + disk("other.trn"));
                primary.stop();
                standby.promote();
                test.run("ALTER DATABASE watched SET LOG_STREAMING = ON (DISK = '" + stream + "')");
                awaitStreamError("no current database backup");
                test.run("ALTER DATABASE watched SET LOG_STREAMING = OFF");
                // A full that comes before any log finds it as well.
                test.run("BACKUP DATABASE other TO " + disk("again.bak"), "BACKUP LOG other TO " + disk("next.trn"));
            }
        }
    }

    private static void awaitNoReceiver(InstalledCluster standby) throws Exception {
        for (int poll = 0;
                !standby.sql("SELECT count(*) FROM pg_stat_wal_receiver").equals("0");
                poll++) {
            assertThat(poll).isLessThan(150);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void aDamagedRecordInTheSegmentInUseIsNoEndOfTheLog() throws Exception {
        try (InstalledCluster server = InstalledCluster.start()) {
            bound(server);
            test.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)),
                    "ALTER DATABASE prod SET RECOVERY FULL",
                    "BACKUP DATABASE prod TO " + disk("full.bak"));
            String[] place = server.sql("SELECT l, o.file_name, o.file_offset FROM pg_current_wal_insert_lsn() l,"
                            + " pg_walfile_name_offset(l) o")
                    .split("\\|");
            server.sql("CREATE TABLE t AS SELECT g FROM generate_series(1, 1000) g");
            Path segment = server.folder().resolve("cluster/pg_wal").resolve(place[1]);
            // In the data of the next record, or in one soon behind it.
            long offset = Long.parseLong(place[2]) + 100;
            try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                ByteBuffer one = ByteBuffer.allocate(1);
                channel.read(one, offset);
                channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1)}), offset);
            }
            Answers damaged = TestInstance.run(test.newSession(), "BACKUP LOG prod TO " + disk("log.trn"));
            assertThat(damaged.errorNumbers()).contains(3013);
            assertThat(damaged.texts()).contains("holds no record at");
        }
    }
}
