package dev.coffer.tsql;

/**
 * An identifier as it was written, without its brackets or quotes.
 *
 * @param text 1 to 128 UTF-16 units, the original spelling
 */
public record Name(String text, Position position) {
    @Override
    public String toString() {
        return "[" + text.replace("]", "]]") + "]";
    }

    /** Equal as SQL Server's default collation for names compares: without regard to case. */
    public boolean is(String other) {
        return text.equalsIgnoreCase(other);
    }
}
