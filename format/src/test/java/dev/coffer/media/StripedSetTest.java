package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.ByteSource;
import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** A file whose disk gave up behind its first bytes. */
    private record LostSource(ArraySource whole, boolean[] lost) implements ByteSource {

        @Override
        public long sizeBytes() {
            return whole.sizeBytes();
        }

        @Override
        public void readFully(long offset, ByteBuffer target) throws IOException {
            if (lost[0]) {
                target.put((byte) 0);
                throw new IOException("The disk is gone");
            }
            whole.readFully(offset, target);
        }
    }

    @Test
    void mirrorsAreOneSetAndOneThatIsLostIsReplaced() throws Exception {
        byte[] payload = TestSets.payload(5000, 4);
        byte[] file = TestSets.single(
                Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, List.of(EC.recipient("ec")), SIGNER.signer());
        boolean[] lost = new boolean[1];
        BackupSet failing =
                MediaFile.read(new LostSource(new ArraySource(file), lost)).set(1);
        TreeSet<Integer> losses = new TreeSet<>();
        BackupSet mirrored = MirroredSet.of(List.of(failing, set(file)), (mirror, why) -> losses.add(mirror));
        BackupSet alone = set(file);
        lost[0] = true;
        assertThat(mirrored.core()).isSameAs(failing.core());
        assertThat(mirrored.trailer()).isEqualTo(alone.trailer());
        assertThat(mirrored.signerCertificate()).isEqualTo(alone.signerCertificate());
        assertThat(mirrored.signerFingerprint()).isEqualTo(alone.signerFingerprint());
        assertThat(mirrored.sizeBytes()).isEqualTo(alone.sizeBytes());
        assertThat(mirrored.chunkCount()).isEqualTo(alone.chunkCount());
        assertThat(mirrored.source().sizeBytes()).isEqualTo(file.length);
        assertThat(mirrored.isSignerTrusted(List.of(EC.identity()), SIGNER.trust()))
                .isTrue();
        mirrored.checkSignature();
        ChunkRef chunk = mirrored.chunks().next();
        ByteBuffer sealed = ByteBuffer.allocate(chunk.lengthBytes());
        mirrored.source().readFully(chunk.offset(), sealed);
        mirrored.checkChunk(chunk, sealed.flip());
        assertThatThrownBy(mirrored::checkSlotAreas)
                .as("each mirror's own areas are looked at")
                .isInstanceOf(IOException.class);
        try (BackupSet.OpenSet open = mirrored.open(List.of(EC.identity()), SIGNER.trust(), Optional.empty())) {
            assertThat(TestSets.payload(mirrored, open)).isEqualTo(payload);
        }
        assertThat(losses).containsExactly(0);
    }

    @Test
    void stripesAreOneSetOfAllTheirBytes() throws Exception {
        List<byte[]> files = striped(3, TestSets.payload(9000, 6), GUID);
        List<BackupSet> families = List.of(set(files.get(0)), set(files.get(1)), set(files.get(2)));
        BackupSet whole = StripedSet.of(families);
        assertThat(whole.core()).isEqualTo(families.get(0).core());
        assertThat(whole.trailer()).isEqualTo(families.get(2).trailer());
        assertThat(whole.signerCertificate()).isEqualTo(families.get(1).signerCertificate());
        assertThat(whole.signerFingerprint()).isEqualTo(families.get(1).signerFingerprint());
        assertThat(whole.sizeBytes())
                .isEqualTo(families.stream().mapToLong(BackupSet::sizeBytes).sum());
        assertThat(whole.isSignerTrusted(List.of(EC.identity()), SIGNER.trust()))
                .isTrue();
        whole.checkSignature();
        whole.checkSlotAreas();
        int count = 0;
        for (java.util.Iterator<ChunkRef> chunks = whole.chunks(); chunks.hasNext(); count++) {
            ChunkRef chunk = chunks.next();
            assertThat(chunk.index()).isEqualTo(count);
            ByteBuffer sealed = ByteBuffer.allocate(chunk.lengthBytes());
            whole.source().readFully(chunk.offset(), sealed);
            whole.checkChunk(chunk, sealed.flip());
            sealed.put(0, (byte) (sealed.get(0) ^ 1));
            int family = count % 3 + 1;
            assertThatThrownBy(() -> whole.checkChunk(chunk, sealed))
                    .isInstanceOfSatisfying(
                            DamagedMedia.class,
                            damage -> assertThat(damage.familyNumber()).isEqualTo(family));
        }
        assertThat((long) count).isEqualTo(whole.chunkCount());
    }
}
