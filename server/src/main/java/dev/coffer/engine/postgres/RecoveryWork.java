package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The end of one restore: replays, puts in order, makes durable. Confined to one thread. */
final class RecoveryWork {

    private final RecoveryOrder order;
    private final ClusterFolder folder;
    private final ClusterTemplate template;
    private final ServerLauncher launcher;
    private final SystemIdentifier identifier;
    private final Cancellation cancellation;

    RecoveryWork(
            RecoveryOrder order,
            ClusterTemplate template,
            ServerLauncher launcher,
            SystemIdentifier identifier,
            Cancellation cancellation) {
        this.order = order;
        this.folder = new ClusterFolder(order.home());
        this.template = template;
        this.launcher = launcher;
        this.identifier = identifier;
        this.cancellation = cancellation;
    }

    Recovered run() throws EngineException, IOException {
        folder.requireIdentity();
        try {
            return recover();
        } catch (EngineException | IOException | RuntimeException e) {
            if (RestoreWork.isFull(e)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + folder.root() + " is full", e);
            }
            throw e;
        }
    }

    private Recovered recover() throws EngineException, IOException {
        RecoveryNote note = RecoveryNote.begin(folder, order);
        if (note.stage() == RecoveryNote.Stage.BEGUN) {
            note = replay(note);
        }
        if (note.stage() == RecoveryNote.Stage.REPLAYED) {
            note = putInOrder(note);
        }
        folder.markRecovered();
        ControlFile control = ControlFile.read(folder.dataDirectory());
        return new Recovered(
                Long.toUnsignedString(control.systemId()),
                control.timeline(),
                unsigned(note.forkLsn()),
                note.keepsLog() ? order.keepLogFrom() : Optional.empty());
    }

    private RecoveryNote replay(RecoveryNote begun) throws EngineException, IOException {
        Path data = folder.dataDirectory();
        Combination.in(folder, launcher.account(), cancellation);
        // A database that waits behind its own tail still has the slot of the log before the fork.
        Folders.delete(folder.root(), Path.of(ClusterFolder.DATA_DIRECTORY, "pg_replslot", KeptLog.SLOT));
        StagedLog staged = new StagedLog(folder, launcher.account());
        staged.place(order.reach());
        new Replay(folder, launcher, begun, cancellation).run(order);
        for (String name : new String[] {"backup_label.old", "tablespace_map.old", BackupManifest.PATH}) {
            Files.deleteIfExists(data.resolve(name));
        }
        long fork = requireReached(begun.newTimeline());
        boolean kept = staged.keepBefore(fork, order.keepLogFrom().map(BigInteger::longValue));
        RecoveryNote replayed = begun.replayed(fork, kept);
        replayed.write(folder);
        return replayed;
    }

    /** Only behind {@link StagedLog#keepBefore}: the server recycles log that nothing holds. */
    private RecoveryNote putInOrder(RecoveryNote replayed) throws EngineException, IOException {
        new Cleansing(folder, launcher, replayed, cancellation).run(template);
        if (order.identity() == Identity.FRESH) {
            identifier.renew(folder);
        }
        folder.placeLog(launcher.account());
        cancellation.check();
        folder.sync();
        RecoveryNote recovered = replayed.recovered();
        recovered.write(folder);
        return recovered;
    }

    /**
     * Where the replay left the timeline that was asked for. PostgreSQL takes log that is damaged for the end of the
     * log, and says nothing.
     */
    private long requireReached(int newTimeline) throws EngineException, IOException {
        TimelineHistory history = TimelineHistory.of(folder.walFolder(), newTimeline);
        long fork = history.forkLsn();
        int left = history.left().get(history.left().size() - 1).timeline();
        boolean isShort = order.reach() instanceof RecoveryOrder.EndOfLog end
                && unsigned(fork).compareTo(end.position()) < 0;
        if (isShort || left != new Numbers(order.facts()).timeline(SharedFacts.TIMELINE)) {
            throw new EngineException(
                    Kind.DAMAGED,
                    "The replay ended at " + LogPosition.text(fork) + " of timeline " + left + " and was to go "
                            + RecoveryNote.reached(order.reach()));
        }
        return fork;
    }

    private static BigInteger unsigned(long lsn) {
        return new BigInteger(Long.toUnsignedString(lsn));
    }
}
