package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what was laid down with the {@code backup_manifest} that came with it: every listed file with its size and
 * checksum, no other file, and the manifest's own checksum. WAL is not listed; it is checked by replay.
 *
 * <p>Reads the manifest once, line by line, and compares two sorted {@link FileList}s, so that the memory it takes does
 * not depend on how many files there are. Confined to one thread.
 */
final class ManifestCheck {

    private static final Pattern FILE =
            Pattern.compile("\\{ \"Path\": \"((?:[^\"\\\\]|\\\\[\"\\\\])*)\", \"Size\": (\\d{1,18}),"
                    + " \"Last-Modified\": \"[^\"]*\", \"Checksum-Algorithm\": \"CRC32C\","
                    + " \"Checksum\": \"([0-9a-f]{8})\" \\},?");
    private static final Pattern END = Pattern.compile("\"Manifest-Checksum\": \"([0-9a-f]{64})\"\\}\\n");
    private static final String END_BEGINNING = "\"Manifest-Checksum\"";

    /** Far longer than a line of the longest path. */
    private static final int BUFFER_BYTES = 1 << 16;

    private final MessageDigest hash = PostgresBinaries.sha256();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final InputStream manifest;
    private final FileList listed;
    private int filled;
    private int lineBegin;
    private int lineEnd;

    private ManifestCheck(InputStream manifest, FileList listed) {
        this.manifest = manifest;
        this.listed = listed;
    }

    /**
     * @param manifest as it was laid down
     * @param laid all files but WAL; the manifest itself may be among them
     * @param scratchFolder for the list of a long manifest
     * @throws EngineException DAMAGED, naming the first difference
     */
    static void check(Path manifest, FileList laid, Path scratchFolder) throws EngineException, IOException {
        try (InputStream content = Files.newInputStream(manifest, LinkOption.NOFOLLOW_LINKS);
                FileList listed = new FileList(scratchFolder)) {
            new ManifestCheck(content, listed).readThrough();
            compare(listed.read(), laid.read());
        }
    }

    private void readThrough() throws EngineException, IOException {
        String line = nextLine();
        while (!line.isEmpty() && !line.startsWith(END_BEGINNING)) {
            hash.update(buffer, lineBegin, lineEnd - lineBegin);
            takeLine(line.stripTrailing());
            line = nextLine();
        }
        Matcher end = END.matcher(line);
        if (!end.matches() || !nextLine().isEmpty()) {
            throw damaged("has no checksum at its end");
        }
        if (!HexFormat.of().formatHex(hash.digest()).equals(end.group(1))) {
            throw damaged("fails its own checksum");
        }
    }

    /** With the line feed at its end; empty behind the last. Its bytes stay in the buffer until the next one. */
    private String nextLine() throws EngineException, IOException {
        lineBegin = lineEnd;
        int scanned = lineBegin;
        while (true) {
            while (scanned < filled) {
                if (buffer[scanned++] == '\n') {
                    return line(scanned);
                }
            }
            if (lineBegin > 0) {
                System.arraycopy(buffer, lineBegin, buffer, 0, filled - lineBegin);
                filled -= lineBegin;
                scanned -= lineBegin;
                lineBegin = 0;
            }
            int count = filled < buffer.length ? manifest.read(buffer, filled, buffer.length - filled) : 0;
            if (count == 0) {
                throw damaged("holds a line of more than " + buffer.length + " bytes");
            }
            if (count < 0) {
                return line(filled);
            }
            filled += count;
        }
    }

    private String line(int end) {
        lineEnd = end;
        return new String(buffer, lineBegin, lineEnd - lineBegin, StandardCharsets.UTF_8);
    }

    private void takeLine(String line) throws EngineException, IOException {
        if (!line.startsWith("{ \"Path\"") && !line.startsWith("{ \"Encoded-Path\"")) {
            return;
        }
        Matcher matcher = FILE.matcher(line);
        if (!matcher.matches() || matcher.group(1).length() > FileEntry.LONGEST_PATH) {
            throw damaged("holds the line " + line);
        }
        listed.add(new FileEntry(
                matcher.group(1).replaceAll("\\\\([\"\\\\])", "$1"),
                Long.parseLong(matcher.group(2)),
                BackupManifest.checksum(matcher.group(3))));
    }

    private static void compare(FileList.Cursor listed, FileList.Cursor laid) throws EngineException, IOException {
        Optional<FileEntry> expected = listed.next();
        String before = "";
        for (Optional<FileEntry> file = nextButManifest(laid); file.isPresent(); file = nextButManifest(laid)) {
            String path = file.get().path();
            requireNotBefore(expected, path, before);
            if (expected.isEmpty() || !expected.get().path().equals(path)) {
                throw damaged("does not list " + path);
            }
            requireSame(expected.get(), file.get());
            before = path;
            expected = listed.next();
        }
        if (expected.isPresent()) {
            throw missing(expected.get().path(), before);
        }
    }

    private static Optional<FileEntry> nextButManifest(FileList.Cursor laid) throws IOException {
        Optional<FileEntry> file = laid.next();
        boolean manifest = file.isPresent() && file.get().path().equals(BackupManifest.PATH);
        return manifest ? laid.next() : file;
    }

    private static void requireNotBefore(Optional<FileEntry> expected, String path, String before)
            throws EngineException {
        if (expected.isPresent() && expected.get().path().compareTo(path) < 0) {
            throw missing(expected.get().path(), before);
        }
    }

    private static EngineException missing(String path, String before) {
        return damaged("lists " + path + (path.equals(before) ? " twice" : ", which is missing"));
    }

    private static void requireSame(FileEntry expected, FileEntry laid) throws EngineException {
        if (expected.sizeBytes() != laid.sizeBytes()) {
            throw damaged("gives another size for " + laid.path());
        }
        if (expected.crc() != laid.crc()) {
            throw damaged("gives another checksum for " + laid.path());
        }
    }

    private static EngineException damaged(String how) {
        return new EngineException(Kind.DAMAGED, "The payload's " + BackupManifest.PATH + " " + how);
    }
}
