package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A seal whose key lies in a file of its own: mode 0600, in a folder of mode 0700, owned by whoever runs the server,
 * never inside the data folder.
 */
public final class KeyFileSeal implements SealProvider {

    /**
     * @param file absolute; made by the first {@link #seal}
     * @param dataFolder which must not hold it
     */
    public KeyFileSeal(Path file, Path dataFolder, UUID instanceId) {}

    /**
     * Where the key file lies unless a setting says otherwise: {@code /var/lib/coffer-keys} for root, otherwise below
     * {@code $XDG_DATA_HOME} or {@code ~/.local/share}.
     */
    public static Path defaultFile(UUID instanceId, Map<String, String> environment, String userName, Path userHome) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String description() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] seal(SecretBytes serviceMasterKey, byte[] associated) throws SealUnavailable {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SecretBytes> open(byte[] sealed, byte[] associated) {
        throw new UnsupportedOperationException();
    }
}
