package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Lays a differential down beside the full that waits for it, checked and durable; the full stays as it is until the
 * restore ends ({@link Combination}). It takes the place of a differential that was laid down before. Confined to one
 * thread.
 */
final class DifferentialWork {

    private static final String ASIDE = "differential.next";

    private final RestoreOrder order;
    private final ClusterFolder folder;
    private final PayloadCheck check;
    private final DifferentialFit fit;
    private final ServerLauncher launcher;
    private final Cancellation cancellation;

    DifferentialWork(RestoreOrder order, ClusterTemplate template, ServerLauncher launcher, Cancellation cancellation) {
        this.order = order;
        this.folder = new ClusterFolder(order.home());
        this.check = new PayloadCheck(order, template);
        this.fit = new DifferentialFit(folder.dataDirectory(), order.facts());
        this.launcher = launcher;
        this.cancellation = cancellation;
    }

    LaidDown run(InputStream payload) throws EngineException, IOException {
        folder.requireIdentity();
        RecoveryNote.requireNone(folder);
        check.requireCompatible();
        requireFull();
        // Once for what lies aside, once more for what the full's files grow by when the two are combined.
        RestoreWork.requireSpace(folder.root(), Math.multiplyExact(2, Math.max(0, order.expectedBytes())));
        Path aside = folder.root().resolve(ASIDE);
        // A kill may have left an earlier one.
        Folders.delete(aside);
        Files.createDirectory(aside);
        Path data = aside.resolve(ClusterFolder.DATA_DIRECTORY);
        try (PayloadUnpacker unpacker =
                new PayloadUnpacker(data, Optional.of(aside), launcher.account(), cancellation)) {
            unpacker.unpack(payload);
            check.requireWhole(data, unpacker);
            fit.requireParts(data, unpacker.laid());
            cancellation.check();
            CutRelations.of(order.facts()).write(aside);
            Folders.sync(aside);
            Folders.delete(folder.differential());
            Files.move(aside, folder.differential(), StandardCopyOption.ATOMIC_MOVE);
            Folders.syncOne(folder.root());
            return new LaidDown(unpacker.dataBytes(), unpacker.logBytes(), Optional.empty());
        } catch (EngineException | IOException | RuntimeException e) {
            Folders.deleteAfter(aside, e);
            if (RestoreWork.isFull(e)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + folder.root() + " is full", e);
            }
            throw e;
        }
    }

    /** What lies here is the full that the set says it stands on. */
    private void requireFull() throws EngineException, IOException {
        if (!folder.isRestoring()) {
            throw new EngineException(Kind.UNAVAILABLE, "Nothing waits for a differential in " + folder.root());
        }
        String id =
                Long.toUnsignedString(ControlFile.read(folder.dataDirectory()).systemId());
        if (!id.equals(order.facts().get(SharedFacts.SYSTEM_ID))) {
            throw DifferentialFit.otherFull("the set names another system");
        }
        fit.requireStart();
    }
}
