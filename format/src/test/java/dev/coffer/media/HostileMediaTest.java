package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.ByteSource;
import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Files that nobody signed whom anybody knows: reading them costs little memory and few reads, and can be stopped. */
class HostileMediaTest {

    private static final TestKeys STRANGER = TestKeys.of(KeyKind.EC_P384, "stranger");
    private static final byte[] PAYLOAD = TestSets.payload(100, 3);
    private static final int EMPTY_PAGE = 0x40000000;

    /** Counts reads. */
    private record Counted(ByteSource source, int[] reads) implements ByteSource {

        @Override
        public long sizeBytes() throws IOException {
            return source.sizeBytes();
        }

        @Override
        public void readFully(long offset, ByteBuffer target) throws IOException {
            reads[0]++;
            source.readFully(offset, target);
        }
    }

    private static byte[] sets(int count) throws Exception {
        MemoryFile file = new MemoryFile();
        MediaLabel label = TestSets.label(1, 1);
        SetWriter.writeLabel(file, label);
        byte[] root = SetCore.noRoot();
        for (int position = 1; position <= count; position++) {
            SetCore core = TestSets.core(label, position, root, Suite.NONE, PayloadCodec.NONE);
            root = TestSets.write(file, core, PAYLOAD, List.of(), List.of(), STRANGER.signer());
        }
        return file.bytes();
    }

    @Test
    void aSetIsReadWhenItIsAskedForAndOnlyTheLastIsKept() throws Exception {
        int[] reads = {0};
        MediaFile media = MediaFile.read(new Counted(new ArraySource(sets(3)), reads));
        int afterwards = reads[0];
        List<BackupSet> sets = media.sets();
        assertThat(sets).hasSize(3);
        assertThat(media.lastPosition()).isEqualTo(3);
        assertThat(reads[0]).as("nothing is read to count them").isEqualTo(afterwards);
        assertThat(sets.get(1).core().position()).isEqualTo(2);
        assertThat(reads[0]).isGreaterThan(afterwards);
        int read = reads[0];
        BackupSet second = sets.get(1);
        assertThat(second).isSameAs(media.set(2));
        assertThat(reads[0]).as("the set read last is not read again").isEqualTo(read);
        assertThat(sets.get(0).core().position()).isOne();
        assertThat(sets.get(1)).isNotSameAs(second);
        assertThat(media.set(2).root()).isEqualTo(sets.get(1).root());
    }

    @Test
    void aSetOfManyFilesIsRefusedBeforeTheyAreRead() throws Exception {
        byte[] file = sets(1);
        MediaFile media = MediaFile.read(new ArraySource(file));
        byte[] core = ((StoredSet) media.set(1)).section().encode();
        int countAt = indexBehind(core, "MyTestDB".getBytes(StandardCharsets.UTF_8), 2) - 4;
        assertThat(ByteBuffer.wrap(core).getShort(countAt)).isEqualTo((short) 2);
        ByteBuffer.wrap(core).putShort(countAt, (short) 32767);
        assertThatThrownBy(() -> CoreReader.read(core, media.label()))
                .isInstanceOf(DamagedMedia.class)
                .hasMessageContaining("Count of files");
    }

    /** The first place behind some. */
    private static int indexBehind(byte[] bytes, byte[] wanted, int passed) {
        int seen = 0;
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length) && ++seen > passed) {
                return i;
            }
        }
        throw new IllegalStateException("Not there");
    }

    @Test
    void emptyFramesAreRefusedAtTheFirstOfThem() throws Exception {
        byte[] whole = sets(1);
        int chunksAt = chunksAt(whole);
        ByteBuffer endless = ByteBuffer.allocate(4 << 20);
        endless.put(whole, 0, chunksAt);
        while (endless.remaining() >= 4) {
            endless.putInt(EMPTY_PAGE);
        }
        int[] reads = {0};
        MediaFile media = MediaFile.read(new Counted(new ArraySource(endless.array()), reads));
        assertThat(media.tornTail().orElseThrow().kind()).isEqualTo(DamagedMedia.Kind.ALTERED);
        assertThat(reads[0]).isLessThan(20);
    }

    @Test
    void shortFramesAreReadManyAtATimeAndCanBeStopped() throws Exception {
        byte[] whole = sets(1);
        ByteBuffer walked = ByteBuffer.allocate(4 << 20);
        walked.put(whole, 0, chunksAt(whole));
        byte[] page = new byte[4 + Marks.PAGE_ENTRY_BYTES];
        ByteBuffer.wrap(page).putInt(0, Marks.PAGE_BIT | Marks.PAGE_ENTRY_BYTES);
        while (walked.remaining() >= 5 + page.length) {
            walked.putInt(1).put((byte) 7).put(page);
        }
        int[] reads = {0};
        ByteSource source = new Counted(new ArraySource(walked.array()), reads);
        assertThat(MediaFile.read(source).tornTail()).isPresent();
        assertThat(reads[0]).isLessThan(200);
        int[] asked = {0};
        assertThatThrownBy(() -> MediaFile.read(source, () -> {
                    if (++asked[0] > 10) {
                        throw new CancellationException("Enough");
                    }
                }))
                .isInstanceOf(CancellationException.class);
    }

    private static int chunksAt(byte[] file) throws DamagedMedia {
        int labelBytes = LabelCodec.encode(TestSets.label(1, 1)).length;
        return (int) (labelBytes
                + CoreReader.prefix(Arrays.copyOfRange(file, labelBytes, file.length))
                        .chunksOffset());
    }
}
