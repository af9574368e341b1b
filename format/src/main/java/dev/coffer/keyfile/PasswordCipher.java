package dev.coffer.keyfile;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Pbkdf2;
import dev.coffer.crypto.RandomSource;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Encryption under a password as PKCS#8 and PKCS#12 files use it. Writes PBES2 (RFC 8018) with PBKDF2-HMAC-SHA256 and
 * AES-256-CBC; reads PBES2 with PBKDF2 and AES or triple DES in CBC mode, and, for files that Windows wrote, the
 * triple-DES and RC2 schemes of PKCS#12 (RFC 7292 appendix C). Thread-safe.
 */
final class PasswordCipher {

    private static final int MAX_SALT_BYTES = 1024;

    private static final Map<ASN1ObjectIdentifier, Pbkdf2.Prf> FUNCTIONS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, Pbkdf2.Prf.HMAC_SHA1,
            PKCSObjectIdentifiers.id_hmacWithSHA224, Pbkdf2.Prf.HMAC_SHA224,
            PKCSObjectIdentifiers.id_hmacWithSHA256, Pbkdf2.Prf.HMAC_SHA256,
            PKCSObjectIdentifiers.id_hmacWithSHA384, Pbkdf2.Prf.HMAC_SHA384,
            PKCSObjectIdentifiers.id_hmacWithSHA512, Pbkdf2.Prf.HMAC_SHA512);

    private static final Map<ASN1ObjectIdentifier, Scheme> SCHEMES = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, new Scheme("AES", 16, 16),
            NISTObjectIdentifiers.id_aes192_CBC, new Scheme("AES", 24, 16),
            NISTObjectIdentifiers.id_aes256_CBC, new Scheme("AES", 32, 16),
            PKCSObjectIdentifiers.des_EDE3_CBC, new Scheme("DESede", 24, 8));

    private PasswordCipher() {}

    private record Scheme(String cipher, int keyBytes, int ivBytes) {}

    /** What was encrypted, and how. */
    record Encrypted(AlgorithmIdentifier algorithm, byte[] bytes) {}

    static Encrypted encrypt(SecretBytes plain, SecretBytes password, RandomSource random) {
        PasswordText.requireGiven(password);
        byte[] salt = random.bytes(Pbkdf2.SALT_BYTES);
        byte[] iv = random.bytes(16);
        PBKDF2Params derivation = new PBKDF2Params(
                salt,
                Pbkdf2.ITERATIONS,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
        PBES2Parameters parameters = new PBES2Parameters(
                new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, derivation),
                new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
        try (SecretBytes key = Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, password, salt, Pbkdf2.ITERATIONS, 32)) {
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            key.use(SecretAccess.GRANTED, raw -> {
                cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(raw, "AES"), new IvParameterSpec(iv));
                return cipher;
            });
            byte[] bytes = plain.use(SecretAccess.GRANTED, raw -> cipher.doFinal(raw));
            return new Encrypted(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks AES-CBC", e);
        }
    }

    /**
     * The plaintext. The padding alone tells a wrong password here, so one in about 256 gets through and is found by
     * whoever reads the plaintext.
     */
    static SecretBytes decrypt(AlgorithmIdentifier algorithm, byte[] encrypted, SecretBytes password)
            throws BadKeyFile, WrongPassword {
        if (password.length() == 0) {
            throw new WrongPassword();
        }
        try {
            if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2)) {
                return decryptPbes2(PBES2Parameters.getInstance(algorithm.getParameters()), encrypted, password);
            }
            return Pkcs12Kdf.decrypt(
                    algorithm.getAlgorithm(),
                    PKCS12PBEParams.getInstance(algorithm.getParameters()),
                    encrypted,
                    password);
        } catch (IllegalArgumentException | ClassCastException malformed) {
            throw new BadKeyFile("The file's encryption parameters are malformed");
        }
    }

    /** The count as a number, once it is known to be bearable: before anything is derived. */
    static int iterations(BigInteger count) throws BadKeyFile {
        if (count.signum() <= 0 || count.compareTo(BigInteger.valueOf(Pbkdf2.MAX_ITERATIONS)) > 0) {
            throw new BadKeyFile("The file asks for " + (count.bitLength() > 63 ? "over 2^63" : count)
                    + " iterations; 1 to " + Pbkdf2.MAX_ITERATIONS + " are accepted");
        }
        return count.intValue();
    }

    /** The salt, once it is known to be bearable. */
    static byte[] salt(byte[] salt) throws BadKeyFile {
        if (salt.length > MAX_SALT_BYTES) {
            throw new BadKeyFile("The file's salt has " + salt.length + " bytes; at most " + MAX_SALT_BYTES);
        }
        return salt;
    }

    private static SecretBytes decryptPbes2(PBES2Parameters parameters, byte[] encrypted, SecretBytes password)
            throws BadKeyFile, WrongPassword {
        Scheme scheme = SCHEMES.get(parameters.getEncryptionScheme().getAlgorithm());
        if (!parameters.getKeyDerivationFunc().getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)
                || scheme == null) {
            throw new BadKeyFile("The file is encrypted in a way that is not supported");
        }
        PBKDF2Params derivation =
                PBKDF2Params.getInstance(parameters.getKeyDerivationFunc().getParameters());
        Pbkdf2.Prf function = FUNCTIONS.get(derivation.getPrf().getAlgorithm());
        byte[] iv = ASN1OctetString.getInstance(parameters.getEncryptionScheme().getParameters())
                .getOctets();
        BigInteger keyLength = derivation.getKeyLength();
        if (function == null
                || iv.length != scheme.ivBytes()
                || (keyLength != null && !keyLength.equals(BigInteger.valueOf(scheme.keyBytes())))) {
            throw new BadKeyFile("The file is encrypted in a way that is not supported");
        }
        int iterations = iterations(derivation.getIterationCount());
        byte[] salt = salt(derivation.getSalt());
        try (SecretBytes key = Pbkdf2.derive(function, password, salt, iterations, scheme.keyBytes())) {
            Cipher cipher = Cipher.getInstance(scheme.cipher() + "/CBC/PKCS5Padding");
            return key.use(SecretAccess.GRANTED, raw -> {
                cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(raw, scheme.cipher()), new IvParameterSpec(iv));
                return SecretBytes.adopt(cipher.doFinal(encrypted));
            });
        } catch (BadPaddingException wrong) {
            throw new WrongPassword();
        } catch (IllegalBlockSizeException cut) {
            throw new BadKeyFile("The file's encrypted part is cut");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + scheme.cipher(), e);
        }
    }
}
