package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Key pairs: made, read from their standard encodings, and checked for being pairs at all. Thread-safe. */
public final class KeyPairs {

    /** SQL Server imports RSA keys up to 4096 bits; the doubled bound leaves room, and still bounds the arithmetic. */
    static final int MAX_RSA_BITS = 8192;

    /** Shorter keys are read for the sake of old files, and refused as recipients below 2048 bits. */
    static final int MIN_RSA_BITS = 1024;

    private KeyPairs() {}

    /**
     * A new pair, as objects of the JDK, whoever drew the numbers; those are checked as the numbers of keys that are
     * read. About 0.3 s for RSA of 3072 bits, several times that without the native provider.
     */
    public static KeyPair generate(KeyKind kind) {
        try {
            KeyPairGenerator generator = Providers.keyPairGenerator(kind.algorithm());
            if (kind.curve().isEmpty()) {
                generator.initialize(kind.lengthBits());
            } else {
                generator.initialize(new ECGenParameterSpec(kind.curve()));
            }
            KeyPair made = generator.generateKeyPair();
            try (SecretBytes encoded = encode(made.getPrivate())) {
                return new KeyPair(decodePublic(made.getPublic().getEncoded()), decodePrivate(encoded));
            }
        } catch (GeneralSecurityException | BadKey e) {
            throw new IllegalStateException("This Java runtime cannot make keys of kind " + kind, e);
        }
    }

    /**
     * The RSA or EC (P-256, P-384) key in an unencrypted PKCS#8 structure (RFC 5958), its numbers checked against each
     * other.
     */
    public static PrivateKey decodePrivate(SecretBytes pkcs8) throws BadKey {
        return pkcs8.use(SecretAccess.GRANTED, KeyPairs::decodePrivate);
    }

    /** The RSA or EC (P-256, P-384) key in a SubjectPublicKeyInfo. */
    public static PublicKey decodePublic(byte[] publicKeyInfo) throws BadKey {
        try {
            return checked(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(publicKeyInfo)));
        } catch (GeneralSecurityException notRsa) {
            try {
                return checked(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(publicKeyInfo)));
            } catch (GeneralSecurityException notEc) {
                throw new BadKey("The public key is neither RSA nor EC");
            }
        }
    }

    /** The private key as PKCS#8, unencrypted: what is sealed and stored. */
    public static SecretBytes encode(PrivateKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new IllegalStateException("The private key does not leave its provider");
        }
        return SecretBytes.adopt(encoded);
    }

    /** The public half, computed from the private numbers. */
    public static PublicKey publicOf(PrivateKey key) throws BadKey {
        try {
            if (key instanceof RSAPrivateCrtKey rsa) {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            }
            if (key instanceof ECPrivateKey ec) {
                return Curve.of(ec.getParams()).publicKey(ec.getS());
            }
        } catch (GeneralSecurityException e) {
            throw new BadKey("The private key has no valid public half");
        }
        throw new BadKey("The private key is neither RSA nor EC");
    }

    /** Whether the two are halves of one pair, by their numbers, however they are encoded. */
    public static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
        try {
            PublicKey computed = publicOf(privateKey);
            if (computed instanceof RSAPublicKey mine && publicKey instanceof RSAPublicKey theirs) {
                return mine.getModulus().equals(theirs.getModulus())
                        && mine.getPublicExponent().equals(theirs.getPublicExponent());
            }
            return computed instanceof ECPublicKey mine
                    && publicKey instanceof ECPublicKey theirs
                    && mine.getW().equals(theirs.getW())
                    && Curve.of(mine.getParams()) == Curve.of(theirs.getParams());
        } catch (BadKey e) {
            return false;
        }
    }

    static PublicKey checked(PublicKey key) throws BadKey {
        if (key instanceof RSAPublicKey rsa) {
            requireRsaLength(rsa.getModulus());
            return key;
        }
        if (key instanceof ECPublicKey ec) {
            Curve.of(ec.getParams());
            return key;
        }
        throw new BadKey("The public key is neither RSA nor EC");
    }

    private static PrivateKey decodePrivate(byte[] pkcs8) throws BadKey {
        try {
            ASN1ObjectIdentifier algorithm =
                    PrivateKeyInfo.getInstance(pkcs8).getPrivateKeyAlgorithm().getAlgorithm();
            PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
                return checked((RSAPrivateCrtKey) KeyFactory.getInstance("RSA").generatePrivate(spec));
            }
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                ECPrivateKey key = (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(spec);
                Curve.of(key.getParams()).requireScalar(key.getS());
                return key;
            }
        } catch (GeneralSecurityException | RuntimeException malformed) {
            // The parsers' own messages may quote what they read, so they go no further.
            throw new BadKey("The private key is malformed");
        }
        throw new BadKey("The private key is neither RSA nor EC");
    }

    private static RSAPrivateCrtKey checked(RSAPrivateCrtKey key) throws BadKey {
        requireRsaLength(key.getModulus());
        BigInteger p = key.getPrimeP();
        BigInteger q = key.getPrimeQ();
        BigInteger one = BigInteger.ONE;
        boolean whole = p.compareTo(one) > 0
                && q.compareTo(one) > 0
                && p.multiply(q).equals(key.getModulus())
                && key.getPrivateExponent().mod(p.subtract(one)).equals(key.getPrimeExponentP())
                && key.getPrivateExponent().mod(q.subtract(one)).equals(key.getPrimeExponentQ())
                && isInverse(key.getPublicExponent(), key.getPrimeExponentP(), p.subtract(one))
                && isInverse(key.getPublicExponent(), key.getPrimeExponentQ(), q.subtract(one))
                && isInverse(key.getCrtCoefficient(), q, p);
        if (!whole) {
            throw new BadKey("The numbers of the RSA private key do not belong together");
        }
        return key;
    }

    private static boolean isInverse(BigInteger a, BigInteger b, BigInteger modulus) {
        return a.multiply(b).mod(modulus).equals(BigInteger.ONE);
    }

    private static void requireRsaLength(BigInteger modulus) throws BadKey {
        int bits = modulus.bitLength();
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
            throw new BadKey("An RSA key has " + MIN_RSA_BITS + " to " + MAX_RSA_BITS + " bits here, not " + bits);
        }
    }
}
