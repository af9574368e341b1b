package dev.coffer.crypto;

import dev.coffer.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * How keys are named: by the first 20 bytes of SHA-256 of the SubjectPublicKeyInfo, which stays the same when a
 * certificate is renewed, and, for display and joins as in SQL Server, by SHA-1 thumbprints. Thread-safe.
 */
public final class KeyId {

    public static final int LENGTH_BYTES = 20;

    private static final byte[] SYMMETRIC = "coffer/1/key id".getBytes(StandardCharsets.US_ASCII);

    private KeyId() {}

    public static byte[] of(PublicKey key) {
        return ofPublicKeyInfo(key.getEncoded());
    }

    /** @param publicKeyInfo DER of a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) */
    public static byte[] ofPublicKeyInfo(byte[] publicKeyInfo) {
        return Arrays.copyOf(Digests.sha256(publicKeyInfo), LENGTH_BYTES);
    }

    /** The id of a symmetric key, which tells nothing about it: the first 20 bytes of an HMAC of a fixed label. */
    public static byte[] ofSymmetricKey(SecretBytes key) {
        return Arrays.copyOf(Hmac.of(key, SYMMETRIC), LENGTH_BYTES);
    }

    /** SHA-1 of the certificate's DER: {@code sys.certificates.thumbprint}. */
    public static byte[] thumbprint(X509Certificate certificate) {
        try {
            return Digests.sha1(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A parsed certificate has no encoding", e);
        }
    }

    /** SHA-1 of the SubjectPublicKeyInfo: {@code sys.asymmetric_keys.thumbprint}. */
    public static byte[] thumbprint(PublicKey key) {
        return Digests.sha1(key.getEncoded());
    }
}
