package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.Answers;
import dev.coffer.app.Instance;
import dev.coffer.app.InstanceInUse;
import dev.coffer.app.TestInstance;
import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database's server dies under the instance, and many want the same at once. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LostServerTest {

    private static final int BALLAST_MEGABYTES = 48;
    private static final int AT_ONCE = 10;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Path bank = Path.of("/");

    @BeforeEach
    void fillBank() throws Exception {
        test.run("CREATE DATABASE bank", "BACKUP DATABASE bank TO DISK = '" + file("probe") + "'");
        bank = Bank.folder(test.dataFolder(), "bank");
        Bank.fill(bank, BALLAST_MEGABYTES);
    }

    private Path file(String name) {
        return test.folder().resolve(name + ".bak");
    }

    private String backup(String database, String file) {
        return "BACKUP DATABASE " + database + " TO DISK = '" + file(file) + "'";
    }

    @Test
    void aServerKilledUnderABackupFailsItAndTheNextStatementWorks() throws Exception {
        try (Session session = test.instance().newSession()) {
            Answers answers = new Answers();
            Thread runner = new Thread(
                    () -> session.execute(backup("bank", "lost") + " WITH STATS = 1", answers, Cancellation.never()),
                    "runner");
            runner.start();
            while (runner.isAlive() && !answers.texts().contains("percent")) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
            kill(LiveCluster.postmaster(bank));
            runner.join();
            assertThat(answers.errorNumbers())
                    .as(answers.texts())
                    .endsWith(3013)
                    .hasSize(2);
            assertThat(Files.exists(file("lost"))).isFalse();
            Answers next = TestInstance.run(session, backup("bank", "next"));
            assertThat(next.errors()).isEmpty();
        }
        Bank.requireWhole(bank);
        test.run("RESTORE DATABASE copy FROM DISK = '" + file("next") + "'");
    }

    @Test
    void masterKilledIsStartedAgain() throws Exception {
        try (Session session = test.instance().newSession()) {
            kill(LiveCluster.postmaster(test.dataFolder().resolve("master")));
            // The first may find its connection gone; it says so and ends properly.
            Answers first = TestInstance.run(session, backup("bank", "first"));
            assertThat(first.errorNumbers()).isSubsetOf(49909, 3013);
            assertThat(TestInstance.run(session, backup("bank", "second")).errors())
                    .isEmpty();
            assertThat(TestInstance.run(session, "CREATE DATABASE another").errors())
                    .isEmpty();
        }
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        server.destroyForcibly();
        server.onExit().get(1, TimeUnit.MINUTES);
    }

    @Test
    void tenBackupsAtOnceOfOneDatabaseAndOfSeveral() throws Exception {
        for (int i = 0; i < AT_ONCE; i += 2) {
            test.run("CREATE DATABASE db" + i);
        }
        List<Answers> all = new ArrayList<>();
        List<Thread> runners = new ArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        for (int i = 0; i < AT_ONCE; i++) {
            String batch = backup(i % 2 == 0 ? "db" + i : "bank", "at-once-" + i);
            Answers answers = new Answers();
            all.add(answers);
            Thread runner = new Thread(() -> runAfter(begin, batch, answers), "runner-" + i);
            runners.add(runner);
            runner.start();
        }
        begin.countDown();
        for (Thread runner : runners) {
            runner.join();
        }
        int ofBank = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            Answers answers = all.get(i);
            if (i % 2 == 1 && !answers.errors().isEmpty()) {
                assertThat(answers.errorNumbers()).as(answers.texts()).containsExactly(3023, 3013);
                assertThat(file("at-once-" + i)).doesNotExist();
            } else {
                assertThat(answers.errors()).isEmpty();
                test.run("RESTORE VERIFYONLY FROM DISK = '" + file("at-once-" + i) + "'");
                ofBank += i % 2;
            }
        }
        assertThat(ofBank).as("backups of one database").isPositive();
        assertThatThrownBy(() -> Instance.open(test.settings())).isInstanceOf(InstanceInUse.class);
    }

    private void runAfter(CountDownLatch begin, String batch, Answers answers) {
        try (Session session = test.instance().newSession()) {
            begin.await();
            session.execute(batch, answers, Cancellation.never());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
