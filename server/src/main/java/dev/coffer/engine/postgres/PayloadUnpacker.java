package dev.coffer.engine.postgres;

import dev.coffer.bytes.TarReader;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Lays the tar of a base backup down in an empty data directory. Nothing in it is trusted: only plain files and folders
 * with relative paths, each once; links and devices are refused, so no path can lead outside. The payload's own
 * configuration is set aside, signal files are dropped. What it remembers of the files is a {@link FileList}, so the
 * memory it takes does not depend on how many they are. Confined to one thread.
 */
final class PayloadUnpacker implements AutoCloseable {

    private static final String TWICE = "is in the payload twice";

    /** What the names of files set aside end with. */
    static final String ASIDE = ".from-backup";

    private static final String TABLESPACES = "pg_tblspc/";
    private static final Set<String> SET_ASIDE =
            Set.of("postgresql.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf");
    private static final Set<String> DROPPED = Set.of("recovery.signal", "standby.signal", "recovery.conf");
    private static final Set<String> REFUSED = Set.of("postmaster.pid", "postmaster.opts");

    private final Path dataDirectory;
    private final Optional<Path> aside;
    private final ServerAccount account;
    private final Cancellation cancellation;
    private final FileList laid;
    private final Set<String> dropped = new HashSet<>();
    private final byte[] buffer = new byte[FileLayer.BLOCK_BYTES];
    private long dataBytes;
    private long logBytes;
    private String lastFolder = "";
    private boolean holdsParts;
    private Optional<String> tablespaceFile = Optional.empty();

    /**
     * @param dataDirectory is made, unless it is there and empty; takes scratch too
     * @param aside folder for the payload's own configuration; without one it stays where it is
     */
    PayloadUnpacker(Path dataDirectory, Optional<Path> aside, ServerAccount account, Cancellation cancellation) {
        this.dataDirectory = dataDirectory;
        this.aside = aside;
        this.account = account;
        this.cancellation = cancellation;
        this.laid = new FileList(dataDirectory);
    }

    /** All files but WAL as the payload has them, before anything was changed; until this is closed. */
    FileList laid() {
        return laid;
    }

    /** Whether there are parts of files among them, which stand on a full. */
    boolean holdsParts() {
        return holdsParts;
    }

    /** One of the files in tablespaces, when there are any. */
    Optional<String> tablespaceFile() {
        return tablespaceFile;
    }

    long dataBytes() {
        return dataBytes;
    }

    long logBytes() {
        return logBytes;
    }

    /**
     * Reads the payload to its end.
     *
     * @throws EngineException FORBIDDEN_CONTENT for an entry that a backup never holds
     * @throws IOException as the stream throws, when the tar is broken or cut, and when a file cannot be written
     */
    void unpack(InputStream payload) throws EngineException, IOException {
        if (!Files.isDirectory(dataDirectory, LinkOption.NOFOLLOW_LINKS)) {
            account.createFolder(dataDirectory);
        }
        TarReader tar = new TarReader(payload);
        try (FileLayer layer = new FileLayer(dataDirectory)) {
            for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                cancellation.check();
                unpackEntry(layer, tar, entry.get());
            }
            payload.transferTo(OutputStream.nullOutputStream());
            layer.finish();
        } catch (FileAlreadyExistsException e) {
            throw forbidden(dataDirectory.relativize(Path.of(e.getFile())).toString(), TWICE);
        }
    }

    private void unpackEntry(FileLayer layer, TarReader tar, TarReader.Entry entry)
            throws EngineException, IOException {
        String path = entry.path();
        if (!entry.isFolder() && !entry.isFile()) {
            throw forbidden(path, "is neither a plain file nor a folder");
        }
        requireInside(path);
        requireFolder(path);
        if (entry.isFolder()) {
            account.createFolder(dataDirectory.resolve(path));
        } else if (REFUSED.contains(path) || path.startsWith("pg_replslot/")) {
            throw forbidden(path, "belongs to a running server");
        } else if (path.equals("tablespace_map")) {
            throw forbidden(path, "leads outside its folder");
        } else if (path.substring(path.lastIndexOf('/') + 1).startsWith("pg_internal.init")) {
            throw forbidden(path, "is what a server remembers of its catalogue");
        } else if (DROPPED.contains(path)) {
            if (!dropped.add(path)) {
                throw forbidden(path, TWICE);
            }
            laid.add(new FileEntry(path, entry.sizeBytes(), 0));
        } else {
            unpackFile(layer, tar, path, entry.sizeBytes());
        }
    }

    /** Folders are made at once, and files, which are not, in folders that are there. */
    private void requireFolder(String path) throws EngineException {
        String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        if (!parent.equals(lastFolder)) {
            if (!Files.isDirectory(dataDirectory.resolve(parent), LinkOption.NOFOLLOW_LINKS)) {
                throw forbidden(path, "comes before its folder");
            }
            lastFolder = parent;
        }
    }

    /** Relative, without empty, "." or ".." parts. */
    private static void requireInside(String path) throws EngineException {
        if (path.isEmpty() || path.length() > FileEntry.LONGEST_PATH || path.indexOf('\0') >= 0) {
            throw forbidden(path, "is no path");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw forbidden(path, "leaves the folder");
            }
        }
    }

    private void unpackFile(FileLayer layer, TarReader content, String path, long size) throws IOException {
        FileLayer.LaidFile file = aside.isPresent() && SET_ASIDE.contains(path)
                ? layer.begin(aside.get().resolve(path + ASIDE), size, written -> {})
                : layer.begin(dataDirectory.resolve(path), size, account::own);
        CRC32C crc = new CRC32C();
        long remaining = size;
        while (remaining > 0) {
            cancellation.check();
            int count = content.read(buffer, buffer.length);
            crc.update(buffer, 0, count);
            layer.append(file, buffer, count);
            remaining -= count;
        }
        if (isLog(path)) {
            logBytes += size;
        } else {
            laid.add(new FileEntry(path, size, (int) crc.getValue()));
            holdsParts |= IncrementalFile.isOne(path);
            if (path.startsWith(TABLESPACES)) {
                tablespaceFile = Optional.of(path);
            }
            dataBytes += size;
        }
    }

    /** A segment or a history, which no manifest lists; what stands in folders below is listed. */
    private static boolean isLog(String path) {
        return path.startsWith(ClusterFolder.WAL_DIRECTORY + "/")
                && path.indexOf('/', ClusterFolder.WAL_DIRECTORY.length() + 1) < 0;
    }

    @Override
    public void close() throws IOException {
        laid.close();
    }

    private static EngineException forbidden(String path, String why) {
        return new EngineException(Kind.FORBIDDEN_CONTENT, "The entry \"" + path + "\" of the payload " + why);
    }
}
