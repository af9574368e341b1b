package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/**
 * Rows in PostgreSQL's text form of COPY, written as they come: however long a value is, no more than a buffer of it is
 * held. Confined to one thread.
 */
final class CopyLines {

    private static final int BUFFER_BYTES = 64 * 1024;

    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private final CopyIn copy;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int used;

    CopyLines(CopyIn copy) {
        this.copy = copy;
    }

    /** Between two fields of a row. */
    void nextField() throws SQLException {
        put('\t');
    }

    void endRow() throws SQLException {
        put('\n');
    }

    /** The null of the table: no value. */
    void writeNull() throws SQLException {
        put('\\');
        put('N');
    }

    /** What the column has when nothing is said about it. */
    void writeDefault() throws SQLException {
        put('\\');
        put('D');
    }

    /** As bytea reads it: hexadecimal digits behind a backslash and an x. */
    void write(byte[] value) throws SQLException {
        put('\\');
        put('\\');
        put('x');
        for (byte each : value) {
            put(DIGITS[(each >> 4) & 0xF]);
            put(DIGITS[each & 0xF]);
        }
    }

    /** @throws SqlError for the character U+0000, which the engine's strings cannot hold */
    void write(String value) throws SQLException, SqlError {
        int at = 0;
        while (at < value.length()) {
            int point = value.codePointAt(at);
            at += Character.charCount(point);
            write(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? '?' : point);
        }
    }

    private void write(int point) throws SQLException, SqlError {
        switch (point) {
            case 0 -> throw Message.NOT_SUPPORTED.error("The character U+0000 in a string");
            case '\\' -> escaped('\\');
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            case '\t' -> escaped('t');
            default -> encoded(point);
        }
    }

    private void escaped(int letter) throws SQLException {
        put('\\');
        put(letter);
    }

    /** UTF-8. */
    private void encoded(int point) throws SQLException {
        if (point < 0x80) {
            put(point);
        } else if (point < 0x800) {
            put(0xC0 | (point >> 6));
            put(0x80 | (point & 0x3F));
        } else if (point < 0x10000) {
            put(0xE0 | (point >> 12));
            put(0x80 | ((point >> 6) & 0x3F));
            put(0x80 | (point & 0x3F));
        } else {
            put(0xF0 | (point >> 18));
            put(0x80 | ((point >> 12) & 0x3F));
            put(0x80 | ((point >> 6) & 0x3F));
            put(0x80 | (point & 0x3F));
        }
    }

    private void put(int value) throws SQLException {
        if (used == buffer.length) {
            send();
        }
        buffer[used++] = (byte) value;
    }

    /** Sends what is left to send. */
    void send() throws SQLException {
        copy.writeToCopy(buffer, 0, used);
        used = 0;
    }
}
