package dev.coffer.engine.postgres;

import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Checksum;

/**
 * What later differentials must know of a full backup: where it began, and which relation files are in it. Kept in the
 * database's home, outside of the data directory, so that no payload can bring one along. The paths are written, and
 * later read, one after the other; none of them stay in memory.
 *
 * <pre>
 * coffer differential base 1
 * set GUID, system identifier, timeline, start of the log: one word each
 * path                                                     one line for each relation file, in rising order
 * CRC-32C of all lines before, eight hexadecimal digits
 * </pre>
 *
 * @param set the full's set GUID
 * @param systemId of the cluster
 * @param timeline that the full was taken on
 * @param startLsn where its recovery starts
 */
record FullBackup(UUID set, long systemId, int timeline, long startLsn) {

    /** Of the full that differentials stand on, and of one whose set may not be committed yet. */
    private static final String CURRENT = "differential.base";

    private static final String NEXT = "differential.base.next";

    /** While it is written; counts for nothing. */
    private static final String UNFINISHED = "differential.base.unfinished";

    private static final String MAGIC = "coffer differential base 1";
    private static final int SUM_BYTES = 9;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Begins to keep it in the home, beside the one that counts until {@link #keep}. */
    Writing write(Path home) throws IOException {
        return new Writing(this, home);
    }

    /** A list that gets its paths. Closing it before {@link #finish} leaves nothing. */
    static final class Writing implements AutoCloseable {

        private final Path home;
        private final FileChannel channel;
        private final CRC32C sum = new CRC32C();
        private final OutputStream lines;

        private Writing(FullBackup head, Path home) throws IOException {
            this.home = home;
            this.channel = FileChannel.open(
                    home.resolve(UNFINISHED),
                    Set.of(
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            LinkOption.NOFOLLOW_LINKS));
            this.lines = new CheckedOutputStream(
                    new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES), sum);
            line(MAGIC);
            line(String.join(
                    " ",
                    head.set().toString(),
                    Long.toUnsignedString(head.systemId()),
                    "" + head.timeline(),
                    LogPosition.text(head.startLsn())));
        }

        private void line(String text) throws IOException {
            lines.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }

        /** Adds the path of a relation file; in rising order. */
        void add(String path) throws IOException {
            line(path);
        }

        /** Makes it whole and durable. */
        void finish() throws IOException {
            line(text(sum));
            lines.flush();
            channel.force(true);
            channel.close();
            Files.move(home.resolve(UNFINISHED), home.resolve(NEXT), StandardCopyOption.ATOMIC_MOVE);
            Folders.syncOne(home);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(home.resolve(UNFINISHED));
        }
    }

    /** Of the two that a home may keep, that one counts from now on. */
    static void keep(Path home, UUID set) throws IOException {
        Path next = home.resolve(NEXT);
        Optional<Kept> found = Kept.open(next);
        if (found.isPresent()) {
            found.get().close();
            if (found.get().head().set().equals(set)) {
                Files.move(next, home.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
                Folders.syncOne(home);
            }
        }
    }

    /**
     * Finds the list of that full; the caller closes it.
     *
     * @throws NoDifferential when the home keeps none of that set, or not whole
     */
    static Kept read(Path home, UUID set) throws NoDifferential, IOException {
        // After a kill between the two, the catalogue may name the next one already.
        for (String name : List.of(CURRENT, NEXT)) {
            Optional<Kept> found = Kept.open(home.resolve(name));
            if (found.isPresent()) {
                if (found.get().head().set().equals(set)) {
                    return found.get();
                }
                found.get().close();
            }
        }
        throw new NoDifferential("The list of files of the full backup " + set + " is not here");
    }

    private static String text(Checksum sum) {
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** A list that is whole. Confined to one thread. */
    static final class Kept implements AutoCloseable {

        private final FileChannel channel;
        private final FullBackup head;

        private Kept(FileChannel channel) throws IOException {
            this.channel = channel;
            BufferedReader lines = lines();
            lines.readLine();
            String[] words = String.valueOf(lines.readLine()).split(" ", -1);
            this.head = new FullBackup(
                    UUID.fromString(words[0]),
                    Long.parseUnsignedLong(words[1]),
                    Integer.parseInt(words[2]),
                    LogPosition.parse(words[3]));
        }

        /** Empty when there is no such file, or not a whole one. */
        private static Optional<Kept> open(Path file) throws IOException {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            try {
                if (isWhole(channel)) {
                    return Optional.of(new Kept(channel));
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close();
            return Optional.empty();
        }

        private static boolean isWhole(FileChannel channel) throws IOException {
            long length = channel.size() - SUM_BYTES;
            if (length < 0) {
                return false;
            }
            CheckedInputStream content = new CheckedInputStream(new FileStretch(channel, 0, length), new CRC32C());
            byte[] beginning = content.readNBytes(MAGIC.length());
            byte[] buffer = new byte[BUFFER_BYTES];
            while (content.read(buffer) >= 0) {
                // Only the sum counts.
            }
            byte[] sum = new FileStretch(channel, length, SUM_BYTES).readAllBytes();
            return new String(beginning, StandardCharsets.UTF_8).equals(MAGIC)
                    && new String(sum, StandardCharsets.US_ASCII).equals(text(content.getChecksum()) + "\n");
        }

        private BufferedReader lines() throws IOException {
            return new BufferedReader(new InputStreamReader(
                    new FileStretch(channel, 0, channel.size() - SUM_BYTES), StandardCharsets.UTF_8));
        }

        FullBackup head() {
            return head;
        }

        /** Begins to look files up, from the first path on; as often as wanted. */
        Lookup files() throws IOException {
            BufferedReader lines = lines();
            lines.readLine();
            lines.readLine();
            return new Lookup(lines);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Whether files are in the full; they are asked for in rising order. */
    static final class Lookup {

        private final BufferedReader paths;
        private Optional<String> next;

        private Lookup(BufferedReader paths) throws IOException {
            this.paths = paths;
            this.next = Optional.ofNullable(paths.readLine());
        }

        boolean has(String path) throws IOException {
            while (next.isPresent() && next.get().compareTo(path) < 0) {
                next = Optional.ofNullable(paths.readLine());
            }
            return next.isPresent() && next.get().equals(path);
        }
    }
}
