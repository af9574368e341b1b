package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.work.Cancellation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a full's files by a differential that a server took itself. */
class CombinationTest {

    private static final int PAGE = 8192;

    @TempDir
    private Path folder;

    private Path full;
    private Path differential;

    /** A relation of two pages with a map, of which that many changed. */
    private void relation(String number, int changed) throws Exception {
        Path name = Path.of("base/5").resolve(number);
        Files.write(full.resolve(name), new byte[2 * PAGE]);
        Files.write(full.resolve(name + "_vm"), new byte[PAGE]);
        BitSet blocks = new BitSet();
        blocks.set(0, changed);
        write(name.toString(), new IncrementalFile(blocks, 2));
        write(name + "_vm", new IncrementalFile(new BitSet(), 1));
    }

    private void write(String path, IncrementalFile part) throws Exception {
        Files.write(
                differential.resolve(ClusterFolder.DATA_DIRECTORY).resolve(IncrementalFile.pathOf(path)),
                Arrays.copyOf(part.header(), (int) part.sizeBytes()));
    }

    @Test
    void theMapOfARelationThatChangedIsLeftOut() throws Exception {
        full = folder.resolve("full");
        differential = folder.resolve("differential");
        Files.createDirectories(full.resolve("base/5"));
        Files.createDirectories(
                differential.resolve(ClusterFolder.DATA_DIRECTORY).resolve("base/5"));
        relation("16400", 1);
        relation("16500", 0);
        new Combination(full, differential, ServerAccount.ownerOf(full), Cancellation.never()).run();
        assertThat(full.resolve("base/5/16400")).hasSize(2 * PAGE);
        assertThat(full.resolve("base/5/16400_vm")).doesNotExist();
        assertThat(full.resolve("base/5/16500_vm")).hasSize(PAGE);
        // Interrupted, it is run again.
        new Combination(full, differential, ServerAccount.ownerOf(full), Cancellation.never()).run();
        assertThat(full.resolve("base/5/16400_vm")).doesNotExist();
    }
}
