package dev.coffer.result;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a procedure call.
 *
 * @param name with its at sign; empty when it was given by position
 * @param type the declared type
 * @param value as {@link ResultSink} documents values; null for NULL
 */
public record Parameter(String name, SqlType type, @Nullable Object value, Direction direction) {

    /** Which way values go. */
    public enum Direction {
        IN,
        /** In and, at the end of the call, out again. */
        OUT,
        /** DEFAULT stands in the value's place: the procedure's own default is meant. */
        DEFAULT
    }

    public static Parameter in(String name, SqlType type, @Nullable Object value) {
        return new Parameter(name, type, value, Direction.IN);
    }

    /** The name and type alone: the value may be secret. */
    @Override
    public String toString() {
        return name + " " + type.name();
    }
}
