package dev.coffer.faults;

import dev.coffer.work.Seeds;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories of a database: transactions, all kinds of backups, restores to random moments beside it and in
 * place, which fork it, refused logs, kills of its server and of the instance; a model says what it must hold.
 * {@code -Dcoffer.histories.steps=N} sets how many steps all histories have together, {@code
 * -Dcoffer.histories.seed=N} what the first of them is made from; the next has the next number.
 */
class HistoriesTest {

    private static final int STEPS = Integer.getInteger("coffer.histories.steps", 150);
    private static final int STEPS_OF_EACH = 60;

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 12, unit = TimeUnit.HOURS)
    void whatIsRestoredIsWhatWasThere() throws Exception {
        long seed = Long.getLong("coffer.histories.seed", seeds.random().nextInt(1_000_000_000));
        try (Till till = new Till(folder)) {
            for (int left = STEPS; left > 0; left -= STEPS_OF_EACH) {
                try {
                    new History(till, seed).live(Math.min(left, STEPS_OF_EACH));
                } catch (Exception | AssertionError failed) {
                    throw new AssertionError(
                            "-Dcoffer.histories.seed=" + seed + "\n" + till.told() + "\n" + failed.getMessage(),
                            failed);
                }
                seed++;
            }
        }
    }
}
