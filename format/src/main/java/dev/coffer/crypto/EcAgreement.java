package dev.coffer.crypto;

import dev.coffer.bytes.SecretBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientIdentifier;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.OriginatorIdentifierOrKey;
import org.bouncycastle.asn1.cms.OriginatorPublicKey;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.RecipientKeyIdentifier;
import org.bouncycastle.asn1.cms.ecc.ECCCMSSharedInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * KeyAgreeRecipientInfo with a fresh key pair per envelope: ECDH without cofactor, X9.63 KDF with SHA-256, AES-256 key
 * wrap (RFC 5753 section 3.1, SEC 1 section 3.6.1).
 */
final class EcAgreement {

    private static final AlgorithmIdentifier WRAP = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);

    private static final AlgorithmIdentifier ALGORITHM =
            new AlgorithmIdentifier(SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme, WRAP);

    private EcAgreement() {}

    /** What a checked RecipientInfo says. */
    private record Fields(
            AlgorithmIdentifier originatorAlgorithm,
            byte[] point,
            @Nullable ASN1OctetString ukm,
            byte[] keyId,
            byte[] wrapped) {}

    static CmsEnvelope.KeyWrapper wrapper(PublicKey recipient) {
        if (!(recipient instanceof ECPublicKey ec)) {
            throw new IllegalArgumentException(
                    "A recipient has an RSA or EC key, not one of " + recipient.getAlgorithm());
        }
        Curve curve = curveOf(ec);
        return contentKey -> {
            KeyPair ephemeral = KeyPairs.generate(curve.kind());
            byte[] point = curve.encodePoint(((ECPublicKey) ephemeral.getPublic()).getW());
            try (SecretBytes kek = derive(ephemeral.getPrivate(), recipient, null)) {
                RecipientEncryptedKey key = new RecipientEncryptedKey(
                        new KeyAgreeRecipientIdentifier(new RecipientKeyIdentifier(KeyId.of(recipient))),
                        new DEROctetString(AesKeyWrap.wrap(kek, contentKey)));
                OriginatorPublicKey originator = new OriginatorPublicKey(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve.identifier()), point);
                return new RecipientInfo(new KeyAgreeRecipientInfo(
                        new OriginatorIdentifierOrKey(originator), null, ALGORITHM, new DERSequence(key)));
            }
        };
    }

    static CmsEnvelope.KeyUnwrapper unwrapper(ECPrivateKey key, byte[] keyId) {
        return recipient -> {
            Fields fields = fields(recipient);
            Curve curve = Curve.of(key.getParams());
            if (!Arrays.equals(fields.keyId(), keyId) || !names(curve, fields.originatorAlgorithm())) {
                throw new BadKey("The envelope is for another key");
            }
            PublicKey ephemeral = curve.decodePoint(fields.point());
            try (SecretBytes kek = derive(key, ephemeral, fields.ukm())) {
                return AesKeyWrap.unwrap(kek, fields.wrapped());
            }
        };
    }

    static void check(RecipientInfo recipient) throws BadKey {
        fields(recipient);
    }

    private static Fields fields(RecipientInfo recipient) throws BadKey {
        KeyAgreeRecipientInfo info = KeyAgreeRecipientInfo.getInstance(recipient.getInfo());
        OriginatorPublicKey originator = info.getOriginator().getOriginatorKey();
        CmsEnvelope.requireSame(recipient, new RecipientInfo(info));
        boolean accepted = info.getVersion().hasValue(3)
                && originator != null
                && info.getKeyEncryptionAlgorithm().equals(ALGORITHM)
                && info.getRecipientEncryptedKeys().size() == 1
                && originator.getPublicKeyData().getPadBits() == 0;
        if (accepted) {
            RecipientEncryptedKey key = RecipientEncryptedKey.getInstance(
                    info.getRecipientEncryptedKeys().getObjectAt(0));
            RecipientKeyIdentifier id = key.getIdentifier().getRKeyID();
            if (id != null && id.getDate() == null && id.getOtherKeyAttribute() == null) {
                return new Fields(
                        originator.getAlgorithm(),
                        originator.getPublicKeyData().getOctets(),
                        info.getUserKeyingMaterial(),
                        id.getSubjectKeyIdentifier().getOctets(),
                        key.getEncryptedKey().getOctets());
            }
        }
        throw new BadKey("The envelope's EC recipient is not of the accepted form");
    }

    /** RFC 5753 section 3.1.1: parameters are absent, NULL, or the recipient's curve. */
    private static boolean names(Curve curve, AlgorithmIdentifier algorithm) {
        ASN1Encodable parameters = algorithm.getParameters();
        return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && (parameters == null
                        || DERNull.INSTANCE.equals(parameters)
                        || curve.identifier().equals(parameters));
    }

    private static SecretBytes derive(PrivateKey mine, PublicKey theirs, @Nullable ASN1OctetString ukm)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(mine);
        agreement.doPhase(theirs, true);
        byte[] shared = agreement.generateSecret();
        try {
            // One block of the KDF is the whole key: 32 bytes of SHA-256.
            return SecretBytes.adopt(Digests.sha256(shared, new byte[] {0, 0, 0, 1}, sharedInfo(ukm)));
        } finally {
            Arrays.fill(shared, (byte) 0);
        }
    }

    /** ECC-CMS-SharedInfo of RFC 5753 section 7.2; the length of the derived key is in bits. */
    private static byte[] sharedInfo(@Nullable ASN1OctetString ukm) {
        int bits = CmsEnvelope.KEY_BYTES * 8;
        byte[] length = {0, 0, (byte) (bits >>> 8), (byte) bits};
        try {
            return new ECCCMSSharedInfo(WRAP, ukm == null ? null : ukm.getOctets(), length)
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Curve curveOf(ECPublicKey key) {
        try {
            return Curve.of(key.getParams());
        } catch (BadKey e) {
            throw new IllegalArgumentException("An EC recipient has a key on P-256 or P-384", e);
        }
    }
}
