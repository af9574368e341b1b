package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.RFC3211WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.ParametersWithRandom;

/**
 * PasswordRecipientInfo: PBKDF2-HMAC-SHA256 and PWRI-KEK over AES-256-CBC (RFC 5652 section 6.2.4, RFC 3211). The key
 * wrap's own check has 24 bits; what authenticates the result is the content's GCM tag.
 */
final class PasswordWrap {

    private static final int IV_BYTES = 16;
    private static final int MAX_SALT_BYTES = 1024;

    /** Length and check (4 bytes) and the key, padded to whole blocks. */
    private static final int WRAPPED_BYTES = 48;

    private static final AlgorithmIdentifier PRF =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

    private PasswordWrap() {}

    /** What a checked RecipientInfo says. */
    private record Fields(byte[] salt, int iterations, byte[] iv, byte[] wrapped) {}

    static CmsEnvelope.KeyWrapper wrapper(SecretBytes password, RandomSource random) {
        requireGiven(password);
        return contentKey -> {
            byte[] salt = random.bytes(Pbkdf2.SALT_BYTES);
            byte[] iv = random.bytes(IV_BYTES);
            byte[] wrapped = wrap(contentKey, password, salt, iv, random);
            AlgorithmIdentifier derivation = new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_PBKDF2,
                    new PBKDF2Params(salt, Pbkdf2.ITERATIONS, CmsEnvelope.KEY_BYTES, PRF));
            AlgorithmIdentifier encryption = new AlgorithmIdentifier(
                    PKCSObjectIdentifiers.id_alg_PWRI_KEK,
                    new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
            return new RecipientInfo(new PasswordRecipientInfo(derivation, encryption, new DEROctetString(wrapped)));
        };
    }

    static CmsEnvelope.KeyUnwrapper unwrapper(SecretBytes password) {
        requireGiven(password);
        return recipient -> {
            Fields fields = fields(recipient);
            try (SecretBytes kek = derive(password, fields.salt(), fields.iterations())) {
                return kek.use(SecretAccess.GRANTED, raw -> {
                    RFC3211WrapEngine engine = new RFC3211WrapEngine(AESEngine.newInstance());
                    engine.init(false, new ParametersWithIV(new KeyParameter(raw), fields.iv()));
                    return SecretBytes.adopt(engine.unwrap(fields.wrapped(), 0, fields.wrapped().length));
                });
            } catch (InvalidCipherTextException e) {
                throw new BadKey("The wrapped key does not open");
            }
        };
    }

    static void check(RecipientInfo recipient) throws BadKey {
        fields(recipient);
    }

    private static byte[] wrap(
            SecretBytes contentKey, SecretBytes password, byte[] salt, byte[] iv, RandomSource random) {
        try (SecretBytes kek = derive(password, salt, Pbkdf2.ITERATIONS)) {
            return kek.use(SecretAccess.GRANTED, raw -> {
                RFC3211WrapEngine engine = new RFC3211WrapEngine(AESEngine.newInstance());
                engine.init(
                        true,
                        new ParametersWithRandom(new ParametersWithIV(new KeyParameter(raw), iv), random.secure()));
                return contentKey.use(SecretAccess.GRANTED, key -> engine.wrap(key, 0, key.length));
            });
        }
    }

    private static SecretBytes derive(SecretBytes password, byte[] salt, int iterations) {
        return Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, password, salt, iterations, CmsEnvelope.KEY_BYTES);
    }

    private static Fields fields(RecipientInfo recipient) throws BadKey {
        PasswordRecipientInfo info = PasswordRecipientInfo.getInstance(recipient.getInfo());
        AlgorithmIdentifier derivation = info.getKeyDerivationAlgorithm();
        AlgorithmIdentifier encryption = info.getKeyEncryptionAlgorithm();
        CmsEnvelope.requireSame(recipient, new RecipientInfo(info));
        if (info.getVersion().hasValue(0)
                && derivation != null
                && derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)
                && encryption.getAlgorithm().equals(PKCSObjectIdentifiers.id_alg_PWRI_KEK)) {
            PBKDF2Params parameters = PBKDF2Params.getInstance(derivation.getParameters());
            AlgorithmIdentifier cipher = AlgorithmIdentifier.getInstance(encryption.getParameters());
            BigInteger keyLength = parameters.getKeyLength();
            int iterations = iterations(parameters.getIterationCount());
            boolean accepted = parameters.getPrf().equals(PRF)
                    && parameters.getSalt().length <= MAX_SALT_BYTES
                    && (keyLength == null || keyLength.equals(BigInteger.valueOf(CmsEnvelope.KEY_BYTES)))
                    && cipher.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_CBC)
                    && info.getEncryptedKey().getOctets().length == WRAPPED_BYTES;
            byte[] iv = ASN1OctetString.getInstance(cipher.getParameters()).getOctets();
            if (accepted && iv.length == IV_BYTES) {
                return new Fields(
                        parameters.getSalt(),
                        iterations,
                        iv,
                        info.getEncryptedKey().getOctets());
            }
        }
        throw new BadKey("The envelope's password recipient is not of the accepted form");
    }

    private static int iterations(BigInteger count) throws BadKey {
        if (count.signum() <= 0 || count.compareTo(BigInteger.valueOf(Pbkdf2.MAX_ITERATIONS)) > 0) {
            throw new BadKey("The iteration count is over " + Pbkdf2.MAX_ITERATIONS);
        }
        return count.intValue();
    }

    private static void requireGiven(SecretBytes password) {
        if (password.length() == 0) {
            throw new IllegalArgumentException("An empty password protects nothing");
        }
    }
}
