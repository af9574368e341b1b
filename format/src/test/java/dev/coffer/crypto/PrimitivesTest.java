package dev.coffer.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.Hex;
import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrimitivesTest {

    private static final byte[] NONE = new byte[0];

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(Hex.parse(hex));
    }

    private static SecretBytes text(String ascii) {
        return SecretBytes.copyOf(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hex(SecretBytes secret) {
        return Hex.of(secret.reveal(SecretAccess.GRANTED));
    }

    @Test
    void hkdfGivesTheVectorsOfRfc5869() {
        // Appendix A.1, A.2 and A.3.
        assertThat(hex(Hkdf.derive(
                        secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"),
                        Hex.parse("000102030405060708090a0b0c"),
                        Hex.parse("f0f1f2f3f4f5f6f7f8f9"),
                        42)))
                .isEqualToIgnoringCase(
                        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        assertThat(hex(Hkdf.derive(SecretBytes.adopt(sequence(0x00, 80)), sequence(0x60, 80), sequence(0xb0, 80), 82)))
                .isEqualToIgnoringCase(
                        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac78272"
                                + "71cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                                + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
        assertThat(hex(Hkdf.derive(secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b"), NONE, NONE, 42)))
                .isEqualToIgnoringCase(
                        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @Test
    void hmacGivesTheVectorsOfRfc4231AndComparesWholly() {
        // Test cases 2 and 6.
        byte[] expected = Hex.parse("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        byte[] message = "what do ya want for nothing?".getBytes(StandardCharsets.US_ASCII);
        Hmac hmac = new Hmac(text("Jefe"));
        assertThat(hmac.update(message, 0, 5)
                        .update(ByteBuffer.wrap(message, 5, message.length - 5))
                        .finish())
                .isEqualTo(expected);
        assertThat(hmac.update(message).finish())
                .as("the next message starts afresh")
                .isEqualTo(expected);
        byte[] longKey = new byte[131];
        Arrays.fill(longKey, (byte) 0xaa);
        assertThat(Hmac.of(
                        SecretBytes.adopt(longKey),
                        "Test Using Larger Than Block-Size Key - Hash Key First".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Hex.parse("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    }

    @Test
    void pbkdf2GivesTheVectorsOfRfc7914AndRfc6070() {
        byte[] salt = "NaCl".getBytes(StandardCharsets.US_ASCII);
        assertThat(hex(Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, text("Password"), salt, 80_000, 64)))
                .isEqualToIgnoringCase("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
                        + "a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d");
        assertThat(hex(Pbkdf2.derive(
                        Pbkdf2.Prf.HMAC_SHA1, text("password"), "salt".getBytes(StandardCharsets.US_ASCII), 4096, 20)))
                .isEqualToIgnoringCase("4b007901b765489abead49d926f721d065a429c1");
        assertThatThrownBy(() -> Pbkdf2.derive(Pbkdf2.Prf.HMAC_SHA256, text("p"), salt, 2_000_001, 32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void argon2RefusesCostsOutOfBoundsAndDependsOnEveryInput() {
        Argon2.Cost small = new Argon2.Cost(64, 2, 1);
        byte[] salt = sequence(1, 16);
        String key = hex(Argon2.derive(text("password"), salt, small, 32));
        // From the tests of the reference implementation, version 0x13.
        byte[] published = "somesalt".getBytes(StandardCharsets.US_ASCII);
        assertThat(hex(Argon2.derive(text("password"), published, new Argon2.Cost(1 << 16, 2, 1), 32)))
                .isEqualToIgnoringCase("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
        assertThat(hex(Argon2.derive(text("Password"), salt, small, 32))).isNotEqualTo(key);
        assertThat(hex(Argon2.derive(text("password"), sequence(2, 16), small, 32)))
                .isNotEqualTo(key);
        assertThat(hex(Argon2.derive(text("password"), salt, new Argon2.Cost(64, 3, 1), 32)))
                .isNotEqualTo(key);
        assertThat(hex(Argon2.derive(text("password"), salt, new Argon2.Cost(72, 2, 1), 32)))
                .isNotEqualTo(key);
        assertThatThrownBy(() -> new Argon2.Cost((1 << 20) + 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Argon2.Cost(8, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Argon2.Cost(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // The GCM specification (McGrew, Viega), test cases 4, 10 and 16.
        "feffe9928665731c6d6a8f9467308308, 42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
                + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091, 5bc94fbc3221a5db94fae95ae7121a47",
        "feffe9928665731c6d6a8f9467308308feffe9928665731c, 3980ca0b3c00e841eb06fac4872a2757859e1ceaa6efd984628593b"
                + "40ca1e19c7d773d00c144c525ac619d18c84a3f4718e2448b2fe324d9ccda2710, 2519498e80f1478f37ba55bd6d27618c",
        "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308, 522dc1f099567d07f47f37a32a84427d643a8cdcb"
                + "fe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662,"
                + " 76fc6ece0f4e1768cddf8853bb2d551b"
    })
    void aesGcmGivesThePublishedVectors(String key, String ciphertext, String tag) throws Exception {
        byte[] nonce = Hex.parse("cafebabefacedbaddecaf888");
        byte[] associated = Hex.parse("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] plain =
                Hex.parse("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e"
                        + "2449a6b525b16aedf5aa0de657ba637b39");
        try (Aead aead = new Aead(secret(key))) {
            assertThat(Hex.of(aead.seal(nonce, associated, plain))).isEqualToIgnoringCase(ciphertext + tag);
        }
        try (Aead aead = new Aead(secret(key))) {
            assertThat(aead.open(nonce, associated, Hex.parse(ciphertext + tag)))
                    .isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void buffersOfEitherKindSealAndOpenTheSameAsArrays(boolean direct) throws Exception {
        byte[] plain = sequence(0, 5000);
        byte[] associated = {9};
        try (SecretBytes key = SecretBytes.adopt(sequence(7, 32));
                Aead aead = new Aead(key)) {
            for (int i = 1; i <= 3; i++) {
                byte[] nonce = sequence(i, 12);
                ByteBuffer source = buffer(direct, 5100).position(50);
                source.put(plain).position(50).limit(5050);
                ByteBuffer sealed = buffer(direct, 6000).position(3);
                aead.seal(nonce, associated, source, sealed);
                assertThat(source.remaining()).isZero();
                assertThat(sealed.position()).isEqualTo(3 + 5016);
                sealed.limit(sealed.position()).position(3);
                byte[] bytes = new byte[5016];
                sealed.duplicate().get(bytes);
                try (Aead other = new Aead(key)) {
                    assertThat(bytes).isEqualTo(other.seal(nonce, associated, plain));
                }
                ByteBuffer opened = buffer(direct, 5001).position(1);
                aead.open(nonce, associated, sealed, opened);
                byte[] back = new byte[5000];
                opened.flip().position(1).get(back);
                assertThat(back).isEqualTo(plain);
            }
        }
    }

    @Test
    void everyFlippedBitIsRefusedAndLeavesNothingBehind() throws Exception {
        byte[] nonce = sequence(1, 12);
        byte[] associated = {1, 2};
        try (SecretBytes key = SecretBytes.adopt(sequence(7, 32));
                Aead aead = new Aead(key)) {
            byte[] sealed = aead.seal(nonce, associated, sequence(1, 20));
            for (int bit = 0; bit < sealed.length * 8; bit++) {
                byte[] changed = sealed.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                byte[] target = new byte[20];
                Arrays.fill(target, (byte) 0x55);
                assertThatThrownBy(() -> aead.open(nonce, associated, changed, 0, changed.length, target, 0))
                        .as("bit %d", bit)
                        .isInstanceOf(SealBroken.class);
                assertThat(target).containsOnly(0);
            }
            assertThatThrownBy(() -> aead.open(nonce, new byte[] {1}, sealed)).isInstanceOf(SealBroken.class);
            assertThatThrownBy(() -> aead.open(sequence(2, 12), associated, sealed))
                    .isInstanceOf(SealBroken.class);
            assertThatThrownBy(() -> aead.open(nonce, associated, new byte[15])).isInstanceOf(SealBroken.class);
            assertThat(aead.open(nonce, associated, sealed)).isEqualTo(sequence(1, 20));
        }
        assertThatThrownBy(() -> new Aead(SecretBytes.adopt(new byte[20])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theProviderInUseCanBeNamed() {
        assertThat(Providers.description()).containsPattern("AmazonCorretto|^JDK \\(.+\\)$");
    }

    private static ByteBuffer buffer(boolean direct, int size) {
        return direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    }

    private static byte[] sequence(int first, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void newKeysAreWholePairsOfTheirKindAndNeverTheSame(KeyKind kind) {
        KeyPair pair = KeyPairs.generate(kind);
        KeyPair other = KeyPairs.generate(kind);
        assertThat(KeyPairs.matches(pair.getPrivate(), pair.getPublic())).isTrue();
        assertThat(KeyPairs.matches(pair.getPrivate(), other.getPublic())).isFalse();
        int bits = pair.getPublic() instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : ((ECPublicKey) pair.getPublic())
                        .getParams()
                        .getCurve()
                        .getField()
                        .getFieldSize();
        assertThat(bits).isEqualTo(kind.lengthBits());
    }
}
