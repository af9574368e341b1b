package dev.coffer.crypto;

import dev.coffer.bytes.SecretBytes;
import java.util.Arrays;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.KEKIdentifier;
import org.bouncycastle.asn1.cms.KEKRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** KEKRecipientInfo with AES-256 key wrap (RFC 5652 section 6.2.3, RFC 3565). */
final class KekWrap {

    private static final AlgorithmIdentifier ALGORITHM = new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_wrap);

    private KekWrap() {}

    static CmsEnvelope.KeyWrapper wrapper(SecretBytes kek, byte[] kekId) {
        requireLengths(kek, kekId);
        return contentKey -> new RecipientInfo(new KEKRecipientInfo(
                new KEKIdentifier(kekId, null, null), ALGORITHM, new DEROctetString(AesKeyWrap.wrap(kek, contentKey))));
    }

    static CmsEnvelope.KeyUnwrapper unwrapper(SecretBytes kek, byte[] kekId) {
        requireLengths(kek, kekId);
        return recipient -> {
            KEKRecipientInfo info = checked(recipient);
            if (!Arrays.equals(info.getKekid().getKeyIdentifier().getOctets(), kekId)) {
                throw new BadKey("The envelope is for another key");
            }
            return AesKeyWrap.unwrap(kek, info.getEncryptedKey().getOctets());
        };
    }

    static void check(RecipientInfo recipient) throws BadKey {
        checked(recipient);
    }

    private static KEKRecipientInfo checked(RecipientInfo recipient) throws BadKey {
        KEKRecipientInfo info = KEKRecipientInfo.getInstance(recipient.getInfo());
        KEKIdentifier id = info.getKekid();
        CmsEnvelope.requireSame(recipient, new RecipientInfo(info));
        if (!info.getVersion().hasValue(4)
                || id.getDate() != null
                || id.getOther() != null
                || !info.getKeyEncryptionAlgorithm().equals(ALGORITHM)) {
            throw new BadKey("The envelope's key-encryption key recipient is not of the accepted form");
        }
        return info;
    }

    private static void requireLengths(SecretBytes kek, byte[] kekId) {
        if (kek.length() != CmsEnvelope.KEY_BYTES || kekId.length != KeyId.LENGTH_BYTES) {
            throw new IllegalArgumentException("A key-encryption key has " + CmsEnvelope.KEY_BYTES
                    + " bytes and an id of " + KeyId.LENGTH_BYTES + ", not " + kek.length() + " and " + kekId.length);
        }
    }
}
