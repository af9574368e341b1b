package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.OlderServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each version that can be attached, beside Debian's: full, differential, log, a failover, and its own restore. */
class AttachedVersionsTest {

    private static final String ENCRYPTION =
            " WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = k)";

    @RegisterExtension
    final TestInstance test = new TestInstance();

    private String disk(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    @Test
    void postgres16HasFullsAndLog() throws Exception {
        try (OlderServer programs = OlderServer.of(16);
                InstalledCluster primary = programs.start()) {
            begin(primary);
            try (InstalledCluster standby = primary.standby()) {
                attach(primary, standby);
                Answers refused = TestInstance.run(
                        test.newSession(),
                        "BACKUP DATABASE prod TO " + disk("diff.bak") + ENCRYPTION + ", DIFFERENTIAL");
                assertThat(refused.errorNumbers()).containsExactly(49920, 3013);
                assertThat(refused.texts()).contains("PostgreSQL 16.").contains("17 and newer");
                failOver(primary, standby);
                restore(standby, "full.bak");
            }
        }
    }

    @Test
    void postgres17HasDifferentialsToo() throws Exception {
        try (OlderServer programs = OlderServer.of(17);
                InstalledCluster primary = programs.start()) {
            differentials(primary, "PostgreSQL 17.");
        }
    }

    @Test
    void postgres18OfSomebodyElse() throws Exception {
        try (InstalledCluster primary = EmbeddedServer.foreign("")) {
            differentials(primary, "PostgreSQL 18.");
        }
    }

    private void differentials(InstalledCluster primary, String version) throws Exception {
        primary.sql("ALTER SYSTEM SET summarize_wal = on");
        begin(primary);
        try (InstalledCluster standby = primary.standby()) {
            attach(primary, standby);
            insert(primary, 1001, 1500);
            assertThat(differential("first.bak").texts()).contains("cannot be seen", "the database postgres");
            primary.letInto("postgres");
            change(primary);
            assertThat(differential("diff.bak").texts()).doesNotContain("what its server noted");
            failOver(primary, standby);
            assertThat(differential("other.bak").errorNumbers()).containsExactly(3035, 3013);
            assertThat(laidDown(test.folder().resolve("doubtful"), "full.bak", "first.bak"))
                    .contains("cannot be seen", "the database postgres");
            assertThat(restore(standby, "full.bak", "diff.bak"))
                    .contains(version)
                    .doesNotContain("cannot be seen");
        }
    }

    private Answers differential(String file) {
        return TestInstance.run(
                test.newSession(), "BACKUP DATABASE prod TO " + disk(file) + ENCRYPTION + ", DIFFERENTIAL");
    }

    private static void begin(InstalledCluster primary) throws Exception {
        primary.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
        primary.sql("SELECT pg_reload_conf()");
        primary.sql("CREATE TABLE t AS SELECT g FROM generate_series(1, 1000) g");
        primary.sql("CREATE TABLE cut AS SELECT g FROM generate_series(1, 20000) g");
        for (String name : new String[] {"seen", "still"}) {
            primary.sql("CREATE TABLE " + name + " AS SELECT g FROM generate_series(1, 20000) g");
            primary.sql("CREATE INDEX ON " + name + " (g)");
            primary.sql("VACUUM ANALYZE " + name);
        }
    }

    /** What a server's own incremental backup gets wrong: rows of the full would come back, and those that are gone. */
    private static void change(InstalledCluster primary) throws Exception {
        primary.sql("DELETE FROM cut WHERE g > 10");
        primary.sql("VACUUM cut");
        primary.sql("COPY cut FROM PROGRAM 'seq 30000 33000'");
        primary.sql("DELETE FROM seen WHERE g % 7 = 0");
    }

    private static void insert(InstalledCluster server, int from, int to) throws Exception {
        server.sql("INSERT INTO t SELECT g FROM generate_series(" + from + ", " + to + ") g");
    }

    private void attach(InstalledCluster primary, InstalledCluster standby) {
        test.run(
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'",
                "CREATE CERTIFICATE k WITH SUBJECT = 'Attached backups'",
                AttachedDatabaseTest.credential(),
                AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(primary, standby)),
                "ALTER DATABASE prod SET RECOVERY FULL",
                "BACKUP DATABASE prod TO " + disk("full.bak") + ENCRYPTION);
    }

    private void failOver(InstalledCluster primary, InstalledCluster standby) throws Exception {
        insert(primary, 2001, 3000);
        test.run("BACKUP LOG prod TO " + disk("log1.trn") + ENCRYPTION);
        insert(primary, 3001, 4000);
        primary.stop();
        standby.promote();
        insert(standby, 4001, 5000);
        test.run("BACKUP LOG prod TO " + disk("log2.trn") + ENCRYPTION);
    }

    private static String rows(InstalledCluster server) throws Exception {
        return server.sql(
                "SELECT count(*), sum(g) FROM t UNION ALL SELECT count(*), sum(g) FROM cut",
                "SET enable_seqscan = off",
                "SET enable_bitmapscan = off",
                "SELECT count(*), sum(g) FROM seen WHERE g > 0",
                "SELECT count(*), sum(g) FROM still WHERE g > 0");
    }

    /** Into a folder; returns what was said. */
    private String laidDown(Path folder, String... images) {
        StringBuilder said = new StringBuilder();
        for (String image : images) {
            said.append(test.run("RESTORE DATABASE x FROM " + disk(image) + " WITH MOVE 'prod' TO '" + folder + "'")
                    .texts());
        }
        return said.toString();
    }

    /** Into a folder, for a server of the same programs; returns what was said. */
    private String restore(InstalledCluster server, String... images) throws Exception {
        Path folder = test.folder().resolve("restored");
        String said = laidDown(folder, images);
        for (String log : new String[] {"log1.trn", "log2.trn"}) {
            said += test.run("RESTORE LOG x FROM " + disk(log) + " WITH MOVE 'prod' TO '" + folder + "'")
                    .texts();
        }
        String expected = rows(server);
        try (InstalledCluster restored = server.startOn(folder)) {
            assertThat(rows(restored)).isEqualTo(expected);
            // What did not change is still known to be visible to all.
            assertThat(restored.sql("SELECT pg_relation_size('still', 'vm') > 0"))
                    .isEqualTo("t");
        }
        return said;
    }
}
