package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Passes tar archives that a server sends into one of ours, entry by entry as the bytes arrive: several archives become
 * one, each below a folder, and links (a tablespace's, in pg_tblspc) give way to the folder itself. Confined to one
 * thread.
 */
final class TarPassage {

    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int MODIFIED_OFFSET = 136;
    private static final int NUMBER_BYTES = 12;
    private static final int TYPE_OFFSET = 156;
    private static final int BINARY_NUMBER = 0x80;

    private final TarWriter target;
    private final ReceivedLog log;
    private final byte[] header = new byte[BLOCK_BYTES];

    /** Folders around archives: one for each tablespace, and the one that all of these lie in. */
    private final Set<String> begun = new HashSet<>();

    private int headerBytes;
    private long contentRemaining;
    private int paddingRemaining;
    private boolean inLog;
    private String prefix = "";
    private long dataBytes;
    private long logBytes;
    private long fileCount;

    /** @param log shown every segment of WAL that passes */
    TarPassage(TarWriter target, ReceivedLog log) {
        this.target = target;
        this.log = log;
    }

    /** Begins an archive whose entries stand below that folder; empty for the data directory itself. */
    void begin(String below) throws IOException {
        requireEntryEnd();
        prefix = below.isEmpty() ? "" : below + "/";
        for (int slash = below.indexOf('/'); slash >= 0; slash = below.indexOf('/', slash + 1)) {
            beginFolder(below.substring(0, slash));
        }
        if (!below.isEmpty()) {
            beginFolder(below);
        }
    }

    private void beginFolder(String path) throws IOException {
        if (begun.add(path)) {
            target.folder(path, 0);
        }
    }

    /** Takes the next bytes of the archive. */
    void bytes(ByteBuffer content) throws IOException {
        while (content.hasRemaining()) {
            if (contentRemaining > 0) {
                int count = (int) Math.min(contentRemaining, content.remaining());
                target.content(content.array(), content.arrayOffset() + content.position(), count);
                if (inLog) {
                    log.bytes(content.array(), content.arrayOffset() + content.position(), count);
                }
                content.position(content.position() + count);
                contentRemaining -= count;
            } else if (paddingRemaining > 0) {
                int count = Math.min(paddingRemaining, content.remaining());
                content.position(content.position() + count);
                paddingRemaining -= count;
            } else {
                int count = Math.min(BLOCK_BYTES - headerBytes, content.remaining());
                content.get(header, headerBytes, count);
                headerBytes += count;
                if (headerBytes == BLOCK_BYTES) {
                    headerBytes = 0;
                    entry();
                }
            }
        }
    }

    /** The archives are over. */
    void end() throws IOException {
        requireEntryEnd();
    }

    /** Bytes of files outside pg_wal. */
    long dataBytes() {
        return dataBytes;
    }

    /** Bytes of files in pg_wal. */
    long logBytes() {
        return logBytes;
    }

    long fileCount() {
        return fileCount;
    }

    private void requireEntryEnd() throws IOException {
        if (headerBytes != 0 || contentRemaining != 0 || paddingRemaining != 0) {
            throw new IOException("The server's archive ends within an entry");
        }
    }

    private void entry() throws IOException {
        // Two empty blocks end an archive; padding may follow.
        if (header[0] == 0) {
            return;
        }
        String name = prefix + withoutDot(name());
        long size = number(SIZE_OFFSET);
        long modified = number(MODIFIED_OFFSET);
        char type = (char) header[TYPE_OFFSET];
        switch (type) {
            case '5' -> folder(name.endsWith("/") ? name.substring(0, name.length() - 1) : name, modified);
            case '2' -> {
                // Where a tablespace's link stands, its archive brought the folder.
            }
            case '0', '\0' -> {
                boolean isLog = name.startsWith(ClusterFolder.WAL_DIRECTORY + "/");
                dataBytes += isLog ? 0 : size;
                logBytes += isLog ? size : 0;
                fileCount++;
                target.file(name, size, modified);
                inLog = isLog && log.begins(name.substring(ClusterFolder.WAL_DIRECTORY.length() + 1));
                contentRemaining = size;
                paddingRemaining = (int) (-size & (BLOCK_BYTES - 1));
            }
            default -> throw new IOException("The server's archive holds an entry of type " + type + ": " + name);
        }
    }

    /** A folder that was begun already stays as it is. */
    private void folder(String path, long modified) throws IOException {
        if (!begun.contains(path)) {
            target.folder(path, modified);
        }
    }

    /** The server writes folders that it makes up itself as {@code ./pg_wal/archive_status}. */
    private static String withoutDot(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private String name() {
        int length = 0;
        while (length < NAME_BYTES && header[length] != 0) {
            length++;
        }
        return new String(header, 0, length, StandardCharsets.UTF_8);
    }

    /** Octal digits, or, for what they cannot hold, 11 bytes behind a marker. */
    private long number(int offset) throws IOException {
        if ((header[offset] & BINARY_NUMBER) != 0) {
            return ByteBuffer.wrap(header).getLong(offset + NUMBER_BYTES - Long.BYTES);
        }
        String digits = new String(header, offset, NUMBER_BYTES, StandardCharsets.US_ASCII).replace('\0', ' ');
        try {
            return Long.parseLong(digits.strip(), 8);
        } catch (NumberFormatException e) {
            throw new IOException("The server's archive holds a number that is none", e);
        }
    }
}
