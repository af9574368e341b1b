package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.crypto.KeyKind;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetWriterTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "recipient");
    private static final TestKeys RSA = TestKeys.of(KeyKind.RSA_2048, "another");

    @ParameterizedTest
    @CsvSource({
        "AES_256_GCM, ZSTD, 2500",
        "AES_192_GCM, ZSTD, 3072",
        "AES_128_GCM, NONE, 1024",
        "AES_256_GCM, NONE, 0",
        "AES_256_GCM, ZSTD, 0",
        "NONE, ZSTD, 2500",
        "NONE, NONE, 1",
    })
    void givesBackWhatWasWritten(Suite suite, PayloadCodec codec, int length) throws Exception {
        byte[] payload = TestSets.payload(length, 1);
        List<Recipient> recipients =
                suite == Suite.NONE ? List.of() : List.of(EC.recipient("ec"), RSA.recipient("rsa"));
        byte[] file = TestSets.single(suite, codec, payload, recipients, SIGNER.signer());

        TestSets.verify(file, 1);
        for (TestKeys keys : List.of(EC, RSA)) {
            List<Identity> identities = suite == Suite.NONE ? List.of() : List.of(keys.identity());
            assertThat(TestSets.restore(file, 1, identities, SIGNER.trust())).isEqualTo(payload);
        }
    }

    @Test
    void readsCoreAndTrailerAsWritten() throws Exception {
        byte[] file = TestSets.single(
                Suite.AES_256_GCM, PayloadCodec.ZSTD, new byte[5], List.of(EC.recipient("ec")), SIGNER.signer());
        MediaFile media = MediaFile.read(new ArraySource(file));

        assertThat(media.label()).isEqualTo(TestSets.label(1, 1));
        BackupSet set = media.set(1);
        SetCore expected =
                TestSets.core(TestSets.label(1, 1), 1, SetCore.noRoot(), Suite.AES_256_GCM, PayloadCodec.ZSTD);
        assertThat(set.core())
                .usingRecursiveComparison()
                .ignoringFields("encryptors")
                .isEqualTo(expected);
        assertThat(set.core().encryptors()).singleElement().satisfies(encryptor -> {
            assertThat(encryptor.name()).isEqualTo("ec");
            assertThat(encryptor.keyId()).isEqualTo(EC.identity().keyId());
        });
        assertThat(set.trailer()).isEqualTo(TestSets.trailer(5));
        assertThat(set.signerCertificate()).isEqualTo(SIGNER.certificateDer());
        assertThat(media.endOf(1)).isEqualTo(file.length);
        assertThat(media.tornTail()).isEmpty();
    }

    @Test
    void writesMoreThanOnePageOfTheChunkTable() throws Exception {
        byte[] payload = TestSets.payload(2500 * 1024 + 17, 2);
        byte[] file = TestSets.single(
                Suite.AES_128_GCM, PayloadCodec.ZSTD, payload, List.of(EC.recipient("ec")), SIGNER.signer());
        assertThat(TestSets.restore(file, 1, List.of(EC.identity()), SIGNER.trust()))
                .isEqualTo(payload);
    }

    @Test
    void sealsNoIndexTwice() throws Exception {
        SetCore core = TestSets.core(TestSets.label(1, 1), 1, SetCore.noRoot(), Suite.AES_256_GCM, PayloadCodec.NONE);
        try (SetWriter writer = SetWriter.begin(
                        new MemoryFile(),
                        core,
                        List.of(EC.recipient("ec")),
                        List.of(),
                        SIGNER.signer(),
                        new SecureRandom());
                ChunkSealer one = writer.newSealer(1);
                ChunkSealer two = writer.newSealer(1)) {
            byte[] plain = new byte[1024];
            ByteBuffer target = ByteBuffer.allocate(4 * one.maxSealedBytes());
            SealedChunk first = one.seal(0, false, plain, 1024, target);
            assertThatThrownBy(() -> two.seal(0, true, plain, 1, target)).isInstanceOf(IllegalStateException.class);
            writer.write(first);
            assertThatThrownBy(() -> two.seal(0, false, plain, 1024, target)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.finish(TestSets.trailer(0))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void endsASetOnce() throws Exception {
        SetCore core = TestSets.core(TestSets.label(1, 1), 1, SetCore.noRoot(), Suite.NONE, PayloadCodec.NONE);
        MemoryFile file = new MemoryFile();
        try (SetWriter writer = SetWriter.begin(file, core, List.of(), List.of(), SIGNER.signer(), new SecureRandom());
                ChunkSealer sealer = writer.newSealer(1)) {
            writer.write(sealer.seal(0, true, new byte[8], 8, ByteBuffer.allocate(sealer.maxSealedBytes())));
            writer.finish(TestSets.trailer(8));
            byte[] whole = file.bytes();
            assertThatThrownBy(() -> writer.finish(TestSets.trailer(7))).isInstanceOf(IllegalStateException.class);
            assertThat(file.bytes()).isEqualTo(whole);
        }
    }

    @Test
    void failsWhenAProofDoesNotOpenItsSlot() {
        Identity broken = new Identity() {
            @Override
            public byte[] keyId() {
                return EC.identity().keyId();
            }

            @Override
            public Optional<java.security.PublicKey> publicKey() {
                return EC.identity().publicKey();
            }

            @Override
            public dev.coffer.bytes.SecretBytes unwrap(byte[] cms) {
                return dev.coffer.bytes.SecretBytes.adopt(new byte[32]);
            }
        };
        MemoryFile file = new MemoryFile();
        SetCore core = TestSets.core(TestSets.label(1, 1), 1, SetCore.noRoot(), Suite.AES_256_GCM, PayloadCodec.NONE);
        assertThatThrownBy(() -> SetWriter.begin(
                        file, core, List.of(EC.recipient("ec")), List.of(broken), SIGNER.signer(), new SecureRandom()))
                .isInstanceOf(WrongKey.class);
        assertThat(file.bytes()).isEmpty();
    }
}
