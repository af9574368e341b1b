package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLayerTest {

    private static final int BLOCK = FileLayer.BLOCK_BYTES;

    @TempDir
    private Path folder;

    private static void lay(FileLayer layer, Path path, byte[] content, FileLayer.Ending ending) throws IOException {
        FileLayer.LaidFile file = layer.begin(path, content.length, ending);
        for (int at = 0; at < content.length; at += BLOCK) {
            byte[] block = Arrays.copyOfRange(content, at, Math.min(content.length, at + BLOCK));
            layer.append(file, block, block.length);
            // The layer has copied it: what the caller does with its buffer does not matter any more.
            Arrays.fill(block, (byte) 0);
        }
    }

    @Test
    void filesOfEverySizeHoldWhatWasAppended() throws Exception {
        int[] sizes = {
            0, 1, 511, 4096, 8192, BLOCK - 1, BLOCK, BLOCK + 1, BLOCK + 8192, 3 * BLOCK, 5 * BLOCK + 4097, 9 * BLOCK
        };
        Random random = new Random(20);
        byte[][] contents = new byte[sizes.length][];
        Queue<Path> ended = new ConcurrentLinkedQueue<>();
        try (FileLayer layer = new FileLayer(folder)) {
            for (int i = 0; i < sizes.length; i++) {
                contents[i] = new byte[sizes[i]];
                random.nextBytes(contents[i]);
                lay(layer, folder.resolve("file" + i), contents[i], ended::add);
            }
            layer.finish();
        }
        for (int i = 0; i < sizes.length; i++) {
            Path file = folder.resolve("file" + i);
            assertThat(Files.readAllBytes(file)).as("%d bytes", sizes[i]).isEqualTo(contents[i]);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(ended).hasSize(sizes.length).doesNotHaveDuplicates();
    }

    @Test
    void whatAFileSystemRefusesFailsTheWholeAndNothingIsOverwritten() throws Exception {
        Path taken = folder.resolve("taken");
        Path outside = folder.resolve("outside");
        Files.writeString(outside, "precious");
        Files.createSymbolicLink(taken, outside);
        try (FileLayer layer = new FileLayer(folder)) {
            assertThatThrownBy(() -> {
                        lay(layer, taken, new byte[2 * BLOCK], path -> {});
                        layer.finish();
                    })
                    .isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(outside).hasContent("precious");
        assertThat(Files.readAttributes(taken, "isSymbolicLink", LinkOption.NOFOLLOW_LINKS))
                .containsEntry("isSymbolicLink", true);
    }

    @Test
    void aFailingEndingFailsTheWhole() throws Exception {
        try (FileLayer layer = new FileLayer(folder)) {
            assertThatThrownBy(() -> {
                        lay(layer, folder.resolve("file"), new byte[10], path -> {
                            throw new IOException("not ours");
                        });
                        layer.finish();
                    })
                    .hasMessage("not ours");
        }
    }

    @Test
    void aFileWithoutAllItsContentIsNotFinished() throws Exception {
        try (FileLayer layer = new FileLayer(folder)) {
            FileLayer.LaidFile file = layer.begin(folder.resolve("half"), 2 * BLOCK, path -> {});
            layer.append(file, new byte[BLOCK], BLOCK);
            assertThatThrownBy(layer::finish).hasMessageContaining("half");
        }
    }
}
