package dev.coffer.media;

/**
 * A recipient as the readable part of the set names it.
 *
 * @param type what it is
 * @param keyId first 20 bytes of SHA-256 of its SubjectPublicKeyInfo; for a symmetric key its own id
 * @param thumbprint SHA-1 of the certificate or of the public key, 20 bytes: for display and joins only
 * @param name its name on the server that wrote the set, at most 128 characters
 */
public record Encryptor(Type type, byte[] keyId, byte[] thumbprint, String name) {

    public enum Type {
        CERTIFICATE(1),
        ASYMMETRIC_KEY(2),
        SERVICE_MASTER_KEY(3);

        private final int code;

        Type(int code) {
            this.code = code;
        }

        /** The byte in the file. */
        public int code() {
            return code;
        }
    }

    public Encryptor {
        if (keyId.length != 20 || thumbprint.length != 20) {
            throw new IllegalArgumentException(
                    "Key id and thumbprint have 20 bytes, not " + keyId.length + " and " + thumbprint.length);
        }
        Limits.text("Encryptor's name", name, Limits.V1.nameChars());
        keyId = keyId.clone();
        thumbprint = thumbprint.clone();
    }

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public byte[] thumbprint() {
        return thumbprint.clone();
    }
}
