package dev.coffer.tsql;

/** A string literal that is no secret: a path, a label, a subject. */
public record Text(String value, Position position) {
    @Override
    public String toString() {
        return "'" + value.replace("'", "''") + "'";
    }
}
