package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.RelationFile.Relation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which blocks of which files go into a differential, and what is kept of a full for that. */
class ChangedBlocksTest {

    private static final Relation TABLE = new Relation(1663, 5, 16400);
    private static final int BLOCKS_OF_SEGMENT = 131_072;

    @TempDir
    private Path folder;

    private static BitSet blocks(int... numbers) {
        return IntStream.of(numbers).collect(BitSet::new, BitSet::set, BitSet::or);
    }

    private FullBackup written(String... files) throws Exception {
        FullBackup full = new FullBackup(UUID.randomUUID(), -7, 3, 0x16_B374D848L);
        try (FullBackup.Writing list = full.write(folder)) {
            for (String file : new TreeSet<>(List.of(files))) {
                list.add(file);
            }
            list.finish();
        }
        return full;
    }

    private ChangedBlocks changes(String... files) throws Exception {
        return new ChangedBlocks(FullBackup.read(folder, written(files).set()), BLOCKS_OF_SEGMENT);
    }

    private static Optional<BitSet> partOf(ChangedBlocks changes, String path) throws Exception {
        return changes.files().partOf(path);
    }

    @Test
    void blocksAreCountedOverAllSegments() throws Exception {
        try (ChangedBlocks changes = changes("base/5/16400", "base/5/16400.2", "global/1260")) {
            changes.add(TABLE, 7, false);
            changes.add(TABLE, 2 * BLOCKS_OF_SEGMENT + 3, false);
            changes.add(new Relation(1664, 0, 1260), 1, false);
            ChangedBlocks.Lookup files = changes.files();
            assertThat(files.partOf("base/5/16400")).contains(blocks(7));
            assertThat(files.partOf("base/5/16400.1")).as("not in the base").isEmpty();
            assertThat(files.partOf("base/5/16400.2")).contains(blocks(3));
            assertThat(files.partOf("global/1260")).contains(blocks(1));
        }
    }

    @Test
    void whatIsNewCutOffOrWithoutBlocksGoesWhole() throws Exception {
        try (ChangedBlocks changes = changes(
                "base/5/16400", "base/5/16400.1", "base/5/16401", "base/6/16400", "pg_tblspc/20000/PG_18_1/6/16400")) {
            assertThat(partOf(changes, "base/5/16401")).as("untouched").contains(blocks());
            assertThat(partOf(changes, "base/5/16402")).as("not in the base").isEmpty();
            for (String whole : new String[] {
                "base/5/16401_fsm",
                "base/5/16401_vm",
                "base/5/16401_init",
                "base/5/t3_16401",
                "base/5/PG_VERSION",
                "global/pg_filenode.map",
                "pg_xact/0000",
                "base/5/016401",
                "base/x/16401"
            }) {
                assertThat(partOf(changes, whole)).as(whole).isEmpty();
            }
            changes.add(TABLE, 500_000, true);
            assertThat(partOf(changes, "base/5/16400"))
                    .as("all segments of a fork that was cut")
                    .isEmpty();
            assertThat(partOf(changes, "base/5/16400.1")).isEmpty();
            assertThat(partOf(changes, "base/6/16400")).contains(blocks());
            changes.add(new Relation(1663, 6, 0), 0, true);
            assertThat(partOf(changes, "base/6/16400"))
                    .as("a database that came or went")
                    .isEmpty();
            assertThat(partOf(changes, "pg_tblspc/20000/PG_18_1/6/16400"))
                    .as("its files in another tablespace")
                    .contains(blocks());
        }
    }

    @Test
    void aDatabaseWithMoreChangesThanAreRememberedGoesWhole() throws Exception {
        try (ChangedBlocks changes = changes("base/5/16400", "base/6/16400")) {
            changes.add(new Relation(1663, 6, 16400), 1, false);
            for (int number = 0; number < ChangedBlocks.MOST_REMEMBERED - 1; number++) {
                changes.add(new Relation(1663, 5, 16400 + number), 1, number % 2 == 1);
            }
            assertThat(partOf(changes, "base/5/16400")).contains(blocks(1));
            changes.add(new Relation(1663, 5, 1), 1, false);
            assertThat(partOf(changes, "base/5/16400")).as("one too many").isEmpty();
            changes.add(TABLE, 2, false);
            assertThat(partOf(changes, "base/5/16400")).as("and for good").isEmpty();
            assertThat(partOf(changes, "base/6/16400")).as("another database").contains(blocks(1));
        }
    }

    @Test
    void whatIsKeptOfAFullIsReadAsItWasWritten() throws Exception {
        FullBackup first = written("base/5/2", "base/5/10", "global/1");
        FullBackup.keep(folder, first.set());
        FullBackup second = written();
        try (FullBackup.Kept kept = FullBackup.read(folder, first.set());
                FullBackup.Kept next = FullBackup.read(folder, second.set())) {
            assertThat(kept.head()).isEqualTo(first);
            assertThat(next.head()).isEqualTo(second);
            assertThat(next.files().has("base/5/2")).isFalse();
            for (int pass = 0; pass < 2; pass++) {
                FullBackup.Lookup files = kept.files();
                assertThat(files.has("base/5/1")).isFalse();
                assertThat(files.has("base/5/10")).isTrue();
                assertThat(files.has("base/5/2")).isTrue();
                assertThat(files.has("base/5/20")).isFalse();
                assertThat(files.has("global/1")).isTrue();
                assertThat(files.has("global/10")).isFalse();
            }
        }
    }

    @Test
    void aListThatIsNotWholeIsNone() throws Exception {
        FullBackup full = written("base/5/16400");
        FullBackup.keep(folder, full.set());
        Path file = folder.resolve("differential.base");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            requireNone(full, "changed at " + at);
            Files.write(file, java.util.Arrays.copyOf(whole, at));
            requireNone(full, "cut at " + at);
        }
        Files.write(file, whole);
        FullBackup.read(folder, full.set()).close();
    }

    private void requireNone(FullBackup full, String how) {
        assertThatThrownBy(() -> FullBackup.read(folder, full.set()).close())
                .as(how)
                .isInstanceOf(NoDifferential.class);
    }

    @Test
    void aListThatWasNotFinishedLeavesNothing() throws Exception {
        try (FullBackup.Writing list = new FullBackup(new UUID(1, 1), 1, 1, 1).write(folder)) {
            list.add("base/5/16400");
        }
        assertThat(folder).isEmptyDirectory();
    }
}
