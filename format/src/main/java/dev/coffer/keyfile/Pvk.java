package dev.coffer.keyfile;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.Digests;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * Microsoft's PVK file, as SQL Server and MakeCert write it: RSA only, RC4 under SHA-1 of salt and password, no MAC. A
 * weak form; read for the sake of old exports, written only on request. Passwords are taken as UTF-8, since the format
 * names no charset. Thread-safe.
 *
 * <p>All integers are little-endian:
 *
 * <pre>
 * offset size
 *  0     4    magic b0b5f11e
 *  4     4    reserved, 0
 *  8     4    key specification: 1 AT_KEYEXCHANGE, 2 AT_SIGNATURE
 * 12     4    1 when encrypted
 * 16     4    salt length, 0 or 16
 * 20     4    key length
 * 24     s    salt
 * 24+s   8    BLOBHEADER: 07 02 00 00, algorithm
 * 32+s   4    "RSA2"                                        from here on encrypted
 * 36+s   4    bits of the modulus, 2n*8
 * 40+s   4    public exponent
 * 44+s        modulus 2n, p n, q n, dP n, dQ n, qInv n, d 2n
 * </pre>
 */
public final class Pvk {

    private static final int MAGIC = 0xb0b5f11e;
    private static final int HEADER_BYTES = 24;
    private static final int BLOB_HEADER_BYTES = 8;
    private static final int RSA2 = 0x32415352;
    private static final int BLOB_TYPE_AND_VERSION = 0x00000207;
    private static final int CALG_RSA_KEYX = 0x0000a400;
    private static final int SALT_BYTES = 16;
    private static final int MAX_SALT_BYTES = 1024;
    private static final int MIN_HALF_BYTES = 32;
    private static final int MAX_HALF_BYTES = 512;

    private final RandomSource random;

    public Pvk(RandomSource random) {
        this.random = random;
    }

    /** How many bytes of the RC4 key are secret. */
    public enum Strength {
        /** 128 bits. */
        STRONG,
        /** 40 bits, for export rules of the 1990s: anyone can break it. Written for tests of reading only. */
        WEAK
    }

    static boolean isPvk(byte[] file) {
        return file.length >= HEADER_BYTES && little(file).getInt(0) == MAGIC;
    }

    /**
     * The key as AT_KEYEXCHANGE, encrypted.
     *
     * @param key RSA with its primes, both of the same length
     * @param password not empty
     * @throws IllegalArgumentException for any other key
     */
    public byte[] write(PrivateKey key, SecretBytes password, Strength strength) {
        PasswordText.requireGiven(password);
        byte[] salt = random.bytes(SALT_BYTES);
        byte[] blob = blob(key);
        password.use(SecretAccess.GRANTED, raw -> rc4(salt, raw, strength, blob));
        byte[] whole = new byte[HEADER_BYTES + SALT_BYTES + blob.length];
        ByteBuffer file = little(whole);
        file.putInt(MAGIC).putInt(0).putInt(1).putInt(1).putInt(SALT_BYTES).putInt(blob.length);
        file.put(salt).put(blob);
        Arrays.fill(blob, (byte) 0);
        return whole;
    }

    static PrivateKey read(byte[] file, @Nullable SecretBytes password) throws BadKeyFile, WrongPassword {
        ByteBuffer header = little(file);
        boolean encrypted = header.getInt(12) != 0;
        int saltLength = header.getInt(16);
        int keyLength = header.getInt(20);
        boolean whole = header.getInt(4) == 0
                && (header.getInt(8) == 1 || header.getInt(8) == 2)
                && saltLength >= 0
                && saltLength <= MAX_SALT_BYTES
                && (saltLength > 0) == encrypted
                && keyLength > BLOB_HEADER_BYTES + 12
                && (long) HEADER_BYTES + saltLength + keyLength == file.length;
        if (!whole) {
            throw new BadKeyFile("The PVK file's header is damaged");
        }
        byte[] salt = Arrays.copyOfRange(file, HEADER_BYTES, HEADER_BYTES + saltLength);
        byte[] blob = Arrays.copyOfRange(file, HEADER_BYTES + saltLength, file.length);
        try {
            if (!encrypted) {
                return parse(blob);
            }
            return decrypt(salt, blob, password);
        } finally {
            Arrays.fill(blob, (byte) 0);
        }
    }

    private static PrivateKey decrypt(byte[] salt, byte[] blob, @Nullable SecretBytes password)
            throws BadKeyFile, WrongPassword {
        if (password == null || password.length() == 0) {
            throw new WrongPassword();
        }
        for (Strength strength : Strength.values()) {
            byte[] attempt = blob.clone();
            try {
                password.use(SecretAccess.GRANTED, raw -> rc4(salt, raw, strength, attempt));
                if (little(attempt).getInt(BLOB_HEADER_BYTES) == RSA2) {
                    return parse(attempt);
                }
            } finally {
                Arrays.fill(attempt, (byte) 0);
            }
        }
        throw new WrongPassword();
    }

