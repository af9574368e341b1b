package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.InsufficientSpace;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * One log of a restore: unpacked aside, read through to its end, and only then put with what is staged already. The
 * later copy of a segment wins. Confined to one thread.
 */
final class LogWork {

    private static final String ASIDE = "arriving";

    private final RestoreOrder order;
    private final ClusterFolder folder;
    private final ServerLauncher launcher;
    private final Cancellation cancellation;

    LogWork(RestoreOrder order, ServerLauncher launcher, Cancellation cancellation) {
        this.order = order;
        this.folder = new ClusterFolder(order.home());
        this.launcher = launcher;
        this.cancellation = cancellation;
    }

    LaidDown run(InputStream payload) throws EngineException, IOException {
        folder.requireIdentity();
        Optional<RecoveryNote> begun = RecoveryNote.of(folder);
        if (begun.isEmpty()) {
            requireSystem();
        } else if (order.stop().isEmpty()) {
            begun.get().requireReach(endOfLog());
        }
        long available = Files.getFileStore(folder.root()).getUsableSpace();
        if (available < order.expectedBytes()) {
            throw new InsufficientSpace(folder.root().toString(), order.expectedBytes(), available);
        }
        Path aside = folder.root().resolve(ASIDE);
        // A kill may have left an earlier one.
        Folders.delete(aside);
        launcher.account().createFolder(aside);
        try {
            LogUnpacker unpacker = new LogUnpacker(aside, segments(), launcher.account(), cancellation);
            unpacker.unpack(payload);
            LogReading reading = new LogReading(order.stop());
            new ArrivedLog(order.facts(), segments(), cancellation).read(aside, reading);
            if (begun.isEmpty()) {
                stage(aside);
            } else {
                // The log that the interrupted recovery ends with is in its place already.
                begun.get()
                        .requireReach(reading.stop()
                                .<RecoveryOrder.Reach>map(RecoveryOrder.Stop::new)
                                .orElse(endOfLog()));
            }
            return new LaidDown(0, unpacker.bytes(), reading.stop());
        } catch (IOException e) {
            if (RestoreWork.isFull(e)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + folder.root() + " is full", e);
            }
            throw e;
        } finally {
            Folders.delete(aside);
        }
    }

    private RecoveryOrder.Reach endOfLog() throws EngineException {
        return new RecoveryOrder.EndOfLog(
                new BigInteger(Long.toUnsignedString(ArrivedLog.position(order.facts(), Facts.END_LSN))));
    }

    private void requireSystem() throws EngineException, IOException {
        String id =
                Long.toUnsignedString(ControlFile.read(folder.dataDirectory()).systemId());
        String found = order.facts().getOrDefault(SharedFacts.SYSTEM_ID, "");
        if (!found.equals(id)) {
            throw new EngineException(Kind.DAMAGED, "The log is of system " + found + ", not " + id);
        }
    }

    private WalSegments segments() throws EngineException, IOException {
        return new WalSegments(ControlFile.read(folder.dataDirectory()).walSegmentBytes());
    }

    private void stage(Path aside) throws IOException {
        Folders.sync(aside);
        Path staged = folder.stagedLog();
        if (!Files.isDirectory(staged)) {
            launcher.account().createFolder(staged);
            Folders.syncOne(folder.root());
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(aside)) {
            for (Path file : files) {
                Files.move(file, staged.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Folders.syncOne(staged);
    }
}
