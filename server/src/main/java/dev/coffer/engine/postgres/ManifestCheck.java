package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what was laid down with the {@code backup_manifest} that came with it: every listed file with its size and
 * checksum, no other file, and the manifest's own checksum. WAL is not listed; it is checked by replay.
 */
final class ManifestCheck {

    private static final Pattern FILE =
            Pattern.compile("\\{ \"Path\": \"((?:[^\"\\\\]|\\\\[\"\\\\])*)\", \"Size\": (\\d{1,18}),"
                    + " \"Last-Modified\": \"[^\"]*\", \"Checksum-Algorithm\": \"CRC32C\","
                    + " \"Checksum\": \"([0-9a-f]{8})\" \\},?");
    private static final Pattern END = Pattern.compile("\"Manifest-Checksum\": \"([0-9a-f]{64})\"\\}\\n");

    private ManifestCheck() {}

    /**
     * @param laid all files but WAL, by path; the manifest itself may be among them
     * @throws EngineException DAMAGED, naming the first difference
     */
    static void check(String manifest, Map<String, PayloadUnpacker.Laid> laid) throws EngineException {
        int end = manifest.indexOf("\"Manifest-Checksum\"");
        Matcher checksum = END.matcher(end < 0 ? "" : manifest.substring(end));
        if (!checksum.matches()) {
            throw damaged("has no checksum at its end");
        }
        byte[] hash =
                PostgresBinaries.sha256().digest(manifest.substring(0, end).getBytes(StandardCharsets.UTF_8));
        if (!HexFormat.of().formatHex(hash).equals(checksum.group(1))) {
            throw damaged("fails its own checksum");
        }
        Set<String> unlisted = new HashSet<>(laid.keySet());
        unlisted.remove(BackupManifest.PATH);
        for (String line : manifest.substring(0, end).split("\n")) {
            if (line.startsWith("{ \"Path\"") || line.startsWith("{ \"Encoded-Path\"")) {
                unlisted.remove(checkLine(line, laid));
            }
        }
        if (!unlisted.isEmpty()) {
            throw damaged("does not list " + unlisted.iterator().next());
        }
    }

    private static String checkLine(String line, Map<String, PayloadUnpacker.Laid> laid) throws EngineException {
        Matcher matcher = FILE.matcher(line);
        if (!matcher.matches()) {
            throw damaged("holds the line " + line);
        }
        String path = matcher.group(1).replaceAll("\\\\([\"\\\\])", "$1");
        PayloadUnpacker.Laid file = laid.get(path);
        if (file == null) {
            throw damaged("lists " + path + ", which is missing");
        }
        if (file.sizeBytes() != Long.parseLong(matcher.group(2))) {
            throw damaged("gives another size for " + path);
        }
        if (!BackupManifest.checksumText(file.crc()).equals(matcher.group(3))) {
            throw damaged("gives another checksum for " + path);
        }
        return path;
    }

    private static EngineException damaged(String how) {
        return new EngineException(Kind.DAMAGED, "The payload's " + BackupManifest.PATH + " " + how);
    }
}
