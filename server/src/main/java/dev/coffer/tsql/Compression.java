package dev.coffer.tsql;

import java.util.OptionalInt;

/**
 * {@code COMPRESSION [(ALGORITHM = a [, LEVEL = l])]} or {@code NO_COMPRESSION}.
 *
 * @param level zstd's level, 1 to 22, when LEVEL was given: LOW is 1, MEDIUM 3, HIGH 9; a number is ours
 */
public record Compression(Position position, Choice choice, OptionalInt level) {

    /** What was asked for. */
    public enum Choice {
        OFF,
        /** COMPRESSION alone: the server's default codec. */
        DEFAULT,
        MS_XPRESS,
        QAT_DEFLATE,
        ZSTD
    }
}
