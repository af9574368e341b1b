package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** How a column's type and values are written for one client. Made by {@link TypeCodecs}. Thread-safe. */
interface TypeCodec {

    /** TYPE_INFO (MS-TDS 2.2.5.6), always of a type that may be NULL. */
    void writeType(ByteBuf out);

    /**
     * TYPE_VARBYTE (MS-TDS 2.2.5.2.3): length and value.
     *
     * @param value as {@link dev.coffer.result.ResultSink} documents for the column's type
     * @throws ArithmeticException when the value does not fit the type
     * @throws ClassCastException when it is of another class
     */
    void writeValue(ByteBuf out, @Nullable Object value);

    /** Whether the column's description names a table: text, ntext and image do. */
    default boolean namesTable() {
        return false;
    }
}
