package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The last step of a restore in several is cancelled: nothing that was restored is lost, and nothing is taken for
 * restored that is not.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CancelledStepsTest {

    private static final int POINTS = Integer.getInteger("coffer.cancelPoints", 12) / 4;
    private static final List<Integer> CANCELLED = List.of(3204, 3013);

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private String between = "";

    /** The till's first sale is in the first log, the second in the second. */
    @BeforeEach
    void sell() {
        test.run(
                "CREATE DATABASE Till",
                "CREATE TABLE Till.dbo.Sale (Id int NOT NULL PRIMARY KEY)",
                "BACKUP DATABASE Till TO DISK = '" + file("full") + "'",
                "INSERT INTO Till.dbo.Sale VALUES (1)",
                "BACKUP LOG Till TO DISK = '" + file("first") + "'");
        between = String.valueOf(test.run("SELECT CONVERT(nvarchar(40), SYSDATETIME(), 121)")
                .rows(0)
                .get(0)
                .get(0));
        test.run("INSERT INTO Till.dbo.Sale VALUES (2)", "BACKUP LOG Till TO DISK = '" + file("second") + "'");
    }

    private Path file(String name) {
        return test.folder().resolve(name + ".bak");
    }

    private String log(String name, String options) {
        return "RESTORE LOG Copy FROM DISK = '" + file(name) + "' WITH " + options;
    }

    private void begin() {
        test.run("RESTORE DATABASE Copy FROM DISK = '" + file("full") + "' WITH NORECOVERY");
    }

    private void requireSales(int count) {
        assertThat(test.run("SELECT COUNT(*), MAX(Id) FROM Copy.dbo.Sale").rows(0))
                .containsExactly(List.of(count, count));
        test.run("DROP DATABASE Copy");
    }

    /** Cancels it when the log is replayed and the database is put in order. */
    private Answers cancelledBehindReplay(Session session, String batch) throws Exception {
        Path note = Bank.folder(test.dataFolder(), "Copy").resolve("recovery");
        Cancellation cancellation = new Cancellation();
        Answers answers = new Answers();
        Thread runner = new Thread(() -> session.execute(batch, answers, cancellation));
        runner.start();
        while (runner.isAlive() && !text(note).contains("REPLAYED")) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        cancellation.cancel();
        runner.join();
        assertThat(answers.errorNumbers()).as(batch).isEqualTo(CANCELLED);
        return answers;
    }

    private static String text(Path note) throws IOException {
        try {
            return Files.readString(note);
        } catch (NoSuchFileException notYet) {
            return "";
        }
    }

    @Test
    void noLogComesBehindARecoveryThatWasBegun() throws Exception {
        Session session = test.newSession();
        begin();
        cancelledBehindReplay(session, log("first", "RECOVERY"));
        Answers refused = TestInstance.run(session, log("second", "RECOVERY"));
        assertThat(refused.errorNumbers()).containsExactly(4319, 3013);
        test.run("RESTORE DATABASE Copy WITH RECOVERY");
        requireSales(1);

        begin();
        test.run(log("first", "NORECOVERY"));
        String stop = "RECOVERY, STOPAT = '" + between + "'";
        cancelledBehindReplay(session, log("second", stop));
        test.run(log("second", stop));
        requireSales(1);
    }

    @Test
    void theStepIsTakenAgainWhereverItWasCancelled() throws Exception {
        Random random = seeds.random();
        Session session = test.newSession();
        begin();
        test.run(log("first", "NORECOVERY"));
        long begun = System.nanoTime();
        test.run(log("second", "RECOVERY"));
        long typical = System.nanoTime() - begun;
        requireSales(2);
        for (int point = 0; point < POINTS; point++) {
            long delay = (long) (random.nextDouble() * typical);
            begin();
            test.run(log("first", "NORECOVERY"));
            Cancellation cancellation = new Cancellation();
            Answers answers = new Answers();
            Thread runner =
                    new Thread(() -> session.execute(log("second", "RECOVERY"), answers, cancellation), "runner");
            runner.start();
            TimeUnit.NANOSECONDS.timedJoin(runner, Math.max(1, delay));
            cancellation.cancel();
            runner.join();
            String what = "cancelled after " + TimeUnit.NANOSECONDS.toMillis(delay) + " ms";
            if (!answers.errorNumbers().isEmpty()) {
                assertThat(answers.errorNumbers()).as(what).isEqualTo(CANCELLED);
                assertThat(TestInstance.run(session, log("second", "RECOVERY")).errors())
                        .as(what)
                        .isEmpty();
            }
            requireSales(2);
        }
    }
}
