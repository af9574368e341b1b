package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** KeyTransRecipientInfo with RSAES-OAEP, SHA-256 throughout, empty label (RFC 4056, RFC 8017 section 7.1). */
final class RsaOaep {

    private static final int MIN_RECIPIENT_BITS = 2048;

    private static final OAEPParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private static final AlgorithmIdentifier SHA256 =
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(
            PKCSObjectIdentifiers.id_RSAES_OAEP,
            new RSAESOAEPparams(
                    SHA256,
                    new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, SHA256),
                    RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));

    private RsaOaep() {}

    static CmsEnvelope.KeyWrapper wrapper(RSAPublicKey recipient) {
        if (recipient.getModulus().bitLength() < MIN_RECIPIENT_BITS) {
            throw new IllegalArgumentException("An RSA recipient has at least " + MIN_RECIPIENT_BITS + " bits, not "
                    + recipient.getModulus().bitLength());
        }
        return contentKey -> {
            Cipher cipher = oaep();
            cipher.init(Cipher.ENCRYPT_MODE, recipient, OAEP);
            byte[] encrypted = contentKey.use(SecretAccess.GRANTED, raw -> cipher.doFinal(raw));
            return new RecipientInfo(new KeyTransRecipientInfo(
                    new RecipientIdentifier(new DEROctetString(KeyId.of(recipient))),
                    ALGORITHM,
                    new DEROctetString(encrypted)));
        };
    }

    static CmsEnvelope.KeyUnwrapper unwrapper(PrivateKey key, byte[] keyId) {
        return recipient -> {
            KeyTransRecipientInfo info = checked(recipient);
            ASN1OctetString named =
                    ASN1OctetString.getInstance(info.getRecipientIdentifier().getId());
            if (!Arrays.equals(named.getOctets(), keyId)) {
                throw new BadKey("The envelope is for another key");
            }
            Cipher cipher = oaep();
            cipher.init(Cipher.DECRYPT_MODE, key, OAEP);
            return SecretBytes.adopt(cipher.doFinal(info.getEncryptedKey().getOctets()));
        };
    }

    static void check(RecipientInfo recipient) throws BadKey {
        checked(recipient);
    }

    private static KeyTransRecipientInfo checked(RecipientInfo recipient) throws BadKey {
        KeyTransRecipientInfo info = KeyTransRecipientInfo.getInstance(recipient.getInfo());
        AlgorithmIdentifier algorithm = info.getKeyEncryptionAlgorithm();
        CmsEnvelope.requireSame(recipient, new RecipientInfo(info));
        boolean accepted = info.getVersion().hasValue(2)
                && isSubjectKeyIdentifier(info.getRecipientIdentifier())
                && algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSAES_OAEP)
                && isSha256(RSAESOAEPparams.getInstance(algorithm.getParameters()));
        if (!accepted) {
            throw new BadKey("The envelope's RSA recipient is not of the accepted form");
        }
        return info;
    }

    private static boolean isSubjectKeyIdentifier(RecipientIdentifier identifier) {
        return identifier.toASN1Primitive() instanceof ASN1TaggedObject tagged && tagged.hasContextTag(0);
    }

    /** RFC 4055 section 2.1 lets the parameters of a hash be NULL or absent; both occur. */
    private static boolean isSha256(RSAESOAEPparams parameters) {
        AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
        return isSha256(parameters.getHashAlgorithm())
                && mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
                && isSha256(AlgorithmIdentifier.getInstance(mask.getParameters()))
                && parameters.getPSourceAlgorithm().equals(RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM);
    }

    private static boolean isSha256(AlgorithmIdentifier hash) {
        return hash.getAlgorithm().equals(NISTObjectIdentifiers.id_sha256)
                && (hash.getParameters() == null || DERNull.INSTANCE.equals(hash.getParameters()));
    }

    private static Cipher oaep() throws GeneralSecurityException {
        return Providers.cipher("RSA/ECB/OAEPPadding");
    }
}
