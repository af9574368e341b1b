package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a timeline comes from: the text of its history file (access/timeline.c), a line for each timeline that it has
 * left, the oldest first: number, tab, the position where it was left, tab, a reason.
 */
record TimelineHistory(int timeline, List<Left> left) {

    /** @param untilLsn its log counts up to there */
    record Left(int timeline, long untilLsn) {}

    private static final Pattern LINE =
            Pattern.compile("\\s*(\\d{1,10})\\s+([0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8})(\\s.*)?");
    static final String SUFFIX = ".history";

    static final int MOST_BYTES = 1 << 20;

    static String fileName(int timeline) {
        return String.format(Locale.ROOT, "%08X" + SUFFIX, timeline);
    }

    /** The history of a timeline that was begun in that log folder; the first timeline has none. */
    static TimelineHistory of(Path walFolder, int timeline) throws EngineException, IOException {
        return parse(timeline, new String(bytes(walFolder, timeline), StandardCharsets.ISO_8859_1));
    }

    /** The file, as the server wrote it. */
    static byte[] bytes(Path walFolder, int timeline) throws IOException {
        try (OpenFolder wal = OpenFolder.of(walFolder)) {
            return wal.bytes(Path.of(fileName(timeline)), MOST_BYTES);
        }
    }

    static TimelineHistory parse(int timeline, String text) throws EngineException {
        List<Left> left = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new EngineException(Kind.DAMAGED, "The history of timeline " + timeline + " is damaged");
            }
            left.add(new Left(Integer.parseUnsignedInt(matcher.group(1)), LogPosition.parse(matcher.group(2))));
        }
        return new TimelineHistory(timeline, List.copyOf(left));
    }

    /** The timeline of that segment: the newest one that was begun in it or before. */
    int of(WalSegments segments, long number) {
        int of = timeline;
        for (int i = left.size() - 1; i >= 0; i--) {
            if (segments.numberOf(left.get(i).untilLsn()) <= number) {
                return of;
            }
            of = left.get(i).timeline();
        }
        return of;
    }

    /** Where the log behind that position first leaves its timeline. */
    Optional<Long> forkAfter(long lsn) {
        return left.stream()
                .map(Left::untilLsn)
                .filter(until -> Long.compareUnsigned(until, lsn) > 0)
                .findFirst();
    }

    /** Where it left the timeline before it. */
    long forkLsn() throws EngineException {
        if (left.isEmpty()) {
            throw new EngineException(Kind.DAMAGED, "The history of timeline " + timeline + " is empty");
        }
        return left.get(left.size() - 1).untilLsn();
    }
}
