package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A seal whose key lies in a file of its own: mode 0600, in a folder of mode 0700, owned by whoever runs the server,
 * never inside the data folder. What is looser or someone else's is refused. Thread-safe.
 */
public final class KeyFileSeal implements SealProvider {

    private final KeyFileOnDisk file;
    private final Path path;
    private final RandomSource random;

    /**
     * @param file absolute; made by the first {@link #seal}
     * @param dataFolder which must not hold it
     * @param instanceId stands in the file
     */
    public KeyFileSeal(Path file, Path dataFolder, UUID instanceId) {
        this.random = new RandomSource();
        this.path = file;
        this.file = new KeyFileOnDisk(file, dataFolder, instanceId);
    }

    /**
     * Where the key file lies unless a setting says otherwise: {@code /var/lib/coffer-keys} for root, otherwise
     * {@code coffer-keys} below {@code $XDG_DATA_HOME} or {@code ~/.local/share}.
     */
    public static Path defaultFile(UUID instanceId, Map<String, String> environment, String userName, Path userHome) {
        String name = instanceId + ".key";
        if (userName.equals("root")) {
            return Path.of("/var/lib/coffer-keys", name);
        }
        String dataHome = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = dataHome.startsWith("/") ? Path.of(dataHome) : userHome.resolve(".local/share");
        return base.resolve("coffer-keys").resolve(name);
    }

    @Override
    public String name() {
        return "key file";
    }

    @Override
    public String description() {
        return "the key file " + path;
    }

    @Override
    public byte[] seal(SecretBytes serviceMasterKey, SealOwner owner) throws SealUnavailable {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            file.create(random);
        }
        SecretBytes wrapping;
        try {
            wrapping = file.read();
        } catch (UnusableKeyFile unusable) {
            file.setAside();
            file.create(random);
            wrapping = file.read();
        }
        try (HierarchyKey key = HierarchyKey.adopt(wrapping)) {
            return key.seal(owner.object(), serviceMasterKey, random);
        }
    }

    @Override
    public SecretBytes open(byte[] sealed, SealOwner owner) throws SealUnavailable {
        try (HierarchyKey key = HierarchyKey.adopt(file.read())) {
            return key.open(owner.object(), sealed);
        } catch (SealBroken wrong) {
            throw new SealUnavailable("the key file " + path + " does not open the seal", null);
        }
    }
}
