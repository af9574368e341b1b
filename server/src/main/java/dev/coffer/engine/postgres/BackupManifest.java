package dev.coffer.engine.postgres;

import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes {@code backup_manifest} as PostgreSQL's pg_verifybackup reads it (documentation, chapter "Backup Manifest
 * Format", version 2): one line for each file, CRC-32C of its content, WAL range, and a SHA-256 of the manifest itself.
 * Each line goes out, and into the hash, as it comes; none is held. Confined to one thread.
 */
final class BackupManifest {

    static final String PATH = "backup_manifest";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final OutputStream target;
    private final MessageDigest hash = PostgresBinaries.sha256();
    private String separator = "";

    /** @param target buffered; gets about 150 bytes and the path for each file, and stays open */
    BackupManifest(OutputStream target, long systemId) throws IOException {
        this.target = target;
        write("{ \"PostgreSQL-Backup-Manifest-Version\": 2,\n\"System-Identifier\": " + Long.toUnsignedString(systemId)
                + ",\n\"Files\": [");
    }

    void file(String path, long sizeBytes, long modifiedSeconds, int crc) throws IOException {
        write(separator + "\n{ \"Path\": " + quoted(path) + ", \"Size\": " + sizeBytes + ", \"Last-Modified\": \""
                + TIME.format(Instant.ofEpochSecond(modifiedSeconds))
                + "\", \"Checksum-Algorithm\": \"CRC32C\", \"Checksum\": \"" + checksumText(crc) + "\" }");
        separator = ",";
    }

    /** Ends it, and flushes. */
    void finish(int timeline, long startLsn, long endLsn) throws IOException {
        write("\n],\n\"WAL-Ranges\": [\n{ \"Timeline\": " + timeline + ", \"Start-LSN\": \""
                + LogPosition.text(startLsn) + "\", \"End-LSN\": \"" + LogPosition.text(endLsn) + "\" }\n],\n");
        // The hash is of all before this line.
        String checksum = HexFormat.of().formatHex(hash.digest());
        target.write(("\"Manifest-Checksum\": \"" + checksum + "\"}\n").getBytes(StandardCharsets.US_ASCII));
        target.flush();
    }

    private void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update(bytes);
        target.write(bytes);
    }

    /** PostgreSQL prints the four bytes as they lie in memory. */
    static String checksumText(int crc) {
        return HexFormat.of().toHexDigits(Integer.reverseBytes(crc));
    }

    /** What {@link #checksumText} made, of eight hexadecimal digits. */
    static int checksum(String text) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(text, 16));
    }

    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
