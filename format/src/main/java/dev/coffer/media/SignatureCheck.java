package dev.coffer.media;

import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.Digests;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.Signatures;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;

/** Checks signatures by the keys that a file names. Whether such a key is trusted is not decided here. */
final class SignatureCheck {

    private static final int P384_BITS = 384;
    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_INTEGER = 0x02;

    private SignatureCheck() {}

    /** The public key inside the signer's certificate. */
    static PublicKey signerKey(byte[] certificate) throws DamagedMedia {
        try {
            return requireP384(Certificates.parseDer(certificate).getPublicKey());
        } catch (BadKey e) {
            throw Damage.altered("The signer's certificate does not read: " + e.getMessage());
        }
    }

    static PublicKey publicKey(byte[] publicKeyInfo) throws DamagedMedia {
        try {
            return requireP384(KeyPairs.decodePublic(publicKeyInfo));
        } catch (BadKey e) {
            throw Damage.altered("The signer's public key does not read: " + e.getMessage());
        }
    }

    private static PublicKey requireP384(PublicKey key) throws DamagedMedia {
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P384_BITS) {
            return key;
        }
        throw Damage.unsupported("The signer's key is not EC on P-384");
    }

    /** @param what is signed, for the message: the set, or a slot area */
    static void require(String what, int algorithm, PublicKey key, byte[] message, byte[] signature)
            throws DamagedMedia {
        if (algorithm != Marks.ECDSA_P384_SHA384) {
            throw Damage.unsupported("Signature algorithm " + algorithm + " is not known");
        }
        if (!isStrictDer(signature) || !Signatures.verify(Signatures.Scheme.ECDSA_SHA384, key, message, signature)) {
            throw Damage.altered("The signature of " + what + " does not fit");
        }
    }

    /** Upper-case hexadecimal SHA-256 of a SubjectPublicKeyInfo. */
    static String fingerprint(byte[] publicKeyInfo) {
        return Codes.hex(Digests.sha256(publicKeyInfo));
    }

    /** A sequence of two positive integers, each in its one DER form: libraries differ in what else they take. */
    private static boolean isStrictDer(byte[] signature) {
        int length = signature.length;
        if (length < 8 || length > 127 || signature[0] != DER_SEQUENCE || signature[1] != length - 2) {
            return false;
        }
        int second = integerEnd(signature, 2);
        return second > 0 && integerEnd(signature, second) == length;
    }

    private static int integerEnd(byte[] der, int at) {
        if (at + 3 > der.length || der[at] != DER_INTEGER || der[at + 1] < 1 || at + 2 + der[at + 1] > der.length) {
            return -1;
        }
        int end = at + 2 + der[at + 1];
        BigInteger value = new BigInteger(der, at + 2, der[at + 1]);
        return value.signum() > 0 && value.toByteArray().length == der[at + 1] ? end : -1;
    }
}
