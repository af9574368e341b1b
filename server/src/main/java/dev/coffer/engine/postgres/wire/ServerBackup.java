package dev.coffer.engine.postgres.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running BASE_BACKUP: tar archives, one for each tablespace and one for the rest, then the manifest, in one stream
 * (PostgreSQL 15 and newer). Confined to one thread. Ending early means to close the connection.
 */
public final class ServerBackup {

    /**
     * @param startPosition where recovery of the backup starts
     * @param timeline of the start
     * @param tablespaces without the default ones
     * @param estimatedBytes what the server thinks it will send, without WAL
     */
    public record Start(long startPosition, int timeline, List<Tablespace> tablespaces, long estimatedBytes) {}

    /**
     * @param oid names its archive and its link in pg_tblspc
     * @param path where it lies on the server
     */
    public record Tablespace(String oid, String path) {}

    /** What of the cluster is sent. */
    public enum Extent {
        WHOLE,
        /** What changed since the backup whose manifest was uploaded. */
        INCREMENTAL
    }

    /** @param endPosition up to which the backup needs WAL */
    public record End(long endPosition, int timeline) {}

    /** Takes the stream, in its order. The bytes hold only during the call. */
    public interface Receiver {

        /** An archive begins: the bytes that follow are its own, up to the next beginning. */
        void archive(Optional<Tablespace> tablespace) throws IOException;

        /** The manifest begins. */
        void manifest() throws IOException;

        void bytes(ByteBuffer content) throws IOException;
    }

    private static final int KIBIBYTE_BITS = 10;

    private final ReplicationConnection connection;
    private final Start start;

    private ServerBackup(ReplicationConnection connection, Start start) {
        this.connection = connection;
        this.start = start;
    }

    /**
     * Starts with an immediate checkpoint; returns when the server begins to send. The WAL of the backup's span comes
     * with it; a slot of the connection must hold it.
     *
     * @param label at most 1023 bytes
     * @param extent incremental only behind {@link ReplicationConnection#uploadManifest}
     * @throws ServerError when the server refuses
     */
    public static ServerBackup begin(ReplicationConnection connection, String label, Extent extent) throws IOException {
        connection.awaitWithoutLimit();
        connection.send("BASE_BACKUP (LABEL " + ReplicationConnection.literal(label)
                + ", PROGRESS true, CHECKPOINT 'fast', WAL true, WAIT false, TABLESPACE_MAP false, MANIFEST 'yes',"
                + " MANIFEST_CHECKSUMS 'CRC32C'" + (extent == Extent.INCREMENTAL ? ", INCREMENTAL true" : "") + ")");
        List<Row> position = connection.result();
        List<Row> spaces = connection.result();
        if (position.size() != 1) {
            throw new ProtocolViolation("A base backup starts at " + position.size() + " positions");
        }
        List<Tablespace> tablespaces = new ArrayList<>();
        long kibibytes = 0;
        for (Row space : spaces) {
            kibibytes += ReplicationConnection.bigNumber(space.requireText(2));
            Optional<String> oid = space.text(0);
            if (oid.isPresent()) {
                tablespaces.add(new Tablespace(oid.get(), space.requireText(1)));
            }
        }
        Row row = position.get(0);
        return new ServerBackup(
                connection,
                new Start(
                        row.requirePosition(0),
                        ReplicationConnection.number(row.requireText(1)),
                        List.copyOf(tablespaces),
                        kibibytes << KIBIBYTE_BITS));
    }

    public Start start() {
        return start;
    }

    /**
     * Hands all of it to the receiver.
     *
     * @throws ServerError when the server gives up, as it does for pages whose checksum is wrong
     */
    public End receive(Receiver receiver) throws IOException {
        WireChannel channel = connection.channel();
        channel.expect('H');
        for (Message message = channel.expect('d', 'c'); message.type() == 'd'; message = channel.expect('d', 'c')) {
            take(message, receiver);
        }
        List<Row> end = connection.result();
        channel.expect('C');
        connection.ready();
        if (end.size() != 1) {
            throw new ProtocolViolation("A base backup ends at " + end.size() + " positions");
        }
        return new End(
                end.get(0).requirePosition(0),
                ReplicationConnection.number(end.get(0).requireText(1)));
    }

    /** The first byte of each piece says what it is. */
    private void take(Message message, Receiver receiver) throws IOException {
        int kind = message.int8();
        switch (kind) {
            case 'n' -> {
                String archive = message.text();
                receiver.archive(tablespaceOf(archive));
            }
            case 'm' -> receiver.manifest();
            case 'd' -> receiver.bytes(message.rest());
            case 'p' -> {
                // Progress as the server counts it; ours is counted where the bytes are taken.
            }
            default -> throw new ProtocolViolation("A piece of kind " + kind + " in a base backup");
        }
    }

    /** The archive of tablespace 16385 is called 16385.tar, that of the rest base.tar. */
    private Optional<Tablespace> tablespaceOf(String archive) throws ProtocolViolation {
        if (archive.equals("base.tar")) {
            return Optional.empty();
        }
        for (Tablespace tablespace : start.tablespaces()) {
            if (archive.equals(tablespace.oid() + ".tar")) {
                return Optional.of(tablespace);
            }
        }
        throw new ProtocolViolation("An archive that was not announced: " + archive);
    }
}
