package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * Gives a stopped cluster a system identifier of its own; otherwise WAL of one copy would be accepted by another. It
 * stands in pg_control and in the long header of the first page of every WAL segment (offset 24,
 * access/xlog_internal.h).
 */
final class SystemIdentifier {

    private static final int LONG_HEADER_ID_OFFSET = 24;
    private static final int LONG_HEADER_BYTES = 40;
    private static final int INFO_OFFSET = 2;
    private static final int LONG_HEADER_FLAG = 0x0002;

    private final SecureRandom random;

    SystemIdentifier(SecureRandom random) {
        this.random = random;
    }

    /**
     * Rewrites the identifier; syncing is the caller's.
     *
     * @return the new one: positive, random
     * @throws EngineException UNAVAILABLE when the cluster was not shut down cleanly
     */
    long renew(ClusterFolder folder) throws EngineException, IOException {
        ControlFile control = ControlFile.read(folder.dataDirectory());
        if (control.state() != ControlFile.State.SHUT_DOWN) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "The cluster was not shut down cleanly; its state is " + control.state());
        }
        long id = Math.max(1, random.nextLong() & Long.MAX_VALUE);
        try (OpenFolder wal = OpenFolder.of(folder.walFolder())) {
            wal.names(name -> {
                if (WalSegments.isName(name.toString())) {
                    try (FileChannel segment = wal.file(name, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                        renewSegment(segment, control.systemId(), id);
                    }
                }
            });
        }
        try (FileChannel file =
                OpenFolder.file(folder.dataDirectory(), Path.of(ControlFile.PATH), StandardOpenOption.WRITE)) {
            write(file, ByteBuffer.wrap(control.withSystemId(id).content()), 0);
        }
        return id;
    }

    /** Recycled segments that were not reached yet hold other content and are left alone. */
    private static void renewSegment(FileChannel segment, long oldId, long newId) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LONG_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        while (count >= 0 && header.hasRemaining()) {
            count = segment.read(header);
        }
        boolean longHeader = (header.getShort(INFO_OFFSET) & LONG_HEADER_FLAG) != 0;
        if (!header.hasRemaining() && longHeader && header.getLong(LONG_HEADER_ID_OFFSET) == oldId) {
            ByteBuffer id = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            id.putLong(0, newId);
            write(segment, id, LONG_HEADER_ID_OFFSET);
        }
    }

    private static void write(FileChannel file, ByteBuffer content, long position) throws IOException {
        long next = position;
        while (content.hasRemaining()) {
            next += file.write(content, next);
        }
    }
}
