package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.wire.InstalledCluster;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts of one system whose logs went apart, though their timelines have the same number and positions. */
class SplitLogTest {

    private static final String FILL = "INSERT INTO t SELECT g FROM generate_series(1, 3000) g";
    private static final String SWITCH = "SELECT pg_switch_wal()";

    @RegisterExtension
    final TestInstance test = new TestInstance();

    private String disk(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private static void prepare(InstalledCluster cluster) throws Exception {
        cluster.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
        cluster.sql("SELECT pg_reload_conf()");
        cluster.sql("CREATE TABLE t (g integer)");
    }

    private void attach(String name, InstalledCluster... hosts) {
        test.run(
                AttachedDatabaseTest.attach(name, AttachedDatabaseTest.url(hosts)),
                "ALTER DATABASE " + name + " SET RECOVERY FULL",
                "BACKUP DATABASE " + name + " TO " + disk(name + ".bak"));
    }

    private void requireAnotherFull(String name, String file) {
        Answers refused = TestInstance.run(test.newSession(), "BACKUP LOG " + name + " TO " + disk(file));
        assertThat(refused.errorNumbers()).containsExactly(4214, 3013);
        assertThat(refused.texts()).contains("holds another log").contains("Take a full backup");
    }

    @Test
    void twoStandbysThatWereBothPromotedAreNotOne() throws Exception {
        try (InstalledCluster primary = InstalledCluster.start()) {
            prepare(primary);
            try (InstalledCluster first = primary.standby();
                    InstalledCluster second = primary.standby()) {
                test.run(AttachedDatabaseTest.credential());
                attach("prod", primary, first, second);
                primary.sql(FILL, SWITCH);
                primary.stop();
                first.promote();
                first.sql(FILL, SWITCH);
                // What counts for nobody lets nothing go on the server, across the timelines too.
                test.run("BACKUP LOG prod TO " + disk("copy.trn") + " WITH COPY_ONLY");
                test.run("BACKUP LOG prod TO " + disk("log1.trn"));
                first.sql(FILL, SWITCH);
                test.run("BACKUP LOG prod TO " + disk("log2.trn"));
                first.stop();
                second.promote();
                for (int i = 0; i < 4; i++) {
                    second.sql(FILL, SWITCH);
                }
                requireAnotherFull("prod", "log3.trn");
                test.run("BACKUP DATABASE prod TO " + disk("again.bak"), "BACKUP LOG prod TO " + disk("log4.trn"));
            }
        }
    }

    @Test
    void aHostThatWasSetBackAndWentOnIsAnother() throws Exception {
        try (InstalledCluster origin = InstalledCluster.start()) {
            prepare(origin);
            origin.stop();
            Path files = origin.folder().resolve("cluster");
            try (InstalledCluster host = origin.startOn(files);
                    InstalledCluster setBack = origin.startOn(files)) {
                test.run(AttachedDatabaseTest.credential());
                attach("logged", host, setBack);
                attach("filled", host, setBack);
                host.sql(FILL, SWITCH);
                test.run("BACKUP LOG logged TO " + disk("logged1.trn"));
                host.sql(FILL);
                test.run("BACKUP LOG filled TO " + disk("filled1.trn"));
                host.stop();
                for (int i = 0; i < 5; i++) {
                    setBack.sql(FILL, SWITCH);
                }
                requireAnotherFull("logged", "logged2.trn");
                // A full that comes before any log finds it as well.
                test.run(
                        "BACKUP DATABASE filled TO " + disk("again.bak"),
                        "BACKUP LOG filled TO " + disk("filled2.trn"));
            }
        }
    }
}
