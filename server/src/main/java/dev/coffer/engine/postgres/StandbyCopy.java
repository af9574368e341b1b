package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The copy of what is laid down in a home that is read while the home waits for more: a cluster that was started takes
 * no more log and no differential. It lies in the home and is whole once it is not marked as restoring. Confined to one
 * thread.
 */
final class StandbyCopy {

    private final RecoveryOrder order;
    private final ClusterFolder waiting;
    private final ClusterFolder copy;
    private final ServerAccount account;
    private final Cancellation cancellation;

    StandbyCopy(RecoveryOrder order, ServerAccount account, Cancellation cancellation) {
        this.order = order;
        this.waiting = new ClusterFolder(order.home());
        this.copy = waiting.standby();
        this.account = account;
        this.cancellation = cancellation;
    }

    /** Recovers a home. */
    @FunctionalInterface
    interface Recovery {
        void run(RecoveryOrder order) throws EngineException, IOException;
    }

    /** Nothing of an earlier copy is there; whatever fails, nothing of this one is left. */
    void make(Recovery recovery) throws EngineException, IOException {
        waiting.requireIdentity();
        RecoveryNote.requireNone(waiting);
        requireRoom(waiting, 0);
        copy.createRoot();
        try {
            copy.markRestoring();
            copy();
            recovery.run(new RecoveryOrder(
                    copy.home(), RecoveryOrder.Identity.FRESH, order.reach(), Optional.empty(), order.facts()));
        } catch (EngineException | IOException | RuntimeException e) {
            copy.deleteAfter(e);
            if (RestoreWork.isFull(e)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + copy.root() + " is full", e);
            }
            throw e;
        }
    }

    /**
     * For what is there, and for what will be laid down and copied.
     *
     * @throws dev.coffer.engine.InsufficientSpace when there is none, even without the copy that is there
     */
    static void requireRoom(ClusterFolder waiting, long moreBytes) throws EngineException, IOException {
        long needed = Math.addExact(RestoreWork.REPLAY_BYTES, Math.multiplyExact(2, moreBytes));
        for (Path source : sources(waiting)) {
            needed = Math.addExact(needed, Folders.bytesBelow(source));
        }
        if (!waiting.walFolder().startsWith(waiting.root())) {
            needed = Math.addExact(needed, Folders.bytesBelow(waiting.walFolder()));
        }
        RestoreWork.requireSpace(
                waiting.root(), needed - Folders.bytesBelow(waiting.standby().root()));
    }

    private static List<Path> sources(ClusterFolder waiting) {
        return List.of(waiting.dataDirectory(), waiting.differential(), waiting.stagedLog());
    }

    private void copy() throws IOException {
        for (Path source : sources(waiting)) {
            if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
                copy(source, copy.root().resolve(waiting.root().relativize(source)));
            }
        }
    }

    /** A log with a folder of its own is brought inside: where the copy is, nobody chose a place for one. */
    private void copy(Path source, Path target) throws IOException {
        Path wal = Path.of(ClusterFolder.WAL_DIRECTORY);
        boolean cluster = source.equals(waiting.dataDirectory());
        Files.createDirectory(target, Folders.OWN_FOLDER);
        if (cluster) {
            Files.createDirectory(target.resolve(wal), Folders.OWN_FOLDER);
            Folders.copyInto(waiting.walFolder(), target.resolve(wal), account, choice(Set.of()));
        }
        Folders.copyInto(source, target, account, choice(cluster ? Set.of(wal) : Set.of()));
    }

    private Folders.Choice choice(Set<Path> without) {
        return new Folders.Choice(without, cancellation::check);
    }
}
