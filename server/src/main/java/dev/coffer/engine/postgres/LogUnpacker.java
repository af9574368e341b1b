package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.Cancellation;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks the tar of a log: segments and histories, plain files with the names that those have, and nothing else.
 * Confined to one thread.
 */
final class LogUnpacker {

    private static final String PREFIX = ClusterFolder.WAL_DIRECTORY + "/";
    private static final Pattern NAME = Pattern.compile("[0-9A-F]{24}|[0-9A-F]{8}\\.history");
    private static final long MOST_HISTORY_BYTES = 1L << 20;

    private final Path target;
    private final WalSegments segments;
    private final ServerAccount account;
    private final Cancellation cancellation;
    private long bytes;

    LogUnpacker(Path target, WalSegments segments, ServerAccount account, Cancellation cancellation) {
        this.target = target;
        this.segments = segments;
        this.account = account;
        this.cancellation = cancellation;
    }

    /** Bytes of log that were unpacked. */
    long bytes() {
        return bytes;
    }

    /**
     * Reads the payload to its end.
     *
     * @throws EngineException FORBIDDEN_CONTENT for an entry that a log never holds
     */
    void unpack(InputStream payload) throws EngineException, IOException {
        // Not closed: the stream is the caller's.
        TarArchiveInputStream tar = new TarArchiveInputStream(payload, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            cancellation.check();
            if (entry.getLinkFlag() != TarConstants.LF_DIR || !entry.getName().equals(PREFIX)) {
                unpackFile(tar, entry);
            }
        }
        payload.transferTo(OutputStream.nullOutputStream());
    }

    private void unpackFile(InputStream content, TarArchiveEntry entry) throws EngineException, IOException {
        String path = entry.getName();
        String name = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        boolean segment = name.length() == WalSegments.NAME_LENGTH;
        boolean sized = segment
                ? entry.getSize() == segments.segmentBytes()
                : entry.getSize() >= 0 && entry.getSize() <= MOST_HISTORY_BYTES;
        Path file = target.resolve(name);
        if (entry.getLinkFlag() != TarConstants.LF_NORMAL
                || entry.isSparse()
                || !NAME.matcher(name).matches()
                || !sized
                || Files.exists(file)) {
            throw new EngineException(
                    Kind.FORBIDDEN_CONTENT, "The entry \"" + path + "\" of the payload is nothing that a log holds");
        }
        byte[] bytesOfFile = content.readNBytes((int) entry.getSize());
        if (bytesOfFile.length != entry.getSize()) {
            throw new EOFException("The payload ends within " + path);
        }
        Files.write(file, bytesOfFile, StandardOpenOption.CREATE_NEW);
        account.own(file);
        bytes += bytesOfFile.length;
    }
}
