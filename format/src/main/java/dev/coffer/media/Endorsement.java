package dev.coffer.media;

import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.Signatures;
import java.security.PublicKey;
import java.util.Arrays;

/**
 * A recipient's private key vouches for the set's signer, so that whoever imports the recipient's certificate with its
 * private key trusts the signer without a further step.
 *
 * @param keyId the recipient's key id, 20 bytes
 * @param algorithm how it was signed
 * @param signature over {@link #message}
 */
public record Endorsement(byte[] keyId, Algorithm algorithm, byte[] signature) {

    public enum Algorithm {
        /** RSASSA-PSS, SHA-256, MGF1 with SHA-256, salt of 32 bytes (RFC 8017). */
        RSA_PSS_SHA256(1, Signatures.Scheme.RSA_PSS_SHA256),
        /** ECDSA with SHA-256, DER (FIPS 186-5). */
        ECDSA_SHA256(2, Signatures.Scheme.ECDSA_SHA256);

        private final int code;
        private final Signatures.Scheme scheme;

        Algorithm(int code, Signatures.Scheme scheme) {
            this.code = code;
            this.scheme = scheme;
        }

        Signatures.Scheme scheme() {
            return scheme;
        }

        /** The byte in the file. */
        public int code() {
            return code;
        }
    }

    private static final int KEY_ID_BYTES = 20;
    private static final byte[] LABEL = "coffer/1/endorse signer".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    public Endorsement {
        if (keyId.length != KEY_ID_BYTES) {
            throw new IllegalArgumentException("A key id has 20 bytes, not " + keyId.length);
        }
        Limits.range("Endorsement's size", signature.length, 1, Limits.V1.signatureBytes());
        keyId = keyId.clone();
        signature = signature.clone();
    }

    /** What is signed: the label, a zero byte, and the DER of the signer's SubjectPublicKeyInfo. */
    public static byte[] message(byte[] signerPublicKey) {
        byte[] message = new byte[LABEL.length + 1 + signerPublicKey.length];
        System.arraycopy(LABEL, 0, message, 0, LABEL.length);
        System.arraycopy(signerPublicKey, 0, message, LABEL.length + 1, signerPublicKey.length);
        return message;
    }

    /** Whether this endorsement is by the recipient with the public key, for the signer. */
    boolean holds(PublicKey recipient, byte[] signerPublicKey) {
        return Arrays.equals(keyId, KeyId.of(recipient))
                && Signatures.verify(algorithm.scheme(), recipient, message(signerPublicKey), signature);
    }

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }
}
