package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coffer.crypto.Digests;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what was written once, four ways: restore, verification, inspection and round trip keep their answers. */
class VectorsTest {

    static Stream<Vector> sound() throws Exception {
        return Vector.all().stream().filter(Vector::isSound);
    }

    static Stream<Vector> damaged() throws Exception {
        return Vector.all().stream().filter(vector -> !vector.isSound());
    }

    @ParameterizedTest
    @MethodSource("sound")
    void restores(Vector vector) throws Exception {
        for (int position = 1; position <= vector.setCount(); position++) {
            assertThat(TestSets.restore(vector.media(), position, vector.identities(), vector.trust()))
                    .isEqualTo(Vector.payload());
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void verifies(Vector vector) throws Exception {
        for (int position = 1; position <= vector.setCount(); position++) {
            TestSets.verify(vector.media(), position);
        }
    }

    @ParameterizedTest
    @MethodSource("sound")
    void inspectsWithoutAKey(Vector vector) throws Exception {
        MediaFile media = MediaFile.read(new ArraySource(vector.media()));
        assertThat(media.label().name()).isEqualTo("Shop média");
        assertThat(media.label().mediaSetGuid()).isEqualTo(TestSets.GUID);
        assertThat(media.damage()).isEmpty();
        assertThat(media.tornTail()).isEmpty();
        assertThat(media.sets()).hasSize(vector.setCount());
        for (BackupSet set : media.sets()) {
            SetCore core = set.core();
            assertThat(core.kind()).isEqualTo(BackupKind.FULL);
            assertThat(core.text().setName()).isEqualTo("MyTestDB-Full");
            assertThat(core.database().name()).isEqualTo("MyTestDB");
            assertThat(core.database().firstLsn()).isEqualTo(new BigInteger("37000000012300001"));
            assertThat(core.startedAt()).isEqualTo(Instant.parse("2026-11-23T03:31:00.456Z"));
            assertThat(core.engine()).containsEntry("postgres.version", "18.1");
            assertThat(core.encryptors()).hasSize(vector.path().toString().contains("three") ? 3 : expected(core));
            assertThat(set.trailer().payloadBytes()).isEqualTo(2500);
            assertThat(set.signerCertificate()).isEqualTo(vector.signerDer());
            assertThat(set.chunkCount()).isEqualTo(3);
        }
    }

    private static int expected(SetCore core) {
        return core.suite() == Suite.NONE ? 0 : 1;
    }

    @ParameterizedTest
    @MethodSource("sound")
    void writesAgainWhatItRead(Vector vector) throws Exception {
        byte[] file = vector.media();
        MediaFile media = MediaFile.read(new ArraySource(file));
        assertThat(file).startsWith(LabelCodec.encode(media.label()));
        for (BackupSet each : media.sets()) {
            StoredSet set = (StoredSet) each;
            int start = (int) set.extent().start();
            byte[] core = set.section().encode();
            assertThat(Arrays.copyOfRange(file, start, start + core.length)).isEqualTo(core);
            for (int area = 0; area < 2 && set.section().slotAreaBytes() > 0; area++) {
                int areaBytes = set.section().slotAreaBytes();
                int at = start + core.length + 2 * Marks.HASH_BYTES + area * areaBytes;
                assertThat(set.slotArea(area).encode(areaBytes))
                        .isEqualTo(Arrays.copyOfRange(file, at, at + areaBytes));
            }
            requireFooterWrittenAgain(Arrays.copyOfRange(file, start, start + (int) set.sizeBytes()), core, set);
        }
    }

    private static void requireFooterWrittenAgain(byte[] bytes, byte[] core, StoredSet set) throws DamagedMedia {
        int end = bytes.length - Marks.LOCATOR_BYTES;
        int start = end - ByteBuffer.wrap(bytes).getInt(end + Long.BYTES);
        byte[] stored = Arrays.copyOfRange(bytes, start, end);
        Footer footer = Footer.read(stored, CoreReader.prefix(core).chunksOffset(), start);
        byte[] body = Footer.body(footer.chunkCount(), footer.trailer(), footer.pages());
        assertThat(Digests.sha256(body)).isEqualTo(footer.bodyHash());
        assertThat(Footer.whole(body, set.root(), footer.hmac(), footer.signature()))
                .isEqualTo(stored);
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void namesTheDamage(Vector vector) throws Exception {
        Throwable verified = catchThrowable(() -> TestSets.verify(vector.media(), 1));
        Throwable restored = catchThrowable(
                () -> assertThat(TestSets.restore(vector.media(), 1, vector.identities(), vector.trust()))
                        .isEqualTo(Vector.payload()));
        if (vector.isDamagedForRestoreAlone()) {
            assertThat(verified).isNull();
        } else {
            assertThat(verified).isInstanceOf(DamagedMedia.class);
            assertThat(((DamagedMedia) verified).kind()).hasToString(vector.kind());
        }
        if (vector.path().endsWith("garbage.vector")) {
            assertThat(restored)
                    .as("what stands in front of the garbage is whole")
                    .isNull();
        } else {
            assertThat(restored).isInstanceOf(DamagedMedia.class);
            assertThat(((DamagedMedia) restored).kind()).hasToString(vector.kind());
        }
    }

    @Test
    void mirrorsDifferInOneByteThatNoSetDependsOn() throws Exception {
        Vector mirror = Vector.all().stream()
                .filter(vector -> vector.path().endsWith("mirror.vector"))
                .findFirst()
                .orElseThrow();
        byte[] other = mirror.media().clone();
        int mirrorNumberAt = 10;
        assertThat(other[mirrorNumberAt]).isEqualTo((byte) 1);
        other[mirrorNumberAt] = 0;
        assertThat(TestSets.restore(other, 1, mirror.identities(), mirror.trust()))
                .isEqualTo(Vector.payload());
        assertThat(MediaFile.read(new ArraySource(other)).label().mirrorNumber())
                .isZero();
        other[mirrorNumberAt] = 2;
        assertThatThrownBy(() -> MediaFile.read(new ArraySource(other))).isInstanceOf(DamagedMedia.class);
    }

    @Test
    void thereAreVectorsOfEverySuiteAndRecipient() throws Exception {
        List<String> keys = Vector.all().stream()
                .filter(Vector::isSound)
                .map(Vector::keyName)
                .distinct()
                .sorted()
                .toList();
        assertThat(keys).containsExactly("ec", "kek", "none", "rsa");
        assertThat(damaged()).hasSize(15);
    }
}
