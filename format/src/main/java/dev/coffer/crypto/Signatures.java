package dev.coffer.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Signatures over messages of any length, in the forms {@code openssl dgst} reads. Thread-safe. */
public final class Signatures {

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private Signatures() {}

    /** How a message is signed; the key must fit. */
    public enum Scheme {
        /** RSASSA-PSS, SHA-256, MGF1 with SHA-256, salt of 32 bytes (RFC 8017 section 8.1). */
        RSA_PSS_SHA256("RSASSA-PSS"),
        /** ECDSA with SHA-256, signature in DER (FIPS 186-5). */
        ECDSA_SHA256("SHA256withECDSA"),
        /** ECDSA with SHA-384, signature in DER: with P-384, what signs backup sets. */
        ECDSA_SHA384("SHA384withECDSA");

        private final String jcaName;

        Scheme(String jcaName) {
            this.jcaName = jcaName;
        }

        private boolean fits(PublicKey key) {
            return this == RSA_PSS_SHA256
                    ? key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048
                    : key instanceof ECPublicKey;
        }
    }

    /** @throws IllegalArgumentException when the key is of another algorithm than the scheme */
    public static byte[] sign(Scheme scheme, PrivateKey key, byte[] message) {
        try {
            Signature signature = Providers.signature(scheme.jcaName);
            signature.initSign(key);
            if (scheme == Scheme.RSA_PSS_SHA256) {
                signature.setParameter(PSS);
            }
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("A key of " + key.getAlgorithm() + " does not sign as " + scheme, e);
        }
    }

    /** False for every reason: another message, another key, a key that does not fit, a malformed signature. */
    public static boolean verify(Scheme scheme, PublicKey key, byte[] message, byte[] signed) {
        if (!scheme.fits(key)) {
            return false;
        }
        try {
            Signature signature = Providers.signature(scheme.jcaName);
            signature.initVerify(key);
            if (scheme == Scheme.RSA_PSS_SHA256) {
                signature.setParameter(PSS);
            }
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
