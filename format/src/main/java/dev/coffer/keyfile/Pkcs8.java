package dev.coffer.keyfile;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import java.io.IOException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;

/** Encrypted PKCS#8 in DER (RFC 5958 section 3): the form in which private keys are exported. Thread-safe. */
public final class Pkcs8 {

    private final RandomSource random;

    public Pkcs8(RandomSource random) {
        this.random = random;
    }

    /**
     * The key under PBES2: AES-256-CBC, PBKDF2-HMAC-SHA256, 600,000 iterations; {@code openssl pkey -inform DER} reads
     * it.
     *
     * @param password UTF-8, not empty
     */
    public byte[] write(PrivateKey key, SecretBytes password) {
        try (SecretBytes plain = KeyPairs.encode(key)) {
            PasswordCipher.Encrypted encrypted = PasswordCipher.encrypt(plain, password, random);
            return new EncryptedPrivateKeyInfo(encrypted.algorithm(), encrypted.bytes()).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("The key file cannot be encoded", e);
        }
    }

    static PrivateKey readEncrypted(byte[] der, SecretBytes password) throws BadKeyFile, WrongPassword {
        EncryptedPrivateKeyInfo info;
        try {
            info = EncryptedPrivateKeyInfo.getInstance(der);
        } catch (IllegalArgumentException | ClassCastException malformed) {
            throw new BadKeyFile("The file is no encrypted private key");
        }
        try (SecretBytes plain =
                PasswordCipher.decrypt(info.getEncryptionAlgorithm(), info.getEncryptedData(), password)) {
            return readPlainUnder(plain);
        }
    }

    static PrivateKey readPlain(byte[] der) throws BadKeyFile {
        try (SecretBytes plain = SecretBytes.copyOf(der)) {
            return KeyPairs.decodePrivate(plain);
        } catch (BadKey e) {
            throw new BadKeyFile(e);
        }
    }

    /** Rubbish behind a padding that happened to fit comes from a wrong password; a key of a wrong kind does not. */
    private static PrivateKey readPlainUnder(SecretBytes plain) throws BadKeyFile, WrongPassword {
        try {
            return KeyPairs.decodePrivate(plain);
        } catch (BadKey e) {
            if (Der.isSequence(plain)) {
                throw new BadKeyFile(e);
            }
            throw new WrongPassword();
        }
    }
}
