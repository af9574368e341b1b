package dev.coffer.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPublicKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;

/** The two curves in use (SP 800-186). Thread-safe. */
enum Curve {
    P256(KeyKind.EC_P256),
    P384(KeyKind.EC_P384);

    private final KeyKind kind;

    Curve(KeyKind kind) {
        this.kind = kind;
    }

    KeyKind kind() {
        return kind;
    }

    ASN1ObjectIdentifier identifier() {
        return this == P256 ? SECObjectIdentifiers.secp256r1 : SECObjectIdentifiers.secp384r1;
    }

    static Curve of(ECParameterSpec parameters) throws BadKey {
        for (Curve curve : values()) {
            X9ECParameters known = curve.numbers();
            if (known.getN().equals(parameters.getOrder())
                    && known.getG()
                            .getAffineXCoord()
                            .toBigInteger()
                            .equals(parameters.getGenerator().getAffineX())
                    && known.getG()
                            .getAffineYCoord()
                            .toBigInteger()
                            .equals(parameters.getGenerator().getAffineY())) {
                return curve;
            }
        }
        throw new BadKey("The curve is neither P-256 nor P-384");
    }

    /**
     * The point behind an uncompressed encoding of SEC 1 section 2.3.3, known to lie on the curve and not at infinity.
     */
    PublicKey decodePoint(byte[] encoded) throws BadKey {
        try {
            if (encoded.length == 0 || encoded[0] != 0x04) {
                throw new BadKey("The point is not in uncompressed form");
            }
            ECPoint point = numbers().getCurve().decodePoint(encoded);
            if (point.isInfinity() || !point.isValid()) {
                throw new BadKey("The point is not on the curve");
            }
            return publicKey(point.normalize());
        } catch (IllegalArgumentException malformed) {
            throw new BadKey("The point is not on the curve");
        }
    }

    PublicKey publicKey(BigInteger scalar) throws BadKey {
        requireScalar(scalar);
        return publicKey(numbers().getG().multiply(scalar).normalize());
    }

    /** The uncompressed encoding of SEC 1 section 2.3.3. */
    byte[] encodePoint(java.security.spec.ECPoint point) {
        return numbers()
                .getCurve()
                .createPoint(point.getAffineX(), point.getAffineY())
                .getEncoded(false);
    }

    void requireScalar(BigInteger scalar) throws BadKey {
        if (scalar.signum() <= 0 || scalar.compareTo(numbers().getN()) >= 0) {
            throw new BadKey("The EC private key is out of range");
        }
    }

    private PublicKey publicKey(ECPoint point) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(kind.curve()));
            java.security.spec.ECPoint affine = new java.security.spec.ECPoint(
                    point.getAffineXCoord().toBigInteger(),
                    point.getAffineYCoord().toBigInteger());
            return KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(affine, parameters.getParameterSpec(ECParameterSpec.class)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + kind, e);
        }
    }

    private X9ECParameters numbers() {
        return CustomNamedCurves.getByOID(identifier());
    }
}
