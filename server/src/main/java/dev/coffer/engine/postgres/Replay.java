package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Recovers a base backup that was laid down: PostgreSQL replays the log that came with it, ends recovery on a timeline
 * of its own, and is shut down cleanly. Nobody connects meanwhile and nothing reads the catalogue, so code that the
 * backup may bring along does not run. Confined to one thread.
 */
final class Replay {

    /** A catalogue that remembers more than this is wrong, and would fill the folder. */
    private static final int MOST_TIMELINES = 100_000;

    /** A long backup of a busy database brings hours of log; whoever waits for it can cancel. */
    private static final Duration LIMIT = Duration.ofDays(7);

    /** The highest that PostgreSQL takes. */
    private static final String MOST_AGE = "2000000000";

    private final ClusterFolder folder;
    private final ServerLauncher launcher;
    private final Cancellation cancellation;

    Replay(ClusterFolder folder, ServerLauncher launcher, Cancellation cancellation) {
        this.folder = folder;
        this.launcher = launcher;
        this.cancellation = cancellation;
    }

    /** @param highestTimeline the highest one ever seen for this system; the recovered cluster takes the next */
    void run(int highestTimeline) throws EngineException, IOException {
        ControlFile laidDown = ControlFile.read(folder.dataDirectory());
        if (Integer.compareUnsigned(laidDown.transactionAge(), Integer.parseInt(MOST_AGE)) >= 0) {
            throw new EngineException(Kind.DAMAGED, "The backup's transactions are too old to go on from");
        }
        int timeline = laidDown.timeline();
        List<Path> placeholders = reserveTimelines(timeline, highestTimeline);
        createOwned(folder.dataDirectory().resolve("recovery.signal"), "");
        Postmaster server = launcher.start(folder, settings(timeline));
        try {
            server.awaitReady(LIMIT, cancellation::check);
        } catch (EngineException e) {
            throw new EngineException(e.kind(), "The log cannot be replayed: " + e.getMessage(), e);
        } finally {
            server.stop();
        }
        for (Path placeholder : placeholders) {
            Files.deleteIfExists(placeholder);
        }
        requireRecovered(Math.max(timeline, highestTimeline) + 1);
    }

    private static Map<String, String> settings(int timeline) {
        Map<String, String> settings = new LinkedHashMap<>();
        // The whole folder is synced once at the end, so the server need not.
        settings.put("fsync", "off");
        settings.put("hot_standby", "off");
        settings.put("summarize_wal", "off");
        settings.put("autovacuum", "off");
        // Even so it would come to old transactions, and read the catalogue.
        settings.put("autovacuum_freeze_max_age", MOST_AGE);
        settings.put("autovacuum_multixact_freeze_max_age", MOST_AGE);
        settings.put("recovery_target", "immediate");
        settings.put("recovery_target_action", "promote");
        settings.put("recovery_target_timeline", Integer.toString(timeline));
        settings.put("recovery_prefetch", "off");
        // All of the log is in place already; a command must be given, and this one finds nothing more.
        settings.put("restore_command", "false");
        return settings;
    }

    /**
     * PostgreSQL takes the first timeline without a history file. Two restores of one backup must never share one, so
     * empty histories stand for all that are used up.
     */
    private List<Path> reserveTimelines(int timeline, int highest) throws EngineException, IOException {
        if (highest - timeline > MOST_TIMELINES || timeline <= 0) {
            throw new EngineException(
                    Kind.DAMAGED, "The backup is of timeline " + timeline + ", the highest known is " + highest);
        }
        List<Path> placeholders = new ArrayList<>();
        Path wal = folder.dataDirectory().resolve(ClusterFolder.WAL_DIRECTORY);
        for (int used = timeline + 1; used <= highest; used++) {
            Path placeholder = wal.resolve(String.format(Locale.ROOT, "%08X.history", used));
            if (!Files.exists(placeholder)) {
                createOwned(placeholder, "");
                placeholders.add(placeholder);
            }
        }
        return placeholders;
    }

    private void createOwned(Path file, String content) throws IOException {
        Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
        launcher.account().own(file);
    }

    private void requireRecovered(int newTimeline) throws EngineException, IOException {
        ControlFile control = ControlFile.read(folder.dataDirectory());
        if (control.state() != ControlFile.State.SHUT_DOWN || control.timeline() != newTimeline) {
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    "After replay the cluster is " + control.state() + " on timeline " + control.timeline()
                            + " instead of shut down on " + newTimeline);
        }
    }
}
