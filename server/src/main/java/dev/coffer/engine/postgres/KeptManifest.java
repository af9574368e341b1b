package dev.coffer.engine.postgres;

import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The manifest of a full backup of an attached server, which that wants back for an incremental one: a file of the
 * database's home.
 *
 * @param timeline that the full was taken on
 * @param startLsn where its recovery starts
 */
record KeptManifest(Path file, int timeline, long startLsn) {

    private static final Pattern RANGE =
            Pattern.compile("\\{ \"Timeline\": (\\d{1,9}), \"Start-LSN\": \"([0-9A-F]{1,8}/[0-9A-F]{1,8})\"");
    private static final String PREFIX = "base-";
    private static final String SUFFIX = ".manifest";

    /** The range stands in the last lines. */
    private static final int TAIL_BYTES = 4096;

    private static Path file(Path home, UUID set) {
        return home.resolve(PREFIX + set + SUFFIX);
    }

    /** Keeps it, durably, beside the one that counts until {@link #keep}. */
    static void write(Path home, UUID set, ScratchFile manifest) throws IOException {
        try (FileChannel target = FileChannel.open(
                file(home, set),
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            manifest.copyTo(target);
            target.force(true);
        }
        Folders.syncOne(home);
    }

    /** That set's counts from now on; all others go. */
    static void keep(Path home, UUID set) throws IOException {
        if (Files.exists(file(home, set))) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(home, PREFIX + "*" + SUFFIX)) {
                for (Path each : all) {
                    if (!each.equals(file(home, set))) {
                        Files.delete(each);
                    }
                }
            }
        }
    }

    /** @throws NoDifferential when the home keeps none of that set, or not whole */
    static KeptManifest read(Path home, UUID set) throws NoDifferential, IOException {
        Path file = file(home, set);
        if (Files.exists(file)) {
            Matcher range = RANGE.matcher(tail(file));
            if (range.find()) {
                int timeline = Integer.parseInt(range.group(1));
                long start = LogPosition.parse(range.group(2));
                if (!range.find()) {
                    return new KeptManifest(file, timeline, start);
                }
            }
        }
        throw new NoDifferential("The manifest of the full backup " + set + " is not here");
    }

    private static String tail(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, channel.size()));
            long at = channel.size() - tail.capacity();
            while (tail.hasRemaining()) {
                int count = channel.read(tail, at + tail.position());
                if (count < 0) {
                    break;
                }
            }
            return new String(tail.array(), StandardCharsets.UTF_8);
        }
    }
}
