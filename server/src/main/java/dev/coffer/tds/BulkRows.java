package dev.coffer.tds;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.RowSource;
import dev.coffer.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a bulk load (BulkLoadBCP, MS-TDS 2.2.6.1) as they come: COLMETADATA, ROWs, and a DONE that some clients
 * leave out. One row is held at a time; a big one counts as a request does. A stream that is not well formed shows as
 * cancelled, and {@link #close} tells why. Confined to the session's thread.
 */
final class BulkRows implements RowSource {

    private static final int COLUMNS = 0x81;
    private static final int ROW = 0xD1;
    private static final int DONE = 0xFD;
    private static final int USER_TYPE_BYTES = 4;
    private static final int OLD_USER_TYPE_BYTES = 2;
    private static final int DONE_BYTES = 12;
    private static final int OLD_DONE_BYTES = 8;
    private static final int MAX_COLUMNS = 4096;

    /** Rows up to here are what every connection may hold. */
    private static final int SMALL_ROW_BYTES = 64 * 1024;

    private final PacketQueue packets;
    private final Dialect dialect;
    private final Cancellation cancellation;
    private final MessageBudget budget;
    private final int maxRowBytes;
    private final TdsReader in;
    private final List<WireType> types = new ArrayList<>();
    private int rowBytes;
    private long takenBytes;
    private boolean rowTooLong;
    private @Nullable MalformedMessage malformed;

    BulkRows(PacketQueue packets, Dialect dialect, Cancellation cancellation, MessageBudget budget, int maxRowBytes) {
        this.packets = packets;
        this.dialect = dialect;
        this.cancellation = cancellation;
        this.budget = budget;
        this.maxRowBytes = maxRowBytes;
        this.in = new TdsReader(this::more);
    }

    private byte @Nullable [] more() throws MalformedMessage {
        byte[] body = packets.take(cancellation);
        if (body == null) {
            return null;
        }
        rowBytes += body.length;
        if (rowBytes > maxRowBytes) {
            rowTooLong = true;
            throw new MalformedMessage("A row of more than " + maxRowBytes + " bytes");
        }
        if (rowBytes > SMALL_ROW_BYTES) {
            if (!budget.take(body.length)) {
                throw new MalformedMessage("The requests of all clients together take too much memory");
            }
            takenBytes += body.length;
        }
        return body;
    }

    /** What the client is told of rows that cannot be read; those that nobody can make sense of end the request. */
    private SqlError unreadable(MalformedMessage broken) {
        if (rowTooLong) {
            return Message.NOT_SUPPORTED
                    .error("A bulk load with a row of more than " + maxRowBytes + " bytes")
                    .causedBy(broken);
        }
        if (in.isExhausted()) {
            return Message.ROWS_END_TOO_EARLY.error().causedBy(broken);
        }
        malformed = broken;
        CancellationException over = new CancellationException("The rows are not well formed");
        over.initCause(broken);
        throw over;
    }

    @Override
    public List<Column> columns() throws SqlError {
        try {
            return readColumns();
        } catch (MalformedMessage broken) {
            throw unreadable(broken);
        }
    }

    private List<Column> readColumns() throws MalformedMessage, SqlError {
        int token = in.u8();
        int count = in.u16();
        if (token != COLUMNS || count == 0 || count > MAX_COLUMNS) {
            throw new MalformedMessage("A bulk load that begins with token " + token + " and " + count + " columns");
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.skip(dialect.since2005() ? USER_TYPE_BYTES : OLD_USER_TYPE_BYTES);
            in.u16();
            WireType type = WireType.read(in, dialect);
            if (type.form() == WireType.Form.LONG) {
                skipTableName();
            }
            types.add(type);
            columns.add(Column.of(in.shortText(), type.declared()));
        }
        return columns;
    }

    private void skipTableName() throws MalformedMessage {
        int parts = dialect.since2005() ? in.u8() : 1;
        for (int part = 0; part < parts; part++) {
            in.longText();
        }
    }

    @Override
    public @Nullable Object @Nullable [] next() throws SqlError {
        giveBack();
        try {
            return readRow();
        } catch (MalformedMessage broken) {
            throw unreadable(broken);
        }
    }

    private @Nullable Object @Nullable [] readRow() throws MalformedMessage, SqlError {
        if (in.atEnd()) {
            return null;
        }
        int token = in.u8();
        if (token == DONE) {
            in.skip(dialect.since2005() ? DONE_BYTES : OLD_DONE_BYTES);
            if (!in.atEnd()) {
                throw new MalformedMessage("Bytes behind the end of a bulk load");
            }
            return null;
        }
        if (token != ROW) {
            throw new MalformedMessage("Token " + token + " in place of a row");
        }
        @Nullable Object[] values = new @Nullable Object[types.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = types.get(i).readRowValue(in);
        }
        return values;
    }

    /** The row that was read last is needed no more. */
    void giveBack() {
        budget.give(takenBytes);
        takenBytes = 0;
        rowBytes = 0;
    }

    /**
     * Drops what was not read, waiting until the client has sent it.
     *
     * @throws MalformedMessage when the connection has to end for it
     */
    void close() throws MalformedMessage {
        if (malformed != null) {
            throw malformed;
        }
        packets.discard(cancellation);
    }
}
