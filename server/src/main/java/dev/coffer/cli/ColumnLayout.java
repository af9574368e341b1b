package dev.coffer.cli;

import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import java.util.Set;

/**
 * How one column is printed.
 *
 * @param width characters
 * @param rightAligned numbers and dates; their titles stay on the left, as sqlcmd has them
 */
record ColumnLayout(int width, boolean rightAligned) {

    private static final Set<String> LEFT = Set.of(
            "char",
            "varchar",
            "nchar",
            "nvarchar",
            "sysname",
            "text",
            "ntext",
            "xml",
            "binary",
            "varbinary",
            "image",
            "timestamp",
            "rowversion",
            "uniqueidentifier",
            "sql_variant");

    /** What -Y is about. */
    private static final Set<String> CHARACTERS =
            Set.of("char", "varchar", "nchar", "nvarchar", "sysname", "sql_variant");

    private static final int NULL_WIDTH = "NULL".length();

    static ColumnLayout of(Column column, PrintFormat.Widths widths) {
        int declared = typeWidth(column.type(), widths.unlimited());
        if (widths.limited() > 0
                && declared > widths.limited()
                && CHARACTERS.contains(column.type().name())) {
            // As sqlcmd has it, a narrower column cuts its title too.
            return new ColumnLayout(widths.limited(), false);
        }
        int width = Math.max(declared, column.name().length());
        if (column.nullable()) {
            width = Math.max(width, NULL_WIDTH);
        }
        return new ColumnLayout(width, !LEFT.contains(column.type().name()));
    }

    /** Source: display sizes of ODBC types (SQL_DESC_DISPLAY_SIZE), with sqlcmd's wider dates. */
    private static int typeWidth(SqlType type, int maxWidth) {
        return switch (type.name()) {
            case "bit" -> 1;
            case "tinyint" -> 3;
            case "smallint" -> 6;
            case "int" -> 11;
            case "bigint" -> 20;
            case "decimal", "numeric" -> Math.max(type.precision(), 1) + 2;
            case "money" -> 21;
            case "smallmoney" -> 12;
            case "real" -> 14;
            case "float" -> 24;
            case "date" -> 16;
            case "time" -> 22;
            case "smalldatetime" -> 19;
            case "datetime" -> 23;
            case "datetime2" -> 38;
            case "datetimeoffset" -> 45;
            case "uniqueidentifier" -> 36;
            case "timestamp", "rowversion" -> 18;
            case "sysname" -> 128;
            case "binary", "varbinary" -> type.length() < 0 ? maxWidth : 2 * type.length() + 2;
            case "char", "varchar", "nchar", "nvarchar" -> type.length() <= 0 ? maxWidth : type.length();
            default -> maxWidth;
        };
    }
}
