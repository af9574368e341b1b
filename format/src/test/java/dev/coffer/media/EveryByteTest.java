package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.KeyKind;
import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Flips each byte and cuts at each length: always a named failure, or the payload as it was and a named verification.
 */
class EveryByteTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys RSA = TestKeys.of(KeyKind.RSA_2048, "rsa");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");
    private static final byte[] PAYLOAD = TestSets.payload(3 * 1024 - 100, 4);
    private static final byte[] KEK = TestSets.payload(32, 5);

    /** Opens a slot it has opened before from memory: the test asks thousands of times. */
    private record Remembering(Identity identity, Map<String, byte[]> opened) implements Identity {

        @Override
        public byte[] keyId() {
            return identity.keyId();
        }

        @Override
        public Optional<PublicKey> publicKey() {
            return identity.publicKey();
        }

        @Override
        public SecretBytes unwrap(byte[] cms) throws WrongKey {
            String slot = Codes.hex(cms);
            byte[] known = opened.get(slot);
            if (known == null) {
                try (SecretBytes key = identity.unwrap(cms)) {
                    known = key.reveal(dev.coffer.bytes.SecretAccess.GRANTED);
                    opened.put(slot, known);
                }
            }
            return SecretBytes.copyOf(known);
        }
    }

    @Test
    void namesEveryDamageOfAnAes256SetForRsa() throws Exception {
        everyByte(Suite.AES_256_GCM, PayloadCodec.ZSTD, List.of(RSA.recipient("rsa")), RSA.identity());
    }

    @Test
    void namesEveryDamageOfAnAes192SetForEc() throws Exception {
        everyByte(Suite.AES_192_GCM, PayloadCodec.NONE, List.of(EC.recipient("ec")), EC.identity());
    }

    @Test
    void namesEveryDamageOfAnAes128SetForAKek() throws Exception {
        everyByte(Suite.AES_128_GCM, PayloadCodec.ZSTD, List.of(TestKeys.kekRecipient(KEK)), TestKeys.kekIdentity(KEK));
    }

    @Test
    void namesEveryDamageOfAnUnencryptedSet() throws Exception {
        everyByte(Suite.NONE, PayloadCodec.ZSTD, List.of(), TestKeys.kekIdentity(KEK));
    }

    private static void everyByte(Suite suite, PayloadCodec codec, List<Recipient> to, Identity who) throws Exception {
        byte[] file = TestSets.single(suite, codec, PAYLOAD, to, SIGNER.signer());
        List<Identity> identities = List.of(new Remembering(who, new HashMap<>()));
        CoreReader.Prefix prefix = CoreReader.prefix(Arrays.copyOfRange(file, labelBytes(), file.length));
        long areas = labelBytes() + prefix.coreBytes() + 2L * Marks.HASH_BYTES;
        long chunks = labelBytes() + prefix.chunksOffset();
        long footer = file.length
                - Marks.LOCATOR_BYTES
                - Integer.toUnsignedLong(ByteBuffer.wrap(file).getInt(file.length - 12));
        for (int i = 0; i < file.length; i++) {
            file[i] ^= (byte) (1 << (i % 8));
            boolean inArea = i >= areas && i < chunks;
            // Neither areas nor frames are under the signature itself, only under what it signs: the root.
            Restoring how = i >= areas && i < footer ? EveryByteTest::restoreSigned : EveryByteTest::restoreAll;
            Optional<byte[]> restored = restore(how, file, identities, "flipped byte " + i);
            // A damaged slot area denies nothing while the other is whole; the verification names it.
            assertThat(restored.isPresent()).as("flipped byte %d restores", i).isEqualTo(inArea);
            restored.ifPresent(payload -> assertThat(payload).isEqualTo(PAYLOAD));
            requireDamageSeen(file, "flipped byte " + i);
            file[i] ^= (byte) (1 << (i % 8));
        }
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThat(restore(EveryByteTest::restoreAll, cut, identities, "cut at " + length))
                    .as("cut at %d", length)
                    .isEmpty();
            requireDamageSeen(cut, "cut at " + length);
        }
        assertThat(TestSets.restore(file, 1, identities, SIGNER.trust())).isEqualTo(PAYLOAD);
    }

    private static int labelBytes() {
        return LabelCodec.encode(TestSets.label(1, 1)).length;
    }

    private interface Restoring {
        byte[] restore(byte[] file, List<Identity> identities) throws Exception;
    }

    private static byte[] restoreAll(byte[] file, List<Identity> identities) throws Exception {
        return TestSets.restore(file, 1, identities, SIGNER.trust());
    }

    private static byte[] restoreSigned(byte[] file, List<Identity> identities) throws Exception {
        return TestSets.restoreSigned(file, identities, SIGNER.trust());
    }

    private static Optional<byte[]> restore(Restoring how, byte[] file, List<Identity> identities, String what) {
        try {
            return Optional.of(how.restore(file, identities));
        } catch (DamagedMedia | WrongKey | UntrustedSigner e) {
            return Optional.empty();
        } catch (Exception e) {
            return fail(what + ": not a named failure", e);
        }
    }

    private static void requireDamageSeen(byte[] file, String what) {
        try {
            TestSets.verify(file, 1);
            fail(what + ": verified");
        } catch (DamagedMedia e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (Exception e) {
            fail(what + ": not a named failure", e);
        }
    }
}
