package dev.coffer.engine.postgres;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Writes {@code backup_manifest} as PostgreSQL's pg_verifybackup reads it (documentation, chapter "Backup Manifest
 * Format", version 2): one line for each file, CRC-32C of its content, WAL range, and a SHA-256 of the manifest itself.
 */
final class BackupManifest {

    static final String PATH = "backup_manifest";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final StringBuilder text = new StringBuilder(1 << 16);
    private String separator = "";

    BackupManifest(long systemId) {
        text.append("{ \"PostgreSQL-Backup-Manifest-Version\": 2,\n\"System-Identifier\": ")
                .append(Long.toUnsignedString(systemId))
                .append(",\n\"Files\": [");
    }

    void file(String path, long sizeBytes, long modifiedSeconds, int crc) {
        text.append(separator)
                .append("\n{ \"Path\": ")
                .append(quoted(path))
                .append(", \"Size\": ")
                .append(sizeBytes)
                .append(", \"Last-Modified\": \"")
                .append(TIME.format(Instant.ofEpochSecond(modifiedSeconds)))
                .append("\", \"Checksum-Algorithm\": \"CRC32C\", \"Checksum\": \"")
                .append(checksumText(crc))
                .append("\" }");
        separator = ",";
    }

    /** The whole manifest. */
    byte[] finish(int timeline, long startLsn, long endLsn) {
        text.append("\n],\n\"WAL-Ranges\": [\n{ \"Timeline\": ")
                .append(timeline)
                .append(", \"Start-LSN\": \"")
                .append(WalSegments.text(startLsn))
                .append("\", \"End-LSN\": \"")
                .append(WalSegments.text(endLsn))
                .append("\" }\n],\n");
        byte[] hash = PostgresBinaries.sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        text.append("\"Manifest-Checksum\": \"")
                .append(HexFormat.of().formatHex(hash))
                .append("\"}\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** PostgreSQL prints the four bytes as they lie in memory. */
    static String checksumText(int crc) {
        return String.format(Locale.ROOT, "%08x", Integer.reverseBytes(crc));
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
