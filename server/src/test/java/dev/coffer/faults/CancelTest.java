package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** BACKUP and RESTORE are cancelled at any moment within a second, and leave what was there. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CancelTest {

    private static final int POINTS = Integer.getInteger("coffer.cancelPoints", 12);
    private static final int MOST_ATTEMPTS = 10 * POINTS;
    private static final int BALLAST_MEGABYTES = 48;
    /** Of the typical cancel; a busy machine may take a single one longer, but never long. */
    private static final long TYPICAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final List<Integer> CANCELLED = List.of(3204, 3013);

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Path files = Path.of("/");

    @BeforeEach
    void fillBank() throws Exception {
        files = Files.createDirectories(test.folder().resolve("files"));
        test.run("CREATE DATABASE bank", "BACKUP DATABASE bank TO DISK = '" + file("probe") + "'");
        Bank.fill(Bank.folder(test.dataFolder(), "bank"), BALLAST_MEGABYTES);
        test.run(
                "BACKUP DATABASE bank TO DISK = '" + file("source") + "'",
                "RESTORE DATABASE target FROM DISK = '" + file("source") + "'");
    }

    private Path file(String name) {
        return files.resolve(name + ".bak");
    }

    private List<String> batches() {
        return List.of(
                "BACKUP DATABASE bank TO DISK = '" + file("new") + "' WITH COMPRESSION, STATS = 1",
                "RESTORE DATABASE copy FROM DISK = '" + file("source") + "'",
                "BACKUP DATABASE bank TO DISK = '" + file("source") + "'",
                "RESTORE DATABASE target FROM DISK = '" + file("source") + "' WITH REPLACE");
    }

    @Test
    void withinASecondAndWithoutTraces() throws Exception {
        Random random = seeds.random();
        Path target = Bank.folder(test.dataFolder(), "target");
        Set<String> filesBefore = names(files);
        Set<String> foldersBefore = names(test.dataFolder().resolve("db"));
        long sizeBefore = Files.size(file("source"));
        try (Session session = test.instance().newSession()) {
            long[] typical = new long[batches().size()];
            Arrays.fill(typical, TimeUnit.MILLISECONDS.toNanos(1500));
            List<Long> afterNanos = new ArrayList<>();
            for (int attempt = 0; afterNanos.size() < POINTS && attempt < MOST_ATTEMPTS; attempt++) {
                int kind = attempt % typical.length;
                String batch = batches().get(kind);
                long delay = (long) (random.nextDouble() * typical[kind]);
                Outcome outcome = cancelled(session, batch, delay);
                String what = batch + "\ncancelled after " + TimeUnit.NANOSECONDS.toMillis(delay) + " ms, ended "
                        + TimeUnit.NANOSECONDS.toMillis(outcome.afterNanos()) + " ms later";
                if (outcome.answers().errorNumbers().isEmpty()) {
                    // It was done before; the next ones of its kind are cancelled while they run.
                    typical[kind] = Math.max(1, outcome.durationNanos());
                    undo(session, kind, sizeBefore);
                    target = Bank.folder(test.dataFolder(), "target");
                    foldersBefore = names(test.dataFolder().resolve("db"));
                    continue;
                }
                afterNanos.add(outcome.afterNanos());
                assertThat(outcome.answers().errorNumbers()).as(what).isEqualTo(CANCELLED);
                assertThat(outcome.afterNanos()).as(what).isLessThan(LONGEST_NANOS);
                assertThat(names(files)).as(what).isEqualTo(filesBefore);
                assertThat(Files.size(file("source"))).as(what).isEqualTo(sizeBefore);
                assertThat(names(test.dataFolder().resolve("db"))).as(what).isEqualTo(foldersBefore);
                assertThat(names(test.dataFolder().resolve("writing"))).as(what).isEmpty();
                Answers after = TestInstance.run(session, "RESTORE LABELONLY FROM DISK = '" + file("source") + "'");
                assertThat(after.errorNumbers())
                        .as("the session goes on after " + what)
                        .isEmpty();
            }
            assertThat(afterNanos).as("those cancelled before their end").hasSize(POINTS);
            Collections.sort(afterNanos);
            assertThat(afterNanos.get(afterNanos.size() / 2)).as("the median").isLessThan(TYPICAL_NANOS);
        }
        Bank.requireWhole(Bank.folder(test.dataFolder(), "bank"));
        Bank.requireWhole(target);
        Path data = test.dataFolder();
        test.stop();
        assertThat(LiveCluster.processes(data)).isEmpty();
    }

    /**
     * @param durationNanos of the whole batch
     * @param afterNanos from the cancellation to the end
     */
    private record Outcome(Answers answers, long durationNanos, long afterNanos) {}

    private static Outcome cancelled(Session session, String batch, long delayNanos) throws Exception {
        Cancellation cancellation = new Cancellation();
        Answers answers = new Answers();
        AtomicLong endNanos = new AtomicLong();
        Thread runner = new Thread(
                () -> {
                    session.execute(batch, answers, cancellation);
                    endNanos.set(System.nanoTime());
                },
                "runner");
        long beginNanos = System.nanoTime();
        runner.start();
        TimeUnit.NANOSECONDS.timedJoin(runner, Math.max(1, delayNanos));
        long cancelNanos = System.nanoTime();
        cancellation.cancel();
        runner.join();
        return new Outcome(answers, endNanos.get() - beginNanos, endNanos.get() - cancelNanos);
    }

    /** After a step that came to its end before it was cancelled. */
    private void undo(Session session, int kind, long sizeBefore) throws IOException {
        switch (kind) {
            case 0 -> Files.delete(file("new"));
            case 1 ->
                assertThat(TestInstance.run(session, "DROP DATABASE copy").errors())
                        .isEmpty();
            case 2 -> {
                try (java.nio.channels.FileChannel channel =
                        java.nio.channels.FileChannel.open(file("source"), java.nio.file.StandardOpenOption.WRITE)) {
                    channel.truncate(sizeBefore);
                }
            }
            default -> assertThat(kind).isEqualTo(3);
        }
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        }
        return names;
    }
}
