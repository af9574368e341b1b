package dev.coffer.media;

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
        RSA_PSS_SHA256,
        /** ECDSA with SHA-256, DER (FIPS 186-5). */
        ECDSA_SHA256
    }

    private static final byte[] LABEL = "coffer/1/endorse signer".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    public Endorsement {
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

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }
}
