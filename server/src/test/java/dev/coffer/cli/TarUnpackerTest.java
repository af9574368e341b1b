package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A foreign tar writes nothing outside the folder it was given, and leaves nothing behind when it tries. */
class TarUnpackerTest {

    @TempDir
    private Path folder;

    private record Entry(String name, byte type, String link) {}

    private static byte[] tar(Entry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Entry entry : entries) {
                TarArchiveEntry header = new TarArchiveEntry(entry.name(), entry.type(), true);
                header.setLinkName(entry.link());
                byte[] content = entry.type() == TarConstants.LF_NORMAL
                        ? entry.name().getBytes(StandardCharsets.UTF_8)
                        : new byte[0];
                header.setSize(content.length);
                tar.putArchiveEntry(header);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Entry file(String name) {
        return new Entry(name, TarConstants.LF_NORMAL, "");
    }

    @Test
    void filesAndFoldersArePrivate() throws Exception {
        Path target = folder.resolve("data");
        new PayloadTarget(target)
                .write(new ByteArrayInputStream(
                        tar(new Entry("base/", TarConstants.LF_DIR, ""), file("./base/1"), file("global/pg_control"))));
        assertThat(target.resolve("base/1")).hasContent("./base/1");
        assertThat(target.resolve("global/pg_control")).hasContent("global/pg_control");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("base/1"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("global"))))
                .isEqualTo("rwx------");
    }

    @TestFactory
    Stream<DynamicTest> whatABackupNeverHoldsIsRefusedWhole() {
        return Stream.of(
                        file("/tmp/absolute"),
                        file("../outside"),
                        file("a/../../outside"),
                        new Entry("link", TarConstants.LF_SYMLINK, "/etc"),
                        new Entry("hard", TarConstants.LF_LINK, "good"),
                        new Entry("device", TarConstants.LF_CHR, ""),
                        new Entry("pipe", TarConstants.LF_FIFO, ""),
                        file("good"),
                        file("good/below"))
                .map(entry -> DynamicTest.dynamicTest(entry.toString(), () -> {
                    Path target = folder.resolve("refused");
                    byte[] tar = tar(file("good"), entry);
                    assertThatThrownBy(() -> new PayloadTarget(target).write(new ByteArrayInputStream(tar)))
                            .isInstanceOf(IOException.class);
                    assertThat(target).doesNotExist();
                    assertThat(folder.resolve("outside")).doesNotExist();
                    assertThat(Path.of("/tmp/absolute")).doesNotExist();
                }));
    }

    @Test
    void whatIsThereIsNotTouched() throws Exception {
        Path kept = Files.writeString(folder.resolve("kept.tar"), "mine");
        assertThatThrownBy(() -> new PayloadTarget(kept).write(new ByteArrayInputStream(tar(file("a")))))
                .isInstanceOf(IOException.class);
        assertThat(kept).hasContent("mine");
    }
}
