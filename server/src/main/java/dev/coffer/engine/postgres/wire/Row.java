package dev.coffer.engine.postgres.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One row of a result, as the server sent it: every value as text, or as bytes where a command returns a file. */
public final class Row {

    private static final int NULL_LENGTH = -1;

    private final byte[][] values;
    private final boolean[] nulls;

    private Row(byte[][] values, boolean[] nulls) {
        this.values = values;
        this.nulls = nulls;
    }

    static Row read(Message message) throws ProtocolViolation {
        int count = message.int16();
        if (count < 0) {
            throw new ProtocolViolation("A row of " + count + " columns");
        }
        byte[][] values = new byte[count][];
        boolean[] nulls = new boolean[count];
        for (int i = 0; i < count; i++) {
            int length = message.int32();
            nulls[i] = length == NULL_LENGTH;
            values[i] = nulls[i] ? new byte[0] : message.bytes(length);
        }
        return new Row(values, nulls);
    }

    /** The column as text, counted from 0; empty for NULL. */
    public Optional<String> text(int column) throws ProtocolViolation {
        byte[] value = bytes(column);
        return nulls[column] ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }

    /** The column as text that must be there. */
    public String requireText(int column) throws ProtocolViolation {
        return text(column).orElseThrow(() -> new ProtocolViolation("Column " + column + " of a result is NULL"));
    }

    /** The column as a log position, which must be there. */
    public long requirePosition(int column) throws ProtocolViolation {
        try {
            return LogPosition.parse(requireText(column));
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolation("Column " + column + " of a result: " + e.getMessage());
        }
    }

    /** The column as it is; no bytes for NULL. */
    public byte[] bytes(int column) throws ProtocolViolation {
        if (column >= values.length) {
            throw new ProtocolViolation("A result has " + values.length + " columns, no column " + column);
        }
        return values[column];
    }
}
