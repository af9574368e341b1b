package dev.coffer.result;

/**
 * A value of the type sql_variant, which brings its own type along. NULL is no Variant but null, as everywhere.
 *
 * @param base the value's type; never sql_variant, nor one of a length of max, nor text, ntext or image
 * @param value as {@link ResultSink} documents values of that type
 */
public record Variant(SqlType base, Object value) {
    public Variant {
        if (base.name().equals("sql_variant") || base.length() < 0) {
            throw new IllegalArgumentException("No sql_variant holds a value of the type " + base);
        }
    }
}
