package dev.coffer.engine.postgres;

import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.work.Needs;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL of an earlier major version than Coffer's own, unpacked for as long as its tests take. */
public final class OlderServer implements AutoCloseable {

    private static final int MEMORY_LIMIT_KIB = 128 * 1024;

    private final Path folder;

    private OlderServer(Path folder) {
        this.folder = folder;
    }

    /** Out of the archive that the build fetched. */
    public static OlderServer of(int major) throws Exception {
        Path archive = Path.of("target/postgresql/" + major + ".jar").toAbsolutePath();
        Needs.require(Files.isRegularFile(archive), "PostgreSQL " + major + " is not in " + archive + ".");
        Path folder = Files.createTempDirectory("postgresql-" + major);
        Folders.open(folder);
        try (ZipFile jar = new ZipFile(archive.toFile());
                InputStream packed = new XZInputStream(
                        new BufferedInputStream(jar.getInputStream(jar.getEntry("postgres-linux-x86_64.txz"))),
                        MEMORY_LIMIT_KIB)) {
            PostgresBinaries.unpack(packed, folder);
        }
        return new OlderServer(folder);
    }

    /** On a cluster that its initdb made. */
    public InstalledCluster start() throws Exception {
        return InstalledCluster.start(folder.resolve("bin"), "");
    }

    @Override
    public void close() throws Exception {
        Folders.delete(folder);
    }
}
