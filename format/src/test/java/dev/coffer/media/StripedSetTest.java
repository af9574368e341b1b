package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.crypto.KeyKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets of several families: dealt, put together, and refused when they do not belong together. */
class StripedSetTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");
    private static final UUID GUID = new UUID(4, 2);

    private static List<byte[]> striped(int families, byte[] payload, UUID guid) throws Exception {
        return TestSets.striped(
                families, guid, Suite.AES_256_GCM, payload, List.of(EC.recipient("ec")), SIGNER.signer());
    }

    private static byte[] restore(List<byte[]> files) throws Exception {
        return TestSets.restore(files, List.of(EC.identity()), SIGNER.trust());
    }

    private static BackupSet set(byte[] file) throws Exception {
        return MediaFile.read(new ArraySource(file)).set(1);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 1", "2, 1024", "2, 1025", "3, 3072", "3, 5000", "7, 6144", "64, 100", "64, 66000"})
    void whatWasDealtComesBackInOrder(int families, int length) throws Exception {
        byte[] payload = TestSets.payload(length, length);
        assertThat(restore(striped(families, payload, GUID))).isEqualTo(payload);
    }

    @Test
    void membersAreTakenByNumberAndAllOfThem() throws Exception {
        List<byte[]> files = striped(3, TestSets.payload(4000, 1), GUID);
        assertThatThrownBy(() -> restore(files.subList(0, 2)))
                .isInstanceOfSatisfying(
                        DamagedMedia.class,
                        damage -> assertThat(damage.kind()).isEqualTo(DamagedMedia.Kind.INCOMPLETE));
        for (List<byte[]> wrong : List.of(
                List.of(files.get(1), files.get(0), files.get(2)),
                List.of(files.get(0), files.get(1), files.get(1)),
                List.of(files.get(0), files.get(0), files.get(2)))) {
            assertThatThrownBy(() -> restore(wrong)).isInstanceOf(DamagedMedia.class);
        }
    }

    @Test
    void aMemberOfAnotherBackupIsRefused() throws Exception {
        byte[] payload = TestSets.payload(4000, 1);
        List<byte[]> files = new ArrayList<>(striped(2, payload, GUID));
        files.set(1, striped(2, payload, new UUID(4, 3)).get(1));
        assertThatThrownBy(() -> restore(files))
                .isInstanceOfSatisfying(
                        DamagedMedia.class,
                        damage -> assertThat(damage.familyNumber()).isEqualTo(2));
    }

    /** A backup of the same identity that was written with more chunks is not this one cut short. */
    @Test
    void aMemberWithAnotherCountOfChunksIsRefused() throws Exception {
        List<byte[]> files = new ArrayList<>(striped(2, TestSets.payload(4000, 1), GUID));
        files.set(1, striped(2, TestSets.payload(9000, 1), GUID).get(1));
        assertThatThrownBy(() -> restore(files)).isInstanceOf(DamagedMedia.class);
    }

    @Test
    void damageIsNamedWithItsFamilyAndAMirrorTakesItsPlace() throws Exception {
        byte[] payload = TestSets.payload(9000, 3);
        List<byte[]> files = new ArrayList<>(striped(2, payload, GUID));
        byte[] sound = files.get(1);
        byte[] damaged = sound.clone();
        ChunkRef chunk = set(sound).chunks().next();
        damaged[(int) chunk.offset() + 20] ^= 1;
        files.set(1, damaged);
        assertThatThrownBy(() -> restore(files))
                .isInstanceOfSatisfying(
                        DamagedMedia.class,
                        damage -> assertThat(damage.familyNumber()).isEqualTo(2));

        TreeSet<Integer> lost = new TreeSet<>();
        BackupSet mirrored = MirroredSet.of(List.of(set(damaged), set(sound)), (mirror, why) -> lost.add(mirror));
        BackupSet whole = StripedSet.of(List.of(set(files.get(0)), mirrored));
        assertThat(whole.root())
                .isEqualTo(StripedSet.of(List.of(set(files.get(0)), set(sound))).root());
        try (BackupSet.OpenSet open = whole.open(List.of(EC.identity()), SIGNER.trust(), Optional.empty())) {
            assertThat(TestSets.payload(whole, open)).isEqualTo(payload);
        }
        assertThat(lost).containsExactly(0);
        BackupSet first = set(files.get(0));
        assertThatThrownBy(() -> MirroredSet.of(List.of(first, set(sound)), (mirror, why) -> {}))
                .isInstanceOf(DamagedMedia.class);
    }

    @Test
    void theRootStandsForEveryFamily() throws Exception {
        List<byte[]> files = striped(2, TestSets.payload(3000, 5), GUID);
        BackupSet whole = StripedSet.of(List.of(set(files.get(0)), set(files.get(1))));
        byte[] label = "coffer/1/families\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] expected = dev.coffer.crypto.Digests.sha256(
                label, set(files.get(0)).root(), set(files.get(1)).root());
        assertThat(Arrays.equals(whole.root(), expected)).isTrue();
        assertThat(StripedSet.of(List.of(set(TestSets.single(
                                Suite.NONE, PayloadCodec.NONE, new byte[3], List.of(), SIGNER.signer()))))
                        .chunkCount())
                .isEqualTo(1);
    }
}
