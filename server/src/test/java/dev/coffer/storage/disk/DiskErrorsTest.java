package dev.coffer.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskErrorsTest {

    @TempDir
    private Path folder;

    private Kind kindOf(IOException cause) {
        Path file = folder.resolve("a.bak");
        return DiskErrors.translate(new Location(file.toString()), file, cause).kind();
    }

    @Test
    void whatTheKernelSaysDecidesOnTheKind() {
        assertThat(kindOf(new IOException("No space left on device"))).isEqualTo(Kind.NO_SPACE);
        assertThat(kindOf(new IOException("Disk quota exceeded"))).isEqualTo(Kind.NO_SPACE);
        assertThat(kindOf(new FileSystemException("/a.bak", null, "Disk quota exceeded")))
                .isEqualTo(Kind.NO_SPACE);
        assertThat(kindOf(new IOException("File too large"))).isEqualTo(Kind.NO_SPACE);
        assertThat(kindOf(new FileSystemException("/a.bak", null, "Read-only file system")))
                .isEqualTo(Kind.DENIED);
        assertThat(kindOf(new AccessDeniedException("/a.bak"))).isEqualTo(Kind.DENIED);
        assertThat(kindOf(new IOException("Input/output error"))).isEqualTo(Kind.BROKEN);
    }
}
