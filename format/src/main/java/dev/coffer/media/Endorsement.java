package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Hkdf;
import dev.coffer.crypto.Hmac;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.Signatures;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;

/**
 * A recipient's private key, or its symmetric one, vouches for the set's signer, so that whoever imports the
 * recipient's certificate with its private key trusts the signer without a further step. To open the set is not
 * enough: whoever opens it by another slot could seal it anew under a signature of their own.
 *
 * @param keyId the recipient's key id, 20 bytes
 * @param algorithm how it was signed
 * @param signature over {@link #message}; of a symmetric key the HMAC
 */
public record Endorsement(byte[] keyId, Algorithm algorithm, byte[] signature) {

    public enum Algorithm {
        /** RSASSA-PSS, SHA-256, MGF1 with SHA-256, salt of 32 bytes (RFC 8017). */
        RSA_PSS_SHA256(1, Optional.of(Signatures.Scheme.RSA_PSS_SHA256)),
        /** ECDSA with SHA-256, DER (FIPS 186-5). */
        ECDSA_SHA256(2, Optional.of(Signatures.Scheme.ECDSA_SHA256)),
        /** HMAC-SHA256 (RFC 2104) by a key derived from a symmetric recipient's (HKDF-SHA256, RFC 5869). */
        HMAC_SHA256(3, Optional.empty());

        private final int code;
        private final Optional<Signatures.Scheme> scheme;

        Algorithm(int code, Optional<Signatures.Scheme> scheme) {
            this.code = code;
            this.scheme = scheme;
        }

        /** Empty for what is no signature. */
        Optional<Signatures.Scheme> scheme() {
            return scheme;
        }

        /** The byte in the file. */
        public int code() {
            return code;
        }
    }

    private static final int KEY_ID_BYTES = 20;
    private static final byte[] LABEL = "coffer/1/endorse signer".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEY_LABEL = "coffer/1/endorse key\0".getBytes(StandardCharsets.US_ASCII);

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

    /** By a private key. */
    static Endorsement signed(byte[] keyId, Algorithm algorithm, PrivateKey key, byte[] signerPublicKey) {
        return new Endorsement(
                keyId, algorithm, Signatures.sign(algorithm.scheme().orElseThrow(), key, message(signerPublicKey)));
    }

    /** By a symmetric key of 32 bytes. */
    static Endorsement authenticated(byte[] keyId, SecretBytes key, byte[] signerPublicKey) {
        return new Endorsement(keyId, Algorithm.HMAC_SHA256, mac(key, signerPublicKey));
    }

    private static byte[] mac(SecretBytes key, byte[] signerPublicKey) {
        try (SecretBytes derived = Hkdf.derive(key, new byte[0], KEY_LABEL, Hmac.LENGTH_BYTES)) {
            return Hmac.of(derived, message(signerPublicKey));
        }
    }

    /** Whether this endorsement is by the recipient with the public key, for the signer. */
    boolean holds(PublicKey recipient, byte[] signerPublicKey) {
        return algorithm.scheme().isPresent()
                && Arrays.equals(keyId, KeyId.of(recipient))
                && Signatures.verify(algorithm.scheme().get(), recipient, message(signerPublicKey), signature);
    }

    /** Whether this endorsement is by the symmetric recipient with the key, for the signer. */
    boolean holds(byte[] recipientKeyId, SecretBytes key, byte[] signerPublicKey) {
        return algorithm == Algorithm.HMAC_SHA256
                && Arrays.equals(keyId, recipientKeyId)
                && MessageDigest.isEqual(mac(key, signerPublicKey), signature);
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
