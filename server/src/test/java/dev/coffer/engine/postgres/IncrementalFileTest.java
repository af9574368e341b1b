package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.RelationFile.Relation;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How changed blocks lie in a differential, and how they come back. */
class IncrementalFileTest {

    private static final int PAGE = 8192;

    @TempDir
    private Path folder;

    private static BitSet blocks(int... numbers) {
        return IntStream.of(numbers).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(bytes::putInt);
        return bytes.array();
    }

    @Test
    void theHeaderIsAsPostgresWritesIt() {
        byte[] header = new IncrementalFile(blocks(3, 9), 20).header();
        assertThat(header).hasSize(PAGE).startsWith(numbers(0xd3ae1f0d, 2, 20, 3, 9));
        assertThat(Arrays.copyOfRange(header, 20, PAGE)).containsOnly(0);
        assertThat(new IncrementalFile(blocks(), 7).header()).isEqualTo(numbers(0xd3ae1f0d, 0, 7));
        // 12 bytes and 2045 numbers fill a page exactly; one more begins the next.
        assertThat(new IncrementalFile(blocks(IntStream.range(0, 2045).toArray()), 3000).header())
                .hasSize(PAGE);
        assertThat(new IncrementalFile(blocks(IntStream.range(0, 2046).toArray()), 3000).header())
                .hasSize(2 * PAGE);
        assertThat(IncrementalFile.pathOf("base/5/16400.1")).isEqualTo("base/5/INCREMENTAL.16400.1");
        assertThat(IncrementalFile.relationFile("base/5/INCREMENTAL.16400.1")).isEqualTo("base/5/16400.1");
    }

    @Test
    void aWrongHeaderIsDamage() {
        byte[][] wrong = {
            numbers(0xd3ae1f0e, 0, 1),
            numbers(0xd3ae1f0d, -1, 1),
            numbers(0xd3ae1f0d, 131_073, 1),
            numbers(0xd3ae1f0d, 0, -1),
            Arrays.copyOf(numbers(0xd3ae1f0d, 2, 20, 9, 3), PAGE),
            Arrays.copyOf(numbers(0xd3ae1f0d, 2, 20, 3, 3), PAGE),
            Arrays.copyOf(numbers(0xd3ae1f0d, 1, 20, -1), PAGE),
            Arrays.copyOf(numbers(0xd3ae1f0d, 1, 20, 131_072), PAGE)
        };
        for (byte[] header : wrong) {
            assertThatThrownBy(() -> IncrementalFile.read(new ByteArrayInputStream(header), "base/5/INCREMENTAL.1"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("base/5/INCREMENTAL.1");
        }
        byte[] cut = numbers(0xd3ae1f0d, 1, 20, 3);
        assertThatThrownBy(() -> IncrementalFile.read(new ByteArrayInputStream(cut), "x"))
                .isInstanceOf(EOFException.class);
    }

    private byte[] applied(int pagesOfBase, IncrementalFile incremental) throws Exception {
        return applied(pagesOfBase, incremental, IncrementalFile.MOST_BLOCKS);
    }

    private byte[] applied(int pagesOfBase, IncrementalFile incremental, int mostOfBase) throws Exception {
        Path file = folder.resolve("relation");
        byte[] base = new byte[pagesOfBase * PAGE];
        Arrays.fill(base, (byte) 1);
        Files.write(file, base);
        byte[] content = new byte[incremental.blocks().cardinality() * PAGE];
        Arrays.fill(content, (byte) 2);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            incremental.applyTo(channel, new ByteArrayInputStream(content), new byte[2 * PAGE], mostOfBase);
        }
        byte[] pages = Files.readAllBytes(file);
        byte[] first = new byte[pages.length / PAGE];
        for (int page = 0; page < first.length; page++) {
            first[page] = pages[page * PAGE];
            assertThat(Arrays.copyOfRange(pages, page * PAGE, (page + 1) * PAGE))
                    .containsOnly(first[page]);
        }
        return first;
    }

    @Test
    void blocksGoToTheirPlacesAndTheFileGetsItsLength() throws Exception {
        assertThat(applied(4, new IncrementalFile(blocks(1), 4))).containsExactly(1, 2, 1, 1);
        assertThat(applied(4, new IncrementalFile(blocks(), 2))).as("shrunk").containsExactly(1, 1);
        assertThat(applied(2, new IncrementalFile(blocks(4), 6))).as("grown").containsExactly(1, 1, 0, 0, 2, 0);
        assertThat(applied(2, new IncrementalFile(blocks(0, 1, 2, 3, 4), 1))).containsExactly(2, 2, 2, 2, 2);
        assertThat(applied(3, new IncrementalFile(blocks(), 3))).as("as it was").containsExactly(1, 1, 1);
    }

    @Test
    void whatWasCutOffIsNotTheFulls() throws Exception {
        CutRelations cut = CutRelations.of(
                new CutRelations(Map.of(new Relation(1663, 5, 16400), 1L, new Relation(1663, 5, 16500), 131_074L))
                        .facts());
        IncrementalFile file = new IncrementalFile(blocks(4), 6);
        assertThat(applied(6, file)).containsExactly(1, 1, 1, 1, 2, 1);
        assertThat(applied(6, file, cut.mostOfFull("base/5/16400"))).containsExactly(1, 0, 0, 0, 2, 0);
        assertThat(cut.mostOfFull("base/5/16400.1")).isZero();
        assertThat(cut.mostOfFull("base/5/16500")).isEqualTo(131_072);
        assertThat(cut.mostOfFull("base/5/16500.1")).isEqualTo(2);
        assertThat(cut.mostOfFull("base/6/16400")).isEqualTo(131_072);
        assertThat(cut.mostOfFull("base/5/16400_fsm")).isEqualTo(131_072);
    }

    @Test
    void aSegmentBeforeTheOneThatWasCutOffIsTakenWhole() throws Exception {
        byte[] header = numbers(0xd3ae1f0d, 0, 131_074);
        IncrementalFile read = IncrementalFile.read(new ByteArrayInputStream(header), "base/5/INCREMENTAL.16500");
        assertThat(read.truncationBlockLength()).isEqualTo(131_072);
    }

    @Test
    void manyRelationsThatWereCutOffFitAndTooManyAreRefused() throws Exception {
        CutRelations many = cut(5000);
        assertThat(CutRelations.of(many.facts())).isEqualTo(many);
        assertThat(many.facts().values()).allMatch(value -> value.length() <= 4096);
        assertThatThrownBy(() -> cut(7000).facts()).isInstanceOf(NoDifferential.class);
    }

    private static CutRelations cut(int count) {
        return new CutRelations(IntStream.range(0, count)
                .boxed()
                .collect(Collectors.toMap(number -> new Relation(1663, 16384, 16400 + number), number -> 1L + number)));
    }
}
