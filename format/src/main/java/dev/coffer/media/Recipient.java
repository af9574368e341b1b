package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.util.Optional;

/** Somebody who will be able to open the backup: wraps its data key into a key slot. Thread-safe. */
public interface Recipient {

    /** Names the recipient in the readable part of the set. */
    Encryptor encryptor();

    /** The 32-byte data key as DER of a CMS AuthEnvelopedData (RFC 5083), at most 64 KiB. */
    byte[] wrap(SecretBytes dataKey);

    /**
     * The recipient's private key vouches for a signer: see {@link Endorsement#message}. Empty where the private key
     * is not within reach.
     *
     * @param signerPublicKey DER of the signer's SubjectPublicKeyInfo
     */
    Optional<Endorsement> endorse(byte[] signerPublicKey);
}
