package dev.coffer.media;

/** Signs the footer of a set: the instance's signing key, ECDSA P-384 with SHA-384. Thread-safe. */
public interface SetSigner {

    /** DER of the signing certificate, carried as a hint. */
    byte[] certificate();

    /** DER of the SubjectPublicKeyInfo: what trust is about. */
    byte[] publicKey();

    /**
     * ECDSA with SHA-384 over the message, DER (FIPS 186-5), as {@code openssl dgst -sha384 -verify} checks it.
     *
     * @throws SignerGone when the key of {@link #publicKey} is not within reach any more
     */
    byte[] sign(byte[] message) throws SignerGone;
}
