package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Recovers a base backup that was laid down: PostgreSQL replays the log that came with it, ends recovery on a timeline
 * of its own, and is shut down cleanly. Nobody connects to a database meanwhile and nothing reads its catalogue, so
 * code that the backup may bring along does not run. Confined to one thread.
 */
final class Replay {

    /** A catalogue that remembers more than this is wrong, and would fill the folder. */
    private static final int MOST_TIMELINES = 100_000;

    /** A long backup of a busy database brings hours of log; whoever waits for it can cancel. */
    private static final Duration LIMIT = Duration.ofDays(7);

    /** The highest that PostgreSQL takes. */
    private static final String MOST_AGE = "2000000000";

    /** More than any disk. */
    private static final String KEEP_ALL = "1024TB";

    private final ClusterFolder folder;
    private final ServerLauncher launcher;
    private final RecoveryNote note;
    private final Cancellation cancellation;

    Replay(ClusterFolder folder, ServerLauncher launcher, RecoveryNote note, Cancellation cancellation) {
        this.folder = folder;
        this.launcher = launcher;
        this.note = note;
        this.cancellation = cancellation;
    }

    /**
     * Replays as far as the order says; the recovered cluster takes the timeline of the note. One that has it already
     * was recovered before the interruption, and is only shut down in order.
     */
    void run(RecoveryOrder order) throws EngineException, IOException {
        int timeline = new Numbers(order.facts()).timeline(SharedFacts.TIMELINE);
        ControlFile laidDown = ControlFile.read(folder.dataDirectory());
        if (Integer.compareUnsigned(laidDown.transactionAge(), Integer.parseInt(MOST_AGE)) >= 0) {
            throw new EngineException(Kind.DAMAGED, "The backup's transactions are too old to go on from");
        }
        List<Path> placeholders = List.of();
        if (laidDown.timeline() != note.newTimeline()) {
            // Log of later timelines may lie behind the image, but not the other way round.
            if (laidDown.timeline() > timeline) {
                throw new EngineException(
                        Kind.DAMAGED,
                        "The cluster is on timeline " + laidDown.timeline() + ", behind " + timeline
                                + " that was asked for");
            }
            placeholders = reserveTimelines(timeline);
            try (OpenFolder root = OpenFolder.of(folder.dataDirectory())) {
                createOwned(root, Path.of("recovery.signal"));
            }
        }
        Map<String, String> settings = settings(timeline, order.reach());
        if (order.keepLogFrom().isPresent()) {
            // What lies before the fork is taken away afterwards; until then none of it is recycled.
            settings.put("wal_keep_size", KEEP_ALL);
        }
        Postmaster server = launcher.start(folder, settings);
        try {
            server.awaitReady(LIMIT, cancellation::check);
            if (order.keepLogFrom().isPresent()) {
                keepLog(server);
            }
        } catch (EngineException e) {
            throw new EngineException(e.kind(), "The log cannot be replayed: " + e.getMessage(), e);
        } finally {
            server.stop();
        }
        try (OpenFolder wal = OpenFolder.of(folder.walFolder())) {
            for (Path placeholder : placeholders) {
                wal.delete(placeholder);
            }
        }
        requireRecovered();
    }

    private Map<String, String> settings(int timeline, RecoveryOrder.Reach reach) {
        Map<String, String> settings = new LinkedHashMap<>();
        // The whole folder is synced once at the end, so the server of a copy need not.
        settings.put("fsync", note.syncs() ? "on" : "off");
        settings.put("hot_standby", "off");
        settings.put("summarize_wal", "off");
        settings.put("autovacuum", "off");
        // Even so it would come to old transactions, and read the catalogue.
        settings.put("autovacuum_freeze_max_age", MOST_AGE);
        settings.put("autovacuum_multixact_freeze_max_age", MOST_AGE);
        if (reach instanceof RecoveryOrder.Consistent) {
            settings.put("recovery_target", "immediate");
        } else if (reach instanceof RecoveryOrder.Stop stop) {
            settings.put(
                    "recovery_target_lsn", LogPosition.text(stop.at().position().longValue()));
            settings.put("recovery_target_inclusive", stop.at().inclusive() ? "on" : "off");
        }
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
    private List<Path> reserveTimelines(int timeline) throws EngineException, IOException {
        int highest = note.newTimeline() - 1;
        if (highest - timeline > MOST_TIMELINES || timeline <= 0) {
            throw new EngineException(
                    Kind.DAMAGED, "The backup is of timeline " + timeline + ", the highest known is " + highest);
        }
        List<Path> placeholders = new ArrayList<>();
        try (OpenFolder wal = OpenFolder.of(folder.walFolder())) {
            for (int used = timeline + 1; used <= highest; used++) {
                Path placeholder = Path.of(TimelineHistory.fileName(used));
                createOwned(wal, placeholder);
                if (wal.attributes(placeholder).size() == 0) {
                    placeholders.add(placeholder);
                }
            }
            // Of a promotion that was interrupted before it counted.
            wal.delete(Path.of(TimelineHistory.fileName(note.newTimeline())));
        }
        return placeholders;
    }

    /** An empty file; what is there already stays as it is. */
    private void createOwned(OpenFolder place, Path name) throws IOException {
        try {
            place.file(name, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)
                    .close();
            place.own(name, launcher.account());
        } catch (FileAlreadyExistsException there) {
            // It needs none.
        }
    }

    /** Nobody connects to a database that was not looked at: this session is in none, and reads no catalogue of one. */
    private static void keepLog(Postmaster server) throws EngineException {
        try (Connection connection = ServerConnections.openForReplication(server.socket());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE_REPLICATION_SLOT " + KeptLog.SLOT + " PHYSICAL RESERVE_WAL");
        } catch (SQLException e) {
            throw new EngineException(Kind.UNAVAILABLE, "The log cannot be kept: " + e.getMessage(), e);
        }
    }

    private void requireRecovered() throws EngineException, IOException {
        ControlFile control = ControlFile.read(folder.dataDirectory());
        if (control.state() != ControlFile.State.SHUT_DOWN || control.timeline() != note.newTimeline()) {
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    "After replay the cluster is " + control.state() + " on timeline " + control.timeline()
                            + " instead of shut down on " + note.newTimeline());
        }
    }
}