    /** Applies RC4 in place behind the BLOBHEADER, and returns the blob. */
    private static byte[] rc4(byte[] salt, byte[] password, Strength strength, byte[] blob) {
        byte[] key = Arrays.copyOf(Digests.sha1(salt, password), 16);
        if (strength == Strength.WEAK) {
            Arrays.fill(key, 5, 16, (byte) 0);
        }
        // BouncyCastle's engine: the JCA's ARCFOUR is missing where a FIPS policy holds.
        RC4Engine engine = new RC4Engine();
        engine.init(false, new KeyParameter(key));
        engine.processBytes(blob, BLOB_HEADER_BYTES, blob.length - BLOB_HEADER_BYTES, blob, BLOB_HEADER_BYTES);
        Arrays.fill(key, (byte) 0);
        return blob;
    }

    private static PrivateKey parse(byte[] blob) throws BadKeyFile {
        ByteBuffer body = little(blob).position(BLOB_HEADER_BYTES);
        int magic = body.getInt();
        int bits = body.getInt();
        long exponent = body.getInt() & 0xFFFF_FFFFL;
        int half = bits / 16;
        if (magic != RSA2
                || bits % 16 != 0
                || half < MIN_HALF_BYTES
                || half > MAX_HALF_BYTES
                || body.remaining() < 9 * half) {
            throw new BadKeyFile("The PVK file holds no RSA private key");
        }
        BigInteger modulus = number(body, 2 * half);
        BigInteger p = number(body, half);
        BigInteger q = number(body, half);
        BigInteger dp = number(body, half);
        BigInteger dq = number(body, half);
        BigInteger inverse = number(body, half);
        BigInteger d = number(body, 2 * half);
        try {
            PrivateKey key = KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new RSAPrivateCrtKeySpec(modulus, BigInteger.valueOf(exponent), d, p, q, dp, dq, inverse));
            // There is no MAC: that the numbers belong together is the only proof that the file is whole.
            try (SecretBytes encoded = KeyPairs.encode(key)) {
                return KeyPairs.decodePrivate(encoded);
            }
        } catch (GeneralSecurityException malformed) {
            throw new BadKeyFile("The PVK file holds no RSA private key");
        } catch (BadKey e) {
            throw new BadKeyFile(e);
        }
    }

    private static byte[] blob(PrivateKey key) {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new IllegalArgumentException("A PVK file holds an RSA key, not one of " + key.getAlgorithm());
        }
        int bits = rsa.getModulus().bitLength();
        int half = bits / 16;
        boolean fits = bits % 16 == 0
                && half <= MAX_HALF_BYTES
                && rsa.getPrimeP().bitLength() <= half * 8
                && rsa.getPrimeQ().bitLength() <= half * 8
                && rsa.getPublicExponent().bitLength() <= 32;
        if (!fits) {
            throw new IllegalArgumentException("A PVK file cannot hold this RSA key of " + bits + " bits");
        }
        byte[] bytes = new byte[BLOB_HEADER_BYTES + 12 + 9 * half];
        ByteBuffer blob = little(bytes);
        blob.putInt(BLOB_TYPE_AND_VERSION).putInt(CALG_RSA_KEYX);
        blob.putInt(RSA2).putInt(bits).putInt(rsa.getPublicExponent().intValue());
        put(blob, rsa.getModulus(), 2 * half);
        put(blob, rsa.getPrimeP(), half);
        put(blob, rsa.getPrimeQ(), half);
        put(blob, rsa.getPrimeExponentP(), half);
        put(blob, rsa.getPrimeExponentQ(), half);
        put(blob, rsa.getCrtCoefficient(), half);
        put(blob, rsa.getPrivateExponent(), 2 * half);
        return bytes;
    }

    private static void put(ByteBuffer target, BigInteger number, int lengthBytes) {
        byte[] big = number.toByteArray();
        for (int i = 0; i < lengthBytes; i++) {
            target.put(i < big.length ? big[big.length - 1 - i] : 0);
        }
        Arrays.fill(big, (byte) 0);
    }

    private static BigInteger number(ByteBuffer source, int lengthBytes) {
        byte[] big = new byte[lengthBytes];
        for (int i = lengthBytes - 1; i >= 0; i--) {
            big[i] = source.get();
        }
        BigInteger number = new BigInteger(1, big);
        Arrays.fill(big, (byte) 0);
        return number;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
