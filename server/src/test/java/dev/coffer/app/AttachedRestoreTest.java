package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a backup of an attached server: a database here, or a folder for a server of its own. */
class AttachedRestoreTest {

    @RegisterExtension
    final TestInstance test = new TestInstance();

    private String disk(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private void backUp(InstalledCluster cluster) {
        test.run(
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'",
                "CREATE CERTIFICATE k WITH SUBJECT = 'Attached backups'",
                AttachedDatabaseTest.credential(),
                AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(cluster)),
                "BACKUP DATABASE prod TO " + disk("prod.bak")
                        + " WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = k)");
    }

    @Test
    void anotherVersionIsRefusedByNameAndLaidDownForItsOwnServer() throws Exception {
        try (InstalledCluster cluster = InstalledCluster.start()) {
            Path space = Files.createDirectory(cluster.folder().resolve("space"));
            cluster.own(space);
            cluster.sql("CREATE TABLESPACE space LOCATION '" + space + "'");
            cluster.sql("CREATE TABLE t TABLESPACE space AS SELECT g FROM generate_series(1, 4321) g");
            backUp(cluster);
            Session session = test.newSession();
            Answers refused = TestInstance.run(session, "RESTORE DATABASE copy FROM " + disk("prod.bak"));
            assertThat(refused.errorNumbers()).containsExactly(3169, 3013);
            assertThat(refused.texts())
                    .contains("PostgreSQL 15.")
                    .contains("PostgreSQL 18.")
                    .contains("WITH MOVE");
            assertThat(TestInstance.run(session, "RESTORE DATABASE prod FROM " + disk("prod.bak") + " WITH REPLACE")
                            .errorNumbers())
                    .containsExactly(49921, 3013);
            Path folder =
                    Files.createDirectory(test.folder().resolve("restored")).resolve("data");
            String restore = "RESTORE DATABASE copy FROM " + disk("prod.bak") + " WITH MOVE 'prod' TO '" + folder + "'";
            assertThat(test.run(restore).texts())
                    .contains("The data directory lies in '" + folder + "'")
                    .contains("PostgreSQL 15.")
                    .contains("RESTORE DATABASE successfully processed");
            assertThat(test.run("SELECT name FROM sys.databases WHERE name = 'copy'")
                            .rows(0))
                    .isEmpty();
            assertThat(TestInstance.run(session, restore).errorNumbers()).containsExactly(49909, 3013);
            try (InstalledCluster restored = cluster.startOn(folder)) {
                assertThat(restored.sql("SELECT count(*), max(g) FROM t")).isEqualTo("4321|4321");
                assertThat(restored.sql("SHOW archive_mode")).isEqualTo("off");
                restored.sql("INSERT INTO t VALUES (1)");
            }
        }
    }

