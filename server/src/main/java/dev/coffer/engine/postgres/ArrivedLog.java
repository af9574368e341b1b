package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The log of one set, unpacked aside and in no place yet. Confined to one thread. */
final class ArrivedLog {

    private final Map<String, String> facts;
    private final WalSegments segments;
    private final Cancellation cancellation;

    /** @param facts of the set */
    ArrivedLog(Map<String, String> facts, WalSegments segments, Cancellation cancellation) {
        this.facts = facts;
        this.segments = segments;
        this.cancellation = cancellation;
    }

    /** Every record up to the end that the set claims; a log that ends before it would lose what comes behind. */
    void read(Path aside, LogReading reading) throws EngineException, IOException {
        long from = position(facts, Facts.START_LSN);
        long end = position(facts, Facts.END_LSN);
        Map<Long, Path> files = newest(aside);
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
            return Long.parseUnsignedLong(facts.getOrDefault(SharedFacts.SYSTEM_ID, ""));
        } catch (NumberFormatException e) {
            throw new EngineException(Kind.DAMAGED, "The set names no system", e);
        }
    }

    /** The file of each segment; where two timelines share one, the later timeline's holds what both do, and more. */
    private Map<Long, Path> newest(Path aside) throws IOException {
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

    static long position(Map<String, String> facts, String fact) throws EngineException {
        try {
            return LogPosition.parse(facts.getOrDefault(fact, ""));
        } catch (IllegalArgumentException e) {
            throw new EngineException(Kind.DAMAGED, "The set does not say where its log begins and ends", e);
        }
    }
}
