package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;

/**
 * A way to the service master key that does not lie in the data folder: a key file, a password. Several may be
 * configured; each one opens the instance alone. Thread-safe.
 */
public interface SealProvider {

    /** Names the kind and, where there can be several, which one; stored beside the sealed value. Holds no secret. */
    String name();

    /** For the operator: what it is and where. Holds no secret. */
    String description();

    /**
     * Seals the service master key; makes what the seal needs (a key file) when it is not there.
     *
     * @param object whose key it is, authenticated with it
     * @throws SealUnavailable when it cannot be made
     */
    byte[] seal(SecretBytes serviceMasterKey, SealOwner object) throws SealUnavailable;

    /**
     * The service master key.
     *
     * @throws SealUnavailable when this provider does not open it; the message says why
     */
    SecretBytes open(byte[] sealed, SealOwner object) throws SealUnavailable;
}
