package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
     * {@code coffer-keys} below {@code $XDG_DATA_HOME} or {@code $HOME/.local/share}. Root is known by its number: a
     * container's root may have no name.
     *
     * @param userHome as the list of users has it: where there is no {@code HOME}
     * @return empty for a user who has none of them
     */
    public static Optional<Path> defaultFile(
            UUID instanceId, int uid, Map<String, String> environment, String userHome) {
        String name = instanceId + ".key";
        if (uid == 0) {
            return Optional.of(Path.of("/var/lib/coffer-keys", name));
        }
        return absolute(environment.get("XDG_DATA_HOME"))
                .or(() -> absolute(environment.get("HOME"))
                        .or(() -> absolute(userHome))
                        .map(home -> home.resolve(".local/share")))
                .map(base -> base.resolve("coffer-keys").resolve(name));
    }

    /** The XDG specification has relative values ignored. */
    private static Optional<Path> absolute(@Nullable String path) {
        return Optional.ofNullable(path).filter(value -> value.startsWith("/")).map(Path::of);
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
