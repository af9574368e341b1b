package dev.coffer.result;

/**
 * A column of a result.
 *
 * @param name possibly empty: an unnamed expression
 * @param visibility whether clients show it to their users
 */
public record Column(String name, SqlType type, boolean nullable, Visibility visibility) {

    /** Hidden columns are for drivers alone. */
    public enum Visibility {
        SHOWN,
        HIDDEN
    }

    public Column(String name, SqlType type, boolean nullable) {
        this(name, type, nullable, Visibility.SHOWN);
    }

    public static Column of(String name, SqlType type) {
        return new Column(name, type, true);
    }
}
