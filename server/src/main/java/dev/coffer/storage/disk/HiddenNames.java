package dev.coffer.storage.disk;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names of the files that stand beside a backup while it is written: hidden, of fixed length (a backup's own name may
 * be as long as the file system allows), and of a shape that nobody else gives to a file.
 *
 * <pre>
 * .coffer-HASH.lock        held by whoever writes the file of that name
 * .coffer-HASH-GUID.part   a backup that is not committed yet
 * </pre>
 */
final class HiddenNames {

    private static final String PREFIX = ".coffer-";
    private static final int HASH_DIGITS = 16;
    private static final Pattern PART = Pattern.compile("\\.coffer-[0-9a-f]{16}-[0-9a-f-]{36}\\.part");

    private HiddenNames() {}

    static Path lockOf(Path target) {
        return target.resolveSibling(PREFIX + hash(target) + ".lock");
    }

    static Path newPartOf(Path target) {
        return target.resolveSibling(PREFIX + hash(target) + "-" + UUID.randomUUID() + ".part");
    }

    /** The lock of the name that a staged file was written for. */
    static Path lockOfPart(Path part) {
        String name = String.valueOf(part.getFileName());
        return part.resolveSibling(name.substring(0, PREFIX.length() + HASH_DIGITS) + ".lock");
    }

    static boolean isPart(Path path) {
        Path name = path.getFileName();
        return name != null && PART.matcher(name.toString()).matches();
    }

    private static String hash(Path target) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(target.getFileName()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
