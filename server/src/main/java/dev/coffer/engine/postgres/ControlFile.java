package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * {@code global/pg_control}, the 8 KiB root of a cluster, as PostgreSQL 18 lays it out
 * (src/include/catalog/pg_control.h, little-endian). Immutable.
 *
 * <pre>
 * offset  size  field
 *      0     8  system identifier
 *      8     4  control version
 *     12     4  catalog version
 *     16     4  state
 *     32     8  last checkpoint
 *     40     8  redo of the last checkpoint
 *     48     4  timeline of the last checkpoint
 *     64     8  next transaction, with the epoch in the upper half
 *     84     4  oldest transaction
 *    136     8  minimum recovery end, and its timeline (4)
 *    216     4  block size
 *    220     4  blocks of a relation segment
 *    228     4  WAL segment size
 *    252     4  data checksum version; 0: none
 *    292     4  CRC-32C of the bytes before it
 * </pre>
 */
final class ControlFile {

    static final String PATH = "global/pg_control";
    static final int SIZE_BYTES = 8192;

    /** Of PostgreSQL 18. A new major version may move fields; then this class reads both. */
    static final int CONTROL_VERSION = 1800;

    private static final int CRC_OFFSET = 292;
    private static final int READ_ATTEMPTS = 10;
    private static final long RETRY_MILLIS = 5;

    /** What the cluster was doing when the file was written; the order is PostgreSQL's. */
    enum State {
        STARTING_UP,
        SHUT_DOWN,
        SHUT_DOWN_IN_RECOVERY,
        SHUTTING_DOWN,
        IN_CRASH_RECOVERY,
        IN_ARCHIVE_RECOVERY,
        IN_PRODUCTION
    }

    private final byte[] content;
    private final ByteBuffer bytes;

    private ControlFile(byte[] content) {
        this.content = content;
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @throws EngineException DAMAGED when length or CRC is wrong, INCOMPATIBLE when the version is not known */
    static ControlFile parse(byte[] content) throws EngineException {
        if (content.length != SIZE_BYTES) {
            throw new EngineException(Kind.DAMAGED, PATH + " has " + content.length + " bytes, not " + SIZE_BYTES);
        }
        ControlFile control = new ControlFile(content.clone());
        int version = control.controlVersion();
        if (version != CONTROL_VERSION) {
            throw new EngineException(
                    Kind.INCOMPATIBLE, PATH + " has version " + version + ", supported is " + CONTROL_VERSION);
        }
        if (control.bytes.getInt(CRC_OFFSET) != crc(content)) {
            throw new EngineException(Kind.DAMAGED, PATH + " fails its checksum");
        }
        return control;
    }

    /** Reads it from a data directory, again while a running server is just writing it. */
    static ControlFile read(Path dataDirectory) throws EngineException, IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return parse(readBytes(dataDirectory.resolve(PATH)));
            } catch (EngineException e) {
                if (e.kind() != Kind.DAMAGED || attempt == READ_ATTEMPTS) {
                    throw e;
                }
            }
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while reading " + PATH, e);
            }
        }
    }

    private static byte[] readBytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.allocate(SIZE_BYTES + 1);
            int count = 0;
            while (count >= 0 && buffer.hasRemaining()) {
                count = channel.read(buffer);
            }
            byte[] content = new byte[buffer.position()];
            buffer.flip().get(content);
            return content;
        }
    }

    private static int crc(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, CRC_OFFSET);
        return (int) crc.getValue();
    }

    byte[] content() {
        return content.clone();
    }

    /** The same file with another system identifier and a right CRC. */
    ControlFile withSystemId(long systemId) throws EngineException {
        byte[] copy = content();
        ByteBuffer changed = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        changed.putLong(0, systemId);
        changed.putInt(CRC_OFFSET, crc(copy));
        return parse(copy);
    }

    long systemId() {
        return bytes.getLong(0);
    }

    int controlVersion() {
        return bytes.getInt(8);
    }

    int catalogVersion() {
        return bytes.getInt(12);
    }

    State state() throws EngineException {
        int state = bytes.getInt(16);
        if (state < 0 || state >= State.values().length) {
            throw new EngineException(Kind.DAMAGED, PATH + " names the unknown state " + state);
        }
        return State.values()[state];
    }

    long checkpointLsn() {
        return bytes.getLong(32);
    }

    long redoLsn() {
        return bytes.getLong(40);
    }

    int timeline() {
        return bytes.getInt(48);
    }

    /** The identifier without its epoch. */
    int nextTransaction() {
        return bytes.getInt(64);
    }

    /** How many transactions ago the oldest one began whose rows may not be frozen. */
    int transactionAge() {
        return nextTransaction() - bytes.getInt(84);
    }

    int blockSizeBytes() {
        return bytes.getInt(216);
    }

    int blocksOfSegment() {
        return bytes.getInt(220);
    }

    int walSegmentBytes() {
        return bytes.getInt(228);
    }

    boolean hasDataChecksums() {
        return bytes.getInt(252) != 0;
    }
}
