package dev.coffer.engine.postgres;

import dev.coffer.engine.NoDifferential;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * What later differentials must know of a full backup: where it began, and which relation files are in it. Kept in the
 * database's home, outside of the data directory, so that no payload can bring one along. Immutable.
 *
 * <pre>
 * coffer differential base 1
 * set GUID, system identifier, timeline, start of the log: one word each
 * path                                                     one line for each relation file
 * CRC-32C of all lines before, eight hexadecimal digits
 * </pre>
 *
 * @param set the full's set GUID
 * @param systemId of the cluster
 * @param timeline that the full was taken on
 * @param startLsn where its recovery starts
 * @param files paths of its relation files
 */
record FullBackup(UUID set, long systemId, int timeline, long startLsn, Set<String> files) {

    /** Of the full that differentials stand on, and of one whose set may not be committed yet. */
    private static final String CURRENT = "differential.base";

    private static final String NEXT = "differential.base.next";
    private static final String MAGIC = "coffer differential base 1";

    /** Ten million paths; what is longer was not written by this. */
    private static final long LONGEST_BYTES = 1L << 28;

    private static final int HEAD_LINES = 2;
    private static final int SUM_BYTES = 9;

    FullBackup {
        files = Set.copyOf(files);
    }

    /** Keeps it in the home, durably, beside the one that counts until {@link #keep}. */
    void write(Path home) throws IOException {
        StringBuilder text = new StringBuilder(1 << 16);
        text.append(MAGIC).append('\n');
        text.append(String.join(
                " ", set.toString(), Long.toUnsignedString(systemId), "" + timeline, WalSegments.text(startLsn)));
        text.append('\n');
        files.stream().sorted().forEach(path -> text.append(path).append('\n'));
        byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] sum = checksum(lines, lines.length).getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(
                home.resolve(NEXT),
                Set.of(
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        LinkOption.NOFOLLOW_LINKS))) {
            for (byte[] part : List.of(lines, sum)) {
                ByteBuffer rest = ByteBuffer.wrap(part);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            channel.force(true);
        }
        Folders.syncOne(home);
    }

    /** Of the two that a home may keep, that one counts from now on. */
    static void keep(Path home, UUID set) throws IOException {
        Path next = home.resolve(NEXT);
        if (read(next).filter(base -> base.set().equals(set)).isPresent()) {
            Files.move(next, home.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
            Folders.syncOne(home);
        }
    }

    /** @throws NoDifferential when the home keeps none of that set, or not whole */
    static FullBackup read(Path home, UUID set) throws NoDifferential, IOException {
        // After a kill between the two, the catalogue may name the next one already.
        for (String name : List.of(CURRENT, NEXT)) {
            Optional<FullBackup> found =
                    read(home.resolve(name)).filter(base -> base.set().equals(set));
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new NoDifferential("The list of files of the full backup " + set + " is not here");
    }

    /** Empty when there is no such file, or not a whole one. */
    private static Optional<FullBackup> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST_BYTES) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        int end = content.length - SUM_BYTES;
        if (end < 0 || !new String(content, end, SUM_BYTES, StandardCharsets.US_ASCII).equals(checksum(content, end))) {
            return Optional.empty();
        }
        List<String> lines =
                new String(content, 0, end, StandardCharsets.UTF_8).lines().toList();
        if (!lines.get(0).equals(MAGIC)) {
            return Optional.empty();
        }
        String[] head = lines.get(1).split(" ", -1);
        return Optional.of(new FullBackup(
                UUID.fromString(head[0]),
                Long.parseUnsignedLong(head[1]),
                Integer.parseInt(head[2]),
                WalSegments.parse(head[3]),
                new HashSet<>(lines.subList(HEAD_LINES, lines.size()))));
    }

    private static String checksum(byte[] content, int length) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, length);
        return String.format(Locale.ROOT, "%08x\n", crc.getValue());
    }
}
