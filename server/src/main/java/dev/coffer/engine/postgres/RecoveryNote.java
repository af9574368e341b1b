package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RecoveryOrder.Consistent;
import dev.coffer.engine.RecoveryOrder.EndOfLog;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RecoveryOrder.Reach;
import dev.coffer.engine.RecoveryOrder.Stop;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How far the recovery of what was laid down in a home has come; kept there, durably, from before the first change to
 * the end, and longer: until the database's tail is backed up. A cluster that was promoted takes no more log, and what
 * a server wrote that does not sync is gone after a power cut; neither can be seen on the cluster. So a recovery that
 * was interrupted goes on where it was, and is the only one that may. Immutable.
 *
 * <pre>
 * coffer recovery 1
 * reach, timeline, identity, kept log and, for the same identity, the highest timeline: what was ordered
 * timeline that the recovered cluster takes
 * {@link #SYNCED}, or the kernel's boot id when the servers of this recovery do not sync
 * stage
 * position of the fork
 * whether the log before the fork is kept
 * </pre>
 *
 * @param order what was ordered, word for word
 * @param newTimeline that the recovered cluster takes
 * @param boot {@link #SYNCED} or a boot id
 * @param stage what is over
 * @param forkLsn where the replay ended; 0 until then
 * @param keepsLog whether the log before the fork was kept as ordered
 */
record RecoveryNote(String order, int newTimeline, String boot, Stage stage, long forkLsn, boolean keepsLog) {

    enum Stage {
        /** The full, the differential and the log are being made one. */
        BEGUN,
        /** The cluster has its own timeline and is being put in order. */
        REPLAYED,
        /** All is over and durable. */
        RECOVERED
    }

    static final String SYNCED = "synced";

    private static final String FILE = "recovery";
    private static final String NEXT = "recovery.next";
    private static final String MAGIC = "coffer recovery 1";
    private static final int LINES = 7;
    private static final long MOST_BYTES = 4096;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** The recovery that is under way or over in that home; empty: none was begun since it was laid down. */
    static Optional<RecoveryNote> of(ClusterFolder folder) throws EngineException, IOException {
        Path file = folder.root().resolve(FILE);
        try {
            List<String> lines = Files.size(file) > MOST_BYTES ? List.of() : Files.readAllLines(file);
            if (lines.size() != LINES || !lines.get(0).equals(MAGIC)) {
                throw new EngineException(Kind.DAMAGED, "The note " + file + " is damaged");
            }
            return Optional.of(new RecoveryNote(
                    lines.get(1),
                    Integer.parseUnsignedInt(lines.get(2)),
                    lines.get(3),
                    Stage.valueOf(lines.get(4)),
                    LogPosition.parse(lines.get(5)),
                    Boolean.parseBoolean(lines.get(6))));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new EngineException(Kind.DAMAGED, "The note " + file + " is damaged", e);
        }
    }

    /**
     * Begins one, or takes up the one that was interrupted.
     *
     * @throws EngineException RECOVERY_BEGUN when another one was begun, or this one before the machine's last start
     */
    static RecoveryNote begin(ClusterFolder folder, RecoveryOrder order) throws EngineException, IOException {
        Numbers facts = new Numbers(order.facts());
        int timeline = facts.timeline(SharedFacts.TIMELINE);
        int highest = facts.timeline(SharedFacts.HIGHEST_TIMELINE);
        String words = words(order, timeline, highest);
        Optional<RecoveryNote> found = of(folder);
        if (found.isPresent()) {
            found.get().requireSame(words);
            return found.get();
        }
        // What was a database until its tail was backed up may have no other copy: there, servers sync.
        String boot = folder.isRestoring() ? bootId() : SYNCED;
        RecoveryNote note = new RecoveryNote(words, Math.max(timeline, highest) + 1, boot, Stage.BEGUN, 0, false);
        note.write(folder);
        return note;
    }

    private static String words(RecoveryOrder order, int timeline, int highest) {
        String kept = order.keepLogFrom().map(Object::toString).orElse("none");
        String words = reached(order.reach()) + ", timeline " + timeline + ", identity " + order.identity()
                + ", log kept from " + kept;
        return order.identity() == Identity.SAME ? words + ", highest " + highest : words;
    }

    /** As the note names it. */
    static String reached(Reach reach) {
        if (reach instanceof EndOfLog end) {
            return "to the end of the log at " + end.position();
        }
        if (reach instanceof Stop stop) {
            return "to " + stop.at().position() + (stop.at().inclusive() ? " inclusive" : " exclusive");
        }
        return reach instanceof Consistent ? "to a consistent state" : "";
    }

    private void requireSame(String words) throws EngineException {
        if (!order.equals(words)) {
            throw begun();
        }
        if (stage != Stage.RECOVERED && !boot.equals(SYNCED) && !boot.equals(bootId())) {
            throw new EngineException(
                    Kind.RECOVERY_BEGUN,
                    "the machine was started anew during the recovery, and what was not durable may be lost");
        }
    }

    /** @throws EngineException RECOVERY_BEGUN when more cannot be laid down in that home */
    static void requireNone(ClusterFolder folder) throws EngineException, IOException {
        Optional<RecoveryNote> note = of(folder);
        if (note.isPresent()) {
            throw note.get().begun();
        }
    }

    /** @throws EngineException RECOVERY_BEGUN unless it goes just there */
    void requireReach(Reach reach) throws EngineException {
        if (!order.startsWith(reached(reach) + ",")) {
            throw begun();
        }
    }

    private EngineException begun() {
        return new EngineException(
                Kind.RECOVERY_BEGUN, "a recovery " + order + ", was begun, and only that one can be finished");
    }

    /** Changes with each start of the kernel; what a kernel that names none wrote is never taken up. */
    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException unknown) {
            return "unknown " + System.nanoTime();
        }
    }

    boolean syncs() {
        return boot.equals(SYNCED);
    }

    RecoveryNote replayed(long fork, boolean keeps) {
        return new RecoveryNote(order, newTimeline, boot, Stage.REPLAYED, fork, keeps);
    }

    RecoveryNote recovered() {
        return new RecoveryNote(order, newTimeline, boot, Stage.RECOVERED, forkLsn, keepsLog);
    }

    /** Durably, in one step. */
    void write(ClusterFolder folder) throws IOException {
        String text = String.join(
                "\n",
                MAGIC,
                order,
                Integer.toUnsignedString(newTimeline),
                boot,
                stage.name(),
                LogPosition.text(forkLsn),
                keepsLog + "\n");
        Path next = folder.root().resolve(NEXT);
        try (FileChannel channel = FileChannel.open(
                next,
                Set.of(
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(next, folder.root().resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        Folders.syncOne(folder.root());
    }

    /** What comes behind the database's tail is another recovery. */
    static void forget(ClusterFolder folder) throws IOException {
        if (Files.deleteIfExists(folder.root().resolve(FILE))) {
            Folders.syncOne(folder.root());
        }
    }
}
