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
 * Makes one data directory of a full that was handed over and never started, and of a differential that stands on it.
 * The differential is unpacked and checked beside the full's files first. While it then changes them pg_control is
 * missing, so that no server starts on what is neither; whoever is interrupted there begins with the full again.
 * Confined to one thread.
 */
final class HandOverDifferential {

    private static final String ASIDE = "differential.arriving";

    private final RestoreOrder order;
    private final Path folder;
    private final DifferentialFit fit;
    private final Cancellation cancellation;

    HandOverDifferential(RestoreOrder order, Cancellation cancellation) {
        this.order = order;
        this.folder = order.home().dataFolder();
        this.fit = new DifferentialFit(folder, order.facts());
        this.cancellation = cancellation;
    }

    LaidDown run(InputStream payload) throws EngineException, IOException {
        HandOverWork.requireWaiting(folder);
        HandOverWork.requireSystem(folder, order.facts().getOrDefault(SharedFacts.SYSTEM_ID, ""));
        fit.requireStart();
        // Once for what lies aside, once more for what the full's files grow by when the two are combined.
        RestoreWork.requireSpace(folder, Math.multiplyExact(2, Math.max(0, order.expectedBytes())));
        ServerAccount owner = ServerAccount.ownerOf(folder);
        // Inside: a folder beside may lie on another disk.
        Path aside = folder.resolve(ASIDE);
        // A kill may have left an earlier one.
        Folders.delete(aside);
        owner.createFolder(aside);
        Path data = aside.resolve(ClusterFolder.DATA_DIRECTORY);
        try (PayloadUnpacker unpacker = new PayloadUnpacker(data, Optional.empty(), owner, cancellation)) {
            unpacker.unpack(payload);
            HandOverWork.requireWhole(data, unpacker, order);
            fit.requireParts(data, unpacker.laid());
            cancellation.check();
            CutRelations.of(order.facts()).write(aside);
            combine(aside, unpacker, owner);
            return new LaidDown(unpacker.dataBytes(), unpacker.logBytes(), Optional.empty());
        } catch (IOException failed) {
            if (RestoreWork.isFull(failed)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + folder + " is full", failed);
            }
            throw failed;
        } finally {
            Folders.delete(aside);
        }
    }

    private void combine(Path aside, PayloadUnpacker unpacker, ServerAccount owner)
            throws EngineException, IOException {
        Path control = folder.resolve(ControlFile.PATH);
        Path arrived = aside.resolve("pg_control");
        Files.move(aside.resolve(ClusterFolder.DATA_DIRECTORY).resolve(ControlFile.PATH), arrived);
        Files.delete(control);
        Folders.syncOne(PostgresBinaries.parentOf(control));
        new Combination(folder, aside, owner, cancellation).run();
        // It is the differential's, and lists parts that are not there any more.
        Files.deleteIfExists(folder.resolve(BackupManifest.PATH));
        HandOverWork.makeCopy(folder, unpacker, owner);
        Folders.sync(folder);
        Files.move(arrived, control, StandardCopyOption.ATOMIC_MOVE);
        Folders.syncOne(PostgresBinaries.parentOf(control));
    }
}