    @Test
    void aDifferentialHoldsWhatChanged() throws Exception {
        try (InstalledCluster server = EmbeddedServer.start()) {
            server.sql("SET ROLE coffer_app; CREATE TABLE dbo.article (id integer PRIMARY KEY, name text);"
                    + " CREATE TABLE dbo.shrunk (id integer, name text)");
            String rows = " SELECT g, repeat(md5(g::text), 9) FROM generate_series(1, 20000) g";
            server.sql("INSERT INTO dbo.article" + rows);
            server.sql("INSERT INTO dbo.shrunk" + rows);
            test.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)));
            Session session = test.newSession();
            String differential = "BACKUP DATABASE prod TO " + disk("diff.bak") + " WITH DIFFERENTIAL, FORMAT";
            assertThat(TestInstance.run(session, differential).errorNumbers()).containsExactly(3035, 3013);
            test.run("BACKUP DATABASE prod TO " + disk("full.bak"));
            Answers unprepared = TestInstance.run(session, differential);
            assertThat(unprepared.errorNumbers()).containsExactly(49920, 3013);
            assertThat(unprepared.texts()).contains("ALTER SYSTEM SET summarize_wal");
            server.sql("ALTER SYSTEM SET summarize_wal = on");
            server.sql("SELECT pg_reload_conf()");
            test.run("BACKUP DATABASE prod TO " + disk("full.bak") + " WITH FORMAT");
            server.sql("UPDATE dbo.article SET name = 'changed' WHERE id % 5000 = 0");
            server.sql("DELETE FROM dbo.shrunk WHERE id > 100");
            server.sql("VACUUM dbo.shrunk");
            server.sql("INSERT INTO dbo.shrunk SELECT g, 'again' FROM generate_series(101, 9000) g");
            assertThat(test.run(differential).texts()).contains("VACUUM made shorter and COPY longer");
            assertThat(test.run("SELECT CASE WHEN MAX(CASE type WHEN 'I' THEN backup_size END) * 2"
                                    + " < MAX(backup_size) THEN 1 ELSE 0 END FROM msdb.dbo.backupset")
                            .rows(0))
                    .hasToString("[[1]]");
            handOver(server);
        }
        test.run(
                "RESTORE DATABASE copy FROM " + disk("full.bak") + " WITH NORECOVERY",
                "RESTORE DATABASE copy FROM " + disk("diff.bak") + " WITH RECOVERY");
        String counts = "SELECT COUNT(*), SUM(CASE name WHEN 'changed' THEN 1 ELSE 0 END) FROM article"
                + " UNION ALL SELECT COUNT(*), SUM(CASE name WHEN 'again' THEN 1 ELSE 0 END) FROM shrunk";
        assertThat(test.run("USE copy", counts).rows(0)).hasToString("[[20000, 4], [9000, 8900]]");
        assertThat(test.run("DBCC CHECKDB (copy) WITH NO_INFOMSGS").errors()).isEmpty();
    }

    /** Full and differential make one data directory, on which the server's own programs start. */
    private void handOver(InstalledCluster server) throws Exception {
        Path folder = test.folder().resolve("handed");
        String move = " WITH MOVE 'prod' TO '" + folder + "'";
        Session session = test.newSession();
        Answers alone = TestInstance.run(session, "RESTORE DATABASE x FROM " + disk("diff.bak") + move);
        assertThat(alone.texts()).contains("No full backup waits in " + folder);
        test.run(
                "RESTORE DATABASE x FROM " + disk("full.bak") + move,
                "RESTORE DATABASE x FROM " + disk("diff.bak") + move);
        assertThat(folder.resolve("differential.arriving")).doesNotExist();
        assertThat(folder.resolve("backup_manifest")).doesNotExist();
        Answers twice = TestInstance.run(session, "RESTORE DATABASE x FROM " + disk("diff.bak") + move);
        assertThat(twice.texts()).contains("does not stand on the full that lies here");
        try (InstalledCluster restored = server.startOn(folder)) {
            assertThat(restored.sql("SELECT count(*), count(*) FILTER (WHERE name = 'changed') FROM dbo.article"))
                    .isEqualTo("20000|4");
            assertThat(restored.sql("SELECT count(*), count(*) FILTER (WHERE name = 'again') FROM dbo.shrunk"))
                    .isEqualTo("9000|8900");
            assertThat(restored.sql("SHOW archive_mode")).isEqualTo("off");
        }
        // As a kill would have left it: no server starts on it, and nothing more goes onto it.
        Files.delete(folder.resolve("global/pg_control"));
        Answers interrupted = TestInstance.run(session, "RESTORE DATABASE x FROM " + disk("diff.bak") + move);
        assertThat(interrupted.texts()).contains("was interrupted");
    }

    @Test
    void aClusterOfAnotherInitdbIsRefusedWithTheWayThatThereIs() throws Exception {
        try (InstalledCluster server = EmbeddedServer.foreign("--locale-provider=icu --icu-locale=de")) {
            server.sql("CREATE ROLE clerk LOGIN", "CREATE EXTENSION citext", "CREATE TABLE t (name citext)");
            server.sql("INSERT INTO t VALUES ('Anna')");
            backUp(server);
            Session session = test.newSession();
            Answers refused = TestInstance.run(session, "RESTORE DATABASE copy FROM " + disk("prod.bak"));
            assertThat(refused.errorNumbers()).as(refused.texts()).containsExactly(3169, 3013);
            assertThat(refused.texts())
                    .contains("PostgreSQL 18.")
                    .contains("PostgreSQL as Coffer sets it up")
                    .contains("WITH MOVE");
            assertThat(test.run("SELECT name FROM sys.databases WHERE name = 'copy'")
                            .rows(0))
                    .isEmpty();
            Path folder = test.folder().resolve("own");
            test.run("RESTORE DATABASE copy FROM " + disk("prod.bak") + " WITH MOVE 'prod' TO '" + folder + "'");
            try (InstalledCluster restored = server.startOn(folder)) {
                assertThat(restored.sql("SELECT count(*) FROM t WHERE name = 'ANNA'"))
                        .isEqualTo("1");
            }
        }
    }

    @Test
    void theSameVersionBecomesADatabaseHere() throws Exception {
        try (InstalledCluster server = EmbeddedServer.start()) {
            server.sql("SET ROLE coffer_app; CREATE TABLE dbo.article (id integer PRIMARY KEY, name text)");
            server.sql("INSERT INTO dbo.article SELECT g, md5(g::text) FROM generate_series(1, 1234) g");
            backUp(server);
        }
        test.run("RESTORE DATABASE copy FROM " + disk("prod.bak"));
        assertThat(test.run("USE copy", "SELECT COUNT(*), MAX(id) FROM article").rows(0))
                .hasToString("[[1234, 1234]]");
        assertThat(test.run(
                                "USE copy",
                                "INSERT INTO article VALUES (1235, 'x')",
                                "BACKUP DATABASE copy TO " + disk("copy.bak"))
                        .texts())
                .contains("BACKUP DATABASE successfully processed");
    }
}
