package dev.coffer.keys;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Digests;
import dev.coffer.crypto.RandomSource;
import dev.coffer.work.Durable;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * The key file as bytes, for whoever looks at it:
 *
 * <pre>
 * offset  bytes
 *      0     16  "COFFER KEY FILE\n"
 *     16     16  id of the instance
 *     32     32  the key
 *     64     32  SHA-256 of the 64 bytes before
 * </pre>
 *
 * Thread-safe.
 */
final class KeyFileOnDisk {

    private static final byte[] MAGIC = "COFFER KEY FILE\n".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_OFFSET = 32;
    private static final int DIGEST_OFFSET = KEY_OFFSET + HierarchyKey.KEY_BYTES;
    private static final int FILE_BYTES = DIGEST_OFFSET + Digests.SHA256_BYTES;

    private final Path file;
    private final Path folder;
    private final Path dataFolder;
    private final UUID instanceId;

    KeyFileOnDisk(Path file, Path dataFolder, UUID instanceId) {
        this.file = file.normalize();
        Path parent = this.file.getParent();
        if (!file.isAbsolute() || parent == null) {
            throw new IllegalArgumentException("The key file's path is absolute, not " + file);
        }
        this.folder = parent;
        this.dataFolder = dataFolder;
        this.instanceId = instanceId;
    }

    /** The key. */
    SecretBytes read() throws SealUnavailable {
        byte[] content = content();
        try {
            boolean whole = content.length == FILE_BYTES
                    && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                    && MessageDigest.isEqual(
                            Digests.sha256(Arrays.copyOf(content, DIGEST_OFFSET)),
                            Arrays.copyOfRange(content, DIGEST_OFFSET, FILE_BYTES));
            if (!whole) {
                throw new UnusableKeyFile("the key file " + file + " is damaged");
            }
            ByteBuffer fields = ByteBuffer.wrap(content, MAGIC.length, 16);
            if (!instanceId.equals(new UUID(fields.getLong(), fields.getLong()))) {
                throw new UnusableKeyFile("the key file " + file + " belongs to another instance");
            }
            return SecretBytes.adopt(Arrays.copyOfRange(content, KEY_OFFSET, DIGEST_OFFSET));
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** Makes the file with a fresh key, durable before this returns; there must be none. */
    void create(RandomSource random) throws SealUnavailable {
        byte[] content = new byte[FILE_BYTES];
        try (SecretBytes key = random.key(HierarchyKey.KEY_BYTES)) {
            createFolder();
            ByteBuffer fields = ByteBuffer.wrap(content)
                    .put(MAGIC)
                    .putLong(instanceId.getMostSignificantBits())
                    .putLong(instanceId.getLeastSignificantBits());
            key.use(SecretAccess.GRANTED, fields::put);
            byte[] head = Arrays.copyOf(content, DIGEST_OFFSET);
            fields.put(Digests.sha256(head));
            Arrays.fill(head, (byte) 0);
            write(content);
        } catch (IOException failed) {
            throw new SealUnavailable("the key file " + file + " cannot be made", failed);
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    /** Moves a file that holds no key of this instance out of the way; nothing is ever deleted. */
    void setAside() throws SealUnavailable {
        try {
            Path target = file.resolveSibling(file.getFileName() + ".unusable-" + UUID.randomUUID());
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new SealUnavailable("the unusable key file " + file + " cannot be moved aside", failed);
        }
    }

    private void createFolder() throws IOException, SealUnavailable {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PrivateModes.FOLDER);
        }
        checkPlace();
    }

    private void write(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PrivateModes.FILE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Durable.sync(folder);
    }

    private byte[] content() throws SealUnavailable {
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new SealUnavailable("the key file " + file + " is not there", null);
            }
            checkPlace();
            requirePrivate(file, "key file");
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new SealUnavailable("the key file " + file + " is not a plain file", null);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
                ByteBuffer room = ByteBuffer.allocate(FILE_BYTES + 1);
                while (room.hasRemaining() && channel.read(room) >= 0) {}
                return Arrays.copyOf(room.array(), room.position());
            }
        } catch (IOException failed) {
            throw new SealUnavailable("the key file " + file + " cannot be read", failed);
        }
    }

    /** The folder is private to us, and neither it nor the data folder lies where links lead them together. */
    private void checkPlace() throws IOException, SealUnavailable {
        requirePrivate(folder, "folder of the key file");
        if (Files.isDirectory(dataFolder) && folder.toRealPath().startsWith(dataFolder.toRealPath())) {
            throw new SealUnavailable(
                    "the key file " + file + " lies inside the data folder, where each copy of the data would hold it",
                    null);
        }
    }

    /** By number, not by name: an owner without an entry in the list of users is an owner too. */
    private static void requirePrivate(Path path, String what) throws IOException, SealUnavailable {
        PosixFileAttributes attributes =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!owner.equals(me)) {
            throw new SealUnavailable(
                    "the " + what + " " + path + " belongs to user "
                            + attributes.owner().getName() + ", not to the one that runs the server",
                    null);
        }
        if (!PrivateModes.FOLDER.value().containsAll(attributes.permissions())) {
            throw new SealUnavailable(
                    "the " + what + " " + path + " is open to others ("
                            + PosixFilePermissions.toString(attributes.permissions())
                            + "); take their rights away with chmod go-rwx",
                    null);
        }
    }
}
