package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.work.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 in the middle of BACKUP and RESTORE, again and again on one data folder. {@code -Dcoffer.killPoints=N} sets
 * how often.
 *
 * <p>After each kill an instance starts on the folder, and this is looked at: both old databases have all their rows,
 * by table and by index; what the statement wrote is either whole (it verifies, it restores, the catalogue names it) or
 * not there at all; sets that stood in the file before are as they were, to the byte; every backup of the history
 * stands in a file; {@code db/} holds the homes that rows name and nothing else, {@code writing/} no note, the backup
 * folder no hidden file; no server runs on without its instance.
 *
 * <p>It does not see which leftover a kill made, and few kills hit the short moments between two renames: that each
 * kind is found is proved one by one in HomesTest (homes and their notes) and DiskStoreFaultTest (staged files, locks
 * and their notes), and that a server without an instance ends in LostServerTest.
 */
class KillTest {

    private static final int POINTS = Integer.getInteger("coffer.killPoints", 14);
    private static final long SERVERS_GONE_SECONDS = 30;

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void whatWasThereIsThereAndNothingHalfWrittenCounts() throws Exception {
        Random random = seeds.random();
        KillStage stage = new KillStage(folder);
        List<KillStage.Step> steps = List.of(KillStage.Step.values());
        Map<KillStage.Step, Long> nanos = new EnumMap<>(KillStage.Step.class);
        CofferProcess coffer = stage.start();
        try {
            stage.prepare(coffer);
            for (KillStage.Step step : steps) {
                long begun = System.nanoTime();
                coffer.done(stage.batch(step));
                nanos.put(step, System.nanoTime() - begun);
                stage.tidy(coffer);
            }
            int rounds = (POINTS + steps.size() - 1) / steps.size();
            for (int point = 0; point < POINTS; point++) {
                KillStage.Step step = steps.get(point % steps.size());
                int round = point / steps.size();
                double part = (round + random.nextDouble()) / rounds;
                long delay = (long) (part * nanos.getOrDefault(step, 0L));
                coffer.send(stage.batch(step));
                TimeUnit.NANOSECONDS.sleep(delay);
                coffer.kill();
                requireNoServers(step + " killed after " + TimeUnit.NANOSECONDS.toMillis(delay) + " ms");
                coffer = stage.start();
                stage.requireSound(step, coffer);
            }
            for (KillStage.Step step : steps) {
                coffer.done(stage.batch(step));
            }
            stage.requireSound(KillStage.Step.RESTORE_OVER_OLD, coffer);
        } finally {
            coffer.close();
        }
        requireNoServers("a clean end");
    }

    /** The servers notice the end of the process that started them, and stop. */
    private void requireNoServers(String when) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SERVERS_GONE_SECONDS);
        while (!LiveCluster.processes(folder).isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(LiveCluster.processes(folder)).as("servers after " + when).isEmpty();
    }
}
