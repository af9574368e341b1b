package dev.coffer.result;

/** @param name possibly empty: an unnamed expression */
public record Column(String name, SqlType type, boolean nullable) {

    public static Column of(String name, SqlType type) {
        return new Column(name, type, true);
    }
}
