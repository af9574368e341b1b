package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.security.PublicKey;
import java.util.Optional;

/** Somebody who can open key slots: the private side of a {@link Recipient}. Thread-safe. */
public interface Identity {

    /** First 20 bytes of SHA-256 of the public key's SubjectPublicKeyInfo; for a symmetric key its own id. */
    byte[] keyId();

    /** The key that checks this identity's endorsements; empty for a symmetric key. */
    Optional<PublicKey> publicKey();

    /** Whether the endorsement is this identity's, for the signer with that SubjectPublicKeyInfo. */
    default boolean accepts(Endorsement endorsement, byte[] signerPublicKey) {
        return publicKey()
                .filter(key -> endorsement.holds(key, signerPublicKey))
                .isPresent();
    }

    /**
     * The data key inside a slot.
     *
     * @param cms DER of the CMS AuthEnvelopedData
     * @throws WrongKey when this identity does not open it, for whatever reason: the reasons are not told apart
     */
    SecretBytes unwrap(byte[] cms) throws WrongKey;
}
