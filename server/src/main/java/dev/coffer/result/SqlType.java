package dev.coffer.result;

/**
 * A declared T-SQL type.
 *
 * @param name as sys.types names it, lower case
 * @param length characters or bytes for character and binary types, -1 for max; 0 otherwise
 * @param precision of decimal and numeric, or the fractional digits' owner; 0 otherwise
 * @param scale of decimal, numeric, datetime2, time and datetimeoffset; 0 otherwise
 */
public record SqlType(String name, int length, int precision, int scale) {

    public static SqlType of(String name) {
        return new SqlType(name, 0, 0, 0);
    }

    public static SqlType sized(String name, int length) {
        return new SqlType(name, length, 0, 0);
    }

    public static SqlType numeric(int precision, int scale) {
        return new SqlType("numeric", 0, precision, scale);
    }

    public static SqlType nvarchar(int length) {
        return sized("nvarchar", length);
    }
}
