package dev.coffer.engine.postgres;

import dev.coffer.bytes.TarReader;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Unpacks the tar of a log: segments and histories, plain files with the names that those have, and nothing else.
 * Confined to one thread.
 */
final class LogUnpacker {

    private static final String PREFIX = ClusterFolder.WAL_DIRECTORY + "/";
    private static final Pattern NAME = Pattern.compile("[0-9A-F]{24}|[0-9A-F]{8}\\.history");
    private static final long MOST_HISTORY_BYTES = 1L << 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path target;
    private final WalSegments segments;
    private final ServerAccount account;
    private final Cancellation cancellation;
    private final byte[] buffer = new byte[BUFFER_BYTES];
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
        TarReader tar = new TarReader(payload);
        for (Optional<TarReader.Entry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
            cancellation.check();
            if (!entry.get().isFolder() || !entry.get().path().equals(ClusterFolder.WAL_DIRECTORY)) {
                unpackFile(tar, entry.get());
            }
        }
        payload.transferTo(OutputStream.nullOutputStream());
    }

    private void unpackFile(TarReader content, TarReader.Entry entry) throws EngineException, IOException {
        String path = entry.path();
        String name = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        boolean segment = name.length() == WalSegments.NAME_LENGTH;
        boolean sized =
                segment ? entry.sizeBytes() == segments.segmentBytes() : entry.sizeBytes() <= MOST_HISTORY_BYTES;
        Path file = target.resolve(name);
        if (!entry.isFile() || !NAME.matcher(name).matches() || !sized || Files.exists(file)) {
            throw new EngineException(
                    Kind.FORBIDDEN_CONTENT, "The entry \"" + path + "\" of the payload is nothing that a log holds");
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (int count = content.read(buffer, buffer.length); count > 0; ) {
                out.write(buffer, 0, count);
                count = content.read(buffer, buffer.length);
            }
        }
        account.own(file);
        bytes += entry.sizeBytes();
    }
}
