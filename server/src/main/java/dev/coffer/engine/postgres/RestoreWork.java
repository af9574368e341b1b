package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.InsufficientSpace;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The beginning of one restore: checks, lays a full down, makes it durable. Whatever fails, the home is removed again.
 * Confined to one thread.
 */
final class RestoreWork {

    /** Room for the log that replay itself writes. */
    static final long REPLAY_BYTES = 64L << 20;

    private final RestoreOrder order;
    private final ClusterFolder folder;
    private final PayloadCheck check;
    private final ServerLauncher launcher;
    private final Cancellation cancellation;

    RestoreWork(RestoreOrder order, ClusterTemplate template, ServerLauncher launcher, Cancellation cancellation) {
        this.order = order;
        this.folder = new ClusterFolder(order.home());
        this.check = new PayloadCheck(order, template);
        this.launcher = launcher;
        this.cancellation = cancellation;
    }

    LaidDown run(InputStream payload) throws EngineException, IOException {
        check.requireCompatible();
        requireSpace();
        folder.createRoot();
        try (PayloadUnpacker unpacker = new PayloadUnpacker(
                folder.dataDirectory(), Optional.of(folder.root()), launcher.account(), cancellation)) {
            unpacker.unpack(payload);
            check.requireWhole(folder.dataDirectory(), unpacker);
            folder.markRestoring();
            cancellation.check();
            folder.sync();
            return new LaidDown(unpacker.dataBytes(), unpacker.logBytes(), Optional.empty());
        } catch (EngineException | IOException | RuntimeException e) {
            folder.deleteAfter(e);
            if (isFull(e)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + folder.root() + " is full", e);
            }
            throw e;
        }
    }

    /** On each disk for what goes there. The log is laid down inside and moved at the end, so the first holds all. */
    private void requireSpace() throws EngineException, IOException {
        requireSpace(folder.root(), Math.addExact(Math.max(0, order.expectedBytes()), REPLAY_BYTES));
        if (folder.hasOwnLogFolder() && !onOneDisk(folder.root(), folder.home().logFolder())) {
            requireSpace(folder.home().logFolder(), Math.addExact(logBytes(), REPLAY_BYTES));
        }
    }

    static void requireSpace(Path place, long needed) throws EngineException, IOException {
        Path existing = existing(place);
        long available = Files.getFileStore(existing).getUsableSpace();
        if (available < needed) {
            throw new InsufficientSpace(existing.toString(), needed, available);
        }
    }

    private static boolean onOneDisk(Path one, Path other) throws IOException {
        return Files.getFileStore(existing(one)).equals(Files.getFileStore(existing(other)));
    }

    private static Path existing(Path place) {
        Path existing = place;
        while (!Files.exists(existing)) {
            existing = PostgresBinaries.parentOf(existing);
        }
        return existing;
    }

    /** What the set says about its log; a set that says nothing needs room for what replay writes, at least. */
    private long logBytes() throws EngineException {
        return Math.max(0, new Numbers(order.facts()).number(SharedFacts.LOG_BYTES));
    }

    /** A full disk, or one on which this user may have no more. */
    static boolean isFull(Exception failure) {
        String reason = String.valueOf(failure.getMessage());
        return failure instanceof IOException
                && (reason.contains("No space left") || reason.contains("quota exceeded"));
    }
}
