package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.jobs.LongWork;
import dev.coffer.jobs.LongWork.Kind;
import dev.coffer.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups and restores while all places are taken: what waits locks nobody out, and decides nothing yet. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WaitingWorkTest {

    private static final int PLACES = Instance.places(Runtime.getRuntime().availableProcessors());

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch leave = new CountDownLatch(1);
    private final List<Future<?>> others = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        free();
        threads.shutdownNow();
    }

    private static LongWork work() {
        return TEST.instance().work();
    }

    /** Takes that many places, until {@link #free}. */
    private void take(Kind kind, int places) throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(places);
        for (int i = 0; i < places; i++) {
            others.add(threads.submit(() -> {
                work().run(
                                kind,
                                Cancellation.never(),
                                new LongWork.Waiting() {
                                    @Override
                                    public void begins() {}

                                    @Override
                                    public void ends() {}
                                },
                                () -> until(taken));
                return true;
            }));
        }
        taken.await();
    }

    private long until(CountDownLatch taken) {
        taken.countDown();
        try {
            leave.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void free() throws Exception {
        leave.countDown();
        for (Future<?> other : others) {
            other.get();
        }
    }

    /** Runs it on another thread, and answers once it waits for a place. */
    private Future<Answers> waiting(String batch) {
        Future<Answers> answers = threads.submit(() -> TEST.run(batch));
        while (work().waitingCount() == 0 && !answers.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(answers).isNotDone();
        return answers;
    }

    private static String file(String name) {
        return "'" + TEST.folder().resolve(name) + "'";
    }

    @Test
    void theLogIsBackedUpAndRestoredBesideWholeDatabases() throws Exception {
        TEST.run("CREATE DATABASE A", "BACKUP DATABASE A TO DISK = " + file("beside.bak"));
        TEST.run("RESTORE DATABASE B FROM DISK = " + file("beside.bak") + " WITH NORECOVERY");
        take(Kind.BACKUP_FULL, PLACES);
        TEST.run("BACKUP LOG A TO DISK = " + file("beside.trn"));
        TEST.run("RESTORE LOG B FROM DISK = " + file("beside.trn"));
    }

    @Test
    void aDatabaseIsInUseUntilItsRestoreHasAPlace() throws Exception {
        TEST.run(
                "CREATE DATABASE A", "CREATE TABLE A.dbo.T (N int)", "BACKUP DATABASE A TO DISK = " + file("used.bak"));
        take(Kind.VERIFY, PLACES);
        Future<Answers> restore = waiting("RESTORE DATABASE A FROM DISK = " + file("used.bak") + " WITH REPLACE");
        TEST.run("USE A INSERT INTO T VALUES (1)");
        assertThat(TEST.run("SELECT COUNT(*) FROM A.dbo.T").rows(0).get(0)).containsExactly(1);
        free();
        restore.get();
        assertThat(TEST.run("SELECT COUNT(*) FROM A.dbo.T").rows(0).get(0)).containsExactly(0);
    }

    @Test
    void aDatabaseIsInUseUntilTheBackupOfItsTailHasAPlace() throws Exception {
        TEST.run("CREATE DATABASE A", "BACKUP DATABASE A TO DISK = " + file("tail.bak"));
        take(Kind.RESTORE_LOG, Instance.LOG_PLACES);
        Future<Answers> tail = waiting("BACKUP LOG A TO DISK = " + file("tail.trn") + " WITH NORECOVERY");
        TEST.run("USE A CREATE TABLE T (N int)");
        free();
        tail.get();
        TEST.run("RESTORE DATABASE A WITH RECOVERY", "SELECT N FROM A.dbo.T");
    }

    @Test
    void aBackupGoesByTheRecoveryModelThatItFindsWhenItHasAPlace() throws Exception {
        TEST.run("CREATE DATABASE A", "ALTER DATABASE A SET RECOVERY SIMPLE");
        take(Kind.VERIFY, PLACES);
        Future<Answers> full = waiting("BACKUP DATABASE A TO DISK = " + file("model.bak"));
        TEST.run("ALTER DATABASE A SET RECOVERY FULL");
        free();
        full.get();
        TEST.run("BACKUP LOG A TO DISK = " + file("model.trn"));
    }
}
