package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups of a server of Debian's, with a tablespace. */
class AttachedBackupTest {

    private static final String ENCRYPTION =
            " WITH COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = k)";
    private static final int PERCENT = 3211;

    private static InstalledCluster cluster;

    @RegisterExtension
    final TestInstance test = new TestInstance();

    @BeforeAll
    static void start() throws Exception {
        cluster = InstalledCluster.start();
        Path space = Files.createDirectory(cluster.folder().resolve("space"));
        cluster.own(space);
        cluster.sql("CREATE TABLESPACE space LOCATION '" + space + "'");
        cluster.sql("CREATE TABLE t TABLESPACE space AS"
                + " SELECT g, repeat(md5(g::text), 8) FROM generate_series(1, 100000) g");
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private String disk(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private void attach() {
        test.run(
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'",
                "CREATE CERTIFICATE k WITH SUBJECT = 'Attached backups'",
                AttachedDatabaseTest.credential(),
                AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(cluster)));
    }

    @Test
    void aBackupIsEncryptedStripedListedAndVerified() throws Exception {
        attach();
        String stripes = disk("a.bak") + ", " + disk("b.bak");
        Answers backup = test.run("BACKUP DATABASE prod TO " + stripes + ENCRYPTION + ", STATS = 10");
        assertThat(backup.messages().stream().map(SqlMessage::number).filter(number -> number == PERCENT))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(backup.texts())
                .contains(" pages for database 'prod', file 'prod' on file 1.")
                .contains(" pages for database 'prod', file 'prod_log' on file 1.")
                .contains("BACKUP DATABASE successfully processed");
        assertThat(test.run("RESTORE VERIFYONLY FROM " + stripes).texts())
                .contains("The backup set on file 1 is valid.");
        assertThat(test.run("RESTORE HEADERONLY FROM " + stripes).rows(0)).hasSize(1);
        assertThat(String.valueOf(
                        test.run("RESTORE FILELISTONLY FROM " + stripes).rows(0)))
                .contains("postgresql://" + cluster.address());
        test.run("BACKUP DATABASE prod TO " + disk("a.bak") + ENCRYPTION + ", COPY_ONLY, FORMAT");
        assertThat(test.run("SELECT type, is_copy_only, recovery_model,"
                                + " CASE WHEN backup_size > 20000000 THEN 1 ELSE 0 END,"
                                + " database_name, key_algorithm FROM msdb.dbo.backupset ORDER BY backup_set_id")
                        .rows(0))
                .hasToString("[[D, false, SIMPLE, 1, prod, aes_256], [D, true, SIMPLE, 1, prod, aes_256]]");
        assertThat(Files.readString(test.folder().resolve("a.bak"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("PG_VERSION")
                .doesNotContain("base/5");
        assertThat(cluster.sql("SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
        Answers differential = TestInstance.run(
                test.newSession(), "BACKUP DATABASE prod TO " + disk("c.bak") + ENCRYPTION + ", DIFFERENTIAL");
        assertThat(differential.errorNumbers()).containsExactly(49920, 3013);
        assertThat(differential.texts()).contains("PostgreSQL 15.").contains("17 and newer");
    }

    @Test
    void aCancelledBackupEndsWithinASecondAndLeavesNothing() throws Exception {
        attach();
        Session session = test.newSession();
        Cancellation cancellation = new Cancellation();
        AtomicLong cancelledAt = new AtomicLong();
        Answers answers = new Answers() {
            @Override
            public synchronized void message(SqlMessage message) {
                super.message(message);
                if (message.number() == PERCENT && cancelledAt.compareAndSet(0, System.nanoTime())) {
                    cancellation.cancel();
                }
            }
        };
        session.execute(
                "BACKUP DATABASE prod TO " + disk("cancelled.bak") + ENCRYPTION + ", STATS = 1", answers, cancellation);
        assertThat(Duration.ofNanos(System.nanoTime() - cancelledAt.get())).isLessThan(Duration.ofSeconds(1));
        assertThat(answers.texts()).doesNotContain("successfully processed");
        assertThat(test.folder().resolve("cancelled.bak")).doesNotExist();
        assertThat(test.run("SELECT * FROM msdb.dbo.backupset").rows(0)).isEmpty();
        test.run("BACKUP DATABASE prod TO " + disk("next.bak") + ENCRYPTION);
    }

    @Test
    void aServerThatIsDownOrAnotherFailsTheBackupByName() throws Exception {
        test.run(AttachedDatabaseTest.credential());
        InstalledCluster other = InstalledCluster.start();
        try {
            test.run(AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(other)));
        } finally {
            other.close();
        }
        Session session = test.newSession();
        Answers down = TestInstance.run(session, "BACKUP DATABASE prod TO " + disk("down.bak"));
        assertThat(down.errorNumbers()).containsExactly(49920, 3013);
        assertThat(down.texts()).contains(other.address().toString());
        assertThat(test.folder().resolve("down.bak")).doesNotExist();
        test.run(AttachedDatabaseTest.attach("twin", AttachedDatabaseTest.url(cluster)));
    }
}
