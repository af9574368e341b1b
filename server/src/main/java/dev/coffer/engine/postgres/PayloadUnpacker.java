package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Lays the tar of a base backup down in an empty data directory. Nothing in it is trusted: only plain files and folders
 * with relative paths, each once; links and devices are refused, so no path can lead outside. The payload's own
 * configuration is set aside, signal files are dropped. Confined to one thread.
 */
final class PayloadUnpacker {

    /** What was laid down: size and CRC-32C of a file, before anything was changed. */
    record Laid(long sizeBytes, int crc) {}

    /** What the names of files set aside end with. */
    static final String ASIDE = ".from-backup";

    private static final int LONGEST_PATH = 1000;
    private static final Set<String> SET_ASIDE =
            Set.of("postgresql.conf", "postgresql.auto.conf", "pg_hba.conf", "pg_ident.conf");
    private static final Set<String> DROPPED = Set.of("recovery.signal", "standby.signal", "recovery.conf");
    private static final Set<String> REFUSED = Set.of("postmaster.pid", "postmaster.opts");

    private final Path dataDirectory;
    private final Optional<Path> aside;
    private final ServerAccount account;
    private final Cancellation cancellation;
    private final Map<String, Laid> laid = new LinkedHashMap<>();
    private final Set<String> folders = new HashSet<>();
    private final Set<String> files = new HashSet<>();
    private final byte[] buffer = new byte[FileLayer.BLOCK_BYTES];
    private long dataBytes;
    private long logBytes;

    /**
     * @param dataDirectory is made, unless it is there and empty
     * @param aside folder for the payload's own configuration; without one it stays where it is
     */
    PayloadUnpacker(Path dataDirectory, Optional<Path> aside, ServerAccount account, Cancellation cancellation) {
        this.dataDirectory = dataDirectory;
        this.aside = aside;
        this.account = account;
        this.cancellation = cancellation;
    }

    Map<String, Laid> laid() {
        return laid;
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
        // Not closed: the stream is the caller's.
        TarArchiveInputStream tar = new TarArchiveInputStream(payload, StandardCharsets.UTF_8.name());
        try (FileLayer layer = new FileLayer(dataDirectory)) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                cancellation.check();
                unpackEntry(layer, tar, entry);
                entry = tar.getNextEntry();
            }
            payload.transferTo(OutputStream.nullOutputStream());
            layer.finish();
        }
    }

    private void unpackEntry(FileLayer layer, TarArchiveInputStream tar, TarArchiveEntry entry)
            throws EngineException, IOException {
        String name = entry.getName();
        boolean isFolder = entry.getLinkFlag() == TarConstants.LF_DIR;
        boolean isFile =
                entry.getLinkFlag() == TarConstants.LF_NORMAL || entry.getLinkFlag() == TarConstants.LF_OLDNORM;
        if ((!isFolder && !isFile) || entry.isSparse()) {
            throw forbidden(name, "is neither a plain file nor a folder");
        }
        String path = isFolder && name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        requireInside(path);
        requireNew(path, isFolder ? folders : files);
        if (isFolder) {
            account.createFolder(dataDirectory.resolve(path));
        } else if (REFUSED.contains(path) || path.startsWith("pg_replslot/")) {
            throw forbidden(path, "belongs to a running server");
        } else if (path.equals("tablespace_map")) {
            throw forbidden(path, "leads outside its folder");
        } else if (path.substring(path.lastIndexOf('/') + 1).startsWith("pg_internal.init")) {
            throw forbidden(path, "is what a server remembers of its catalogue");
        } else if (DROPPED.contains(path)) {
            laid.put(path, new Laid(entry.getSize(), 0));
        } else {
            unpackFile(layer, tar, path, entry.getSize());
        }
    }

    /** Files are created behind our back, so that what the file system would say is known here before. */
    private void requireNew(String path, Set<String> kind) throws EngineException {
        if (files.contains(path) || folders.contains(path)) {
            throw forbidden(path, "is in the payload twice");
        }
        int slash = path.lastIndexOf('/');
        if (slash >= 0 && !folders.contains(path.substring(0, slash))) {
            throw forbidden(path, "comes before its folder");
        }
        kind.add(path);
    }

    /** Relative, without empty, "." or ".." parts. */
    private static void requireInside(String path) throws EngineException {
        if (path.isEmpty() || path.length() > LONGEST_PATH || path.indexOf('\0') >= 0) {
            throw forbidden(path, "is no path");
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw forbidden(path, "leaves the folder");
            }
        }
    }

    private void unpackFile(FileLayer layer, InputStream content, String path, long size) throws IOException {
        FileLayer.LaidFile file = aside.isPresent() && SET_ASIDE.contains(path)
                ? layer.begin(aside.get().resolve(path + ASIDE), size, written -> {})
                : layer.begin(dataDirectory.resolve(path), size, account::own);
        CRC32C crc = new CRC32C();
        long remaining = size;
        while (remaining > 0) {
            cancellation.check();
            int count = content.readNBytes(buffer, 0, (int) Math.min(buffer.length, remaining));
            if (count == 0) {
                throw new java.io.EOFException("The payload ends within " + path);
            }
            crc.update(buffer, 0, count);
            layer.append(file, buffer, count);
            remaining -= count;
        }
        if (isLog(path)) {
            logBytes += size;
        } else {
            laid.put(path, new Laid(size, (int) crc.getValue()));
            dataBytes += size;
        }
    }

    /** A segment or a history, which no manifest lists; what stands in folders below is listed. */
    private static boolean isLog(String path) {
        return path.startsWith(ClusterFolder.WAL_DIRECTORY + "/")
                && path.indexOf('/', ClusterFolder.WAL_DIRECTORY.length() + 1) < 0;
    }

    private static EngineException forbidden(String path, String why) {
        return new EngineException(Kind.FORBIDDEN_CONTENT, "The entry \"" + path + "\" of the payload " + why);
    }
}
