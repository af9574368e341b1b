package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import java.util.Optional;

/**
 * A way to the service master key that does not lie in the data folder: a key file, a password. Several may be
 * configured; each one opens the instance alone. Thread-safe.
 */
public interface SealProvider {

    /** Names the kind and, where there can be several, which one; stored beside the sealed value. Holds no secret. */
    String name();

    /** For the operator: where it is, what to do when it does not open. Holds no secret. */
    String description();

    /**
     * Seals the service master key; makes what the seal needs (a key file) when it is not there.
     *
     * @param associated authenticated with it
     * @throws SealUnavailable when it cannot be made
     */
    byte[] seal(SecretBytes serviceMasterKey, byte[] associated) throws SealUnavailable;

    /** The service master key; empty when this provider does not open it, with the reason in the log. */
    Optional<SecretBytes> open(byte[] sealed, byte[] associated);
}
