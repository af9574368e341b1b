package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.InsufficientSpace;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
            readThrough(aside, reading);
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
        return new RecoveryOrder.EndOfLog(new BigInteger(Long.toUnsignedString(position(Facts.END_LSN))));
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

    /** Every record up to the end that the set claims; a log that ends before it would lose what comes behind. */
    private void readThrough(Path aside, LogReading reading) throws EngineException, IOException {
        long from = position(Facts.START_LSN);
        long end = position(Facts.END_LSN);
        WalSegments segments = segments();
        Map<Long, Path> files = newest(aside, segments);
        WalRecords records = new WalRecords(segments, PageChecksum.PAGE_BYTES, from, reading);
        for (long number = segments.numberOf(from); segments.startOf(number) < end; number++) {
            cancellation.check();
            Path file = files.get(number);
            if (file == null) {
                throw new EngineException(
                        Kind.DAMAGED, "The log lacks the segment at " + LogPosition.text(segments.startOf(number)));
            }
            byte[] segment = Files.readAllBytes(file);
            requireOwn(file, number, segment);
            records.segment(number, segment);
        }
        if (records.end() < end) {
            throw new EngineException(
                    Kind.DAMAGED,
                    "The log ends at " + LogPosition.text(records.end()) + ", before " + LogPosition.text(end));
        }
    }

    /** A segment's long header names its system. */
    private void requireOwn(Path file, long number, byte[] segment) throws EngineException, IOException {
        WalSegments segments = segments();
        new WalSpan(
                        segments,
                        PageChecksum.PAGE_BYTES,
                        systemId(),
                        segments.timeline(file.getFileName().toString()),
                        segments.startOf(number),
                        segments.startOf(number) + 1)
                .check(number, segment);
    }

    /** What the set claims; a cluster that was recovered may have a fresh one. */
    private long systemId() throws EngineException {
        try {
            return Long.parseUnsignedLong(order.facts().getOrDefault(SharedFacts.SYSTEM_ID, ""));
        } catch (NumberFormatException e) {
            throw new EngineException(Kind.DAMAGED, "The set names no system", e);
        }
    }

    /** The file of each segment; where two timelines share one, the later timeline's holds what both do, and more. */
    private static Map<Long, Path> newest(Path aside, WalSegments segments) throws IOException {
        Map<String, Path> names = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(aside)) {
            for (Path file : files) {
                names.put(file.getFileName().toString(), file);
            }
        }
        Map<Long, Path> numbers = new TreeMap<>();
        names.forEach((name, file) -> {
            if (name.length() == WalSegments.NAME_LENGTH) {
                numbers.put(segments.number(name), file);
            }
        });
        return numbers;
    }

    private long position(String fact) throws EngineException {
        try {
            return LogPosition.parse(order.facts().getOrDefault(fact, ""));
        } catch (IllegalArgumentException e) {
            throw new EngineException(Kind.DAMAGED, "The set does not say where its log begins and ends", e);
        }
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
