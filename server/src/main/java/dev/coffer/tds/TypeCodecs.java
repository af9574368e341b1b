package dev.coffer.tds;

import dev.coffer.result.SqlType;

/** Which codec a column takes: by its declared type, and by what the client's version knows. */
final class TypeCodecs {

    /** Longest nvarchar that is not one of max. */
    private static final int MAX_WIDE = 4000;

    private static final int MAX_BYTES = 8000;
    private static final int SYSNAME = 128;
    private static final int DATE_TEXT = 10;
    private static final int ROW_VERSION_BYTES = 8;
    private static final int DEFAULT_PRECISION = 18;

    private TypeCodecs() {}

    static TypeCodec of(SqlType type, Dialect dialect) {
        return switch (type.name()) {
            case "tinyint", "smallint", "int", "bigint", "bit" -> NumberCodec.integer(type.name());
            case "real", "float" -> NumberCodec.floating(type.name());
            case "money", "smallmoney" -> NumberCodec.money(type.name());
            case "decimal", "numeric" ->
                new DecimalCodec(
                        type.name(), type.precision() == 0 ? DEFAULT_PRECISION : type.precision(), type.scale());
            case "uniqueidentifier" -> new GuidCodec();
            case "datetime", "smalldatetime" -> new OldTimeCodec(type.name());
            case "date", "time", "datetime2", "datetimeoffset" -> time(type, dialect);
            case "binary" -> binary(0xAD, type.length(), dialect);
            case "varbinary", "image" -> binary(0xA5, type.length(), dialect);
            case "timestamp", "rowversion" -> binary(0xAD, ROW_VERSION_BYTES, dialect);
            case "sql_variant" -> new VariantCodec(dialect);
            case "char" -> narrow(0xAF, 0xEF, type.length(), dialect);
            case "varchar" -> narrow(0xA7, 0xE7, type.length(), dialect);
            case "text" -> narrow(0xA7, 0xE7, -1, dialect);
            case "nchar" -> wide(0xEF, type.length(), dialect);
            case "nvarchar" -> wide(0xE7, type.length(), dialect);
            case "sysname" -> wide(0xE7, SYSNAME, dialect);
            case "ntext", "xml" -> wide(0xE7, -1, dialect);
            default -> throw new IllegalStateException("The type " + type.name() + " is not one that results have");
        };
    }

    private static TypeCodec time(SqlType type, Dialect dialect) {
        if (dialect.since2008()) {
            return new TimeCodec(type.name(), type.scale());
        }
        int length = switch (type.name()) {
            case "date" -> DATE_TEXT;
            case "time" -> TimeText.timeCharacters(type.scale());
            case "datetime2" -> DATE_TEXT + 1 + TimeText.timeCharacters(type.scale());
            default -> DATE_TEXT + 1 + TimeText.timeCharacters(type.scale()) + TimeText.OFFSET_CHARACTERS;
        };
        return TextCodec.times(length, type.scale(), dialect);
    }

    /** Lengths beyond the bound, -1 and 0 (nobody knows) are max. */
    private static boolean isMax(int length, int bound) {
        return length <= 0 || length > bound;
    }

    private static TypeCodec wide(int code, int length, Dialect dialect) {
        if (!isMax(length, MAX_WIDE)) {
            return TextCodec.wide(code, length, dialect);
        }
        return dialect.since2005() ? TextCodec.wideMax(dialect) : LongObjectCodec.wideText(dialect);
    }

    /** Character types of one byte: UTF-8 for those who know it, otherwise Unicode, which loses nothing. */
    private static TypeCodec narrow(int code, int wideCode, int length, Dialect dialect) {
        if (!dialect.utf8()) {
            return wide(wideCode, length, dialect);
        }
        return isMax(length, MAX_BYTES) ? TextCodec.narrowMax(dialect) : TextCodec.narrow(code, length, dialect);
    }

    private static TypeCodec binary(int code, int length, Dialect dialect) {
        if (!isMax(length, MAX_BYTES)) {
            return new BinaryCodec(code, length);
        }
        return dialect.since2005() ? new BinaryCodec(0xA5, -1) : LongObjectCodec.image();
    }
}
