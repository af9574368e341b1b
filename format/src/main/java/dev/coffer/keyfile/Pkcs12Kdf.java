package dev.coffer.keyfile;

import dev.coffer.bytes.SecretBytes;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;

/** The key derivation of PKCS#12 (RFC 7292 appendix B): for its MAC and its old ciphers. Thread-safe. */
final class Pkcs12Kdf {

    private static final int BLOCK_BITS = 64;

    private Pkcs12Kdf() {}

    /** The MAC of RFC 7292 section 5.1 over the authenticated safe. */
    static byte[] mac(Digest digest, byte[] content, byte[] salt, int iterations, SecretBytes password) {
        PKCS12ParametersGenerator generator = generator(digest, password, salt, iterations);
        HMac mac = new HMac(digest);
        mac.init(generator.generateDerivedMacParameters(digest.getDigestSize() * 8));
        mac.update(content, 0, content.length);
        byte[] value = new byte[mac.getMacSize()];
        mac.doFinal(value, 0);
        return value;
    }

    static SecretBytes decrypt(
            ASN1ObjectIdentifier scheme, PKCS12PBEParams parameters, byte[] encrypted, SecretBytes password)
            throws BadKeyFile, WrongPassword {
        BlockCipher engine;
        int keyBits;
        if (scheme.equals(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC)) {
            engine = new DESedeEngine();
            keyBits = 192;
        } else if (scheme.equals(PKCSObjectIdentifiers.pbeWithSHAAnd40BitRC2_CBC)) {
            engine = new RC2Engine();
            keyBits = 40;
        } else if (scheme.equals(PKCSObjectIdentifiers.pbeWithSHAAnd128BitRC2_CBC)) {
            engine = new RC2Engine();
            keyBits = 128;
        } else {
            throw new BadKeyFile("The file is encrypted in a way that is not supported");
        }
        int iterations = PasswordCipher.iterations(parameters.getIterations());
        byte[] salt = PasswordCipher.salt(parameters.getIV());
        if (encrypted.length == 0 || encrypted.length % (BLOCK_BITS / 8) != 0) {
            throw new BadKeyFile("The file's encrypted part is cut");
        }
        PKCS12ParametersGenerator generator = generator(new SHA1Digest(), password, salt, iterations);
        PaddedBufferedBlockCipher cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine));
        cipher.init(false, generator.generateDerivedParameters(keyBits, BLOCK_BITS));
        byte[] room = new byte[cipher.getOutputSize(encrypted.length)];
        try {
            int length = cipher.processBytes(encrypted, 0, encrypted.length, room, 0);
            length += cipher.doFinal(room, length);
            return SecretBytes.adopt(Arrays.copyOf(room, length));
        } catch (InvalidCipherTextException wrong) {
            throw new WrongPassword();
        } finally {
            Arrays.fill(room, (byte) 0);
        }
    }

    private static PKCS12ParametersGenerator generator(
            Digest digest, SecretBytes password, byte[] salt, int iterations) {
        PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(digest);
        try (PasswordText text = new PasswordText(password)) {
            // UTF-16 with a terminating zero; the generator keeps the array, so it is the collector's to drop.
            byte[] wide = PBEParametersGenerator.PKCS12PasswordToBytes(text.characters());
            generator.init(wide, salt, iterations);
        }
        return generator;
    }
}
