package dev.coffer.cli.remote;

import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The columns of a result set as the instance itself would describe them. */
final class JdbcColumns {

    /** Longer than any declared length: what the driver says of (max) types. */
    private static final int LONGEST_DECLARED = 8000;

    private JdbcColumns() {}

    static List<Column> of(ResultSetMetaData metadata) throws SQLException {
        List<Column> columns = new ArrayList<>(metadata.getColumnCount());
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(new Column(
                    metadata.getColumnLabel(i),
                    type(metadata, i),
                    metadata.isNullable(i) != ResultSetMetaData.columnNoNulls));
        }
        return columns;
    }

    private static SqlType type(ResultSetMetaData metadata, int column) throws SQLException {
        // "int identity" is an int.
        String name =
                metadata.getColumnTypeName(column).toLowerCase(Locale.ROOT).split("[ (]", 2)[0];
        return switch (name) {
            case "char", "varchar", "nchar", "nvarchar", "binary", "varbinary", "text", "ntext", "image", "xml" ->
                SqlType.sized(name, length(metadata.getPrecision(column)));
            case "decimal", "numeric" -> new SqlType(name, 0, metadata.getPrecision(column), metadata.getScale(column));
            case "time", "datetime2", "datetimeoffset" -> new SqlType(name, 0, 0, metadata.getScale(column));
            default -> SqlType.of(name);
        };
    }

    private static int length(int precision) {
        return precision > LONGEST_DECLARED ? -1 : precision;
    }
}
