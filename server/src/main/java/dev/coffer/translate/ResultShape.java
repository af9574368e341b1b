package dev.coffer.translate;

import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGResultSetMetaData;

/**
 * What a translation's rows look like to the client: columns under the names that were written, with the types they
 * were declared with, and values as {@link dev.coffer.result.ResultSink} wants them. Confined to one thread; used for
 * one result.
 */
public final class ResultShape {

    private static final String UNNAMED = "?column?";

    private final Translation translation;
    private final Sources sources;
    private final Map<String, Map<String, ColumnTypes.Declared>> known = new HashMap<>();

    /** Where the columns of a table are declared. */
    @FunctionalInterface
    public interface Sources {
        /**
         * @param schema in PostgreSQL, of a temporary table too
         */
        Source of(String schema, String table);
    }

    /**
     * @param connection to the cluster that knows the table
     * @param schema there
     */
    public record Source(Connection connection, String schema, String table) {}

    public ResultShape(Translation translation, Sources sources) {
        this.translation = translation;
        this.sources = sources;
    }

    public List<Column> columns(ResultSetMetaData described) throws SQLException {
        PGResultSetMetaData origins = described.unwrap(PGResultSetMetaData.class);
        int count = described.getColumnCount();
        List<Column> columns = new ArrayList<>(count);
        for (int index = 1; index <= count; index++) {
            Optional<ColumnTypes.Declared> declared = declared(origins, index);
            SqlType type = declared.isPresent() ? declared.get().type() : derived(described, index);
            columns.add(Column.of(name(described.getColumnLabel(index), declared, index, count), type));
        }
        return columns;
    }

    /** What follows from the statement, unless PostgreSQL makes something else of it. */
    private SqlType derived(ResultSetMetaData described, int index) throws SQLException {
        Optional<SqlType> known = at(translation.types(), index, described.getColumnCount());
        return known.isPresent() && SqlTypes.fits(known.get(), described.getColumnTypeName(index))
                ? known.get()
                : SqlTypes.of(described, index);
    }

    private String name(String label, Optional<ColumnTypes.Declared> declared, int index, int count) {
        Optional<String> written = written(index, count);
        if (written.isPresent()) {
            return written.get();
        }
        if (declared.isPresent()
                && declared.get().spelling().toLowerCase(Locale.ROOT).equals(label)) {
            return declared.get().spelling();
        }
        return label.equals(UNNAMED) ? "" : translation.spelled(label);
    }

    /** What was written for a column. */
    private Optional<String> written(int index, int count) {
        return at(translation.labels(), index, count);
    }

    /** Counted from the left before the first star, from the right after the last. */
    private <T> Optional<T> at(List<Optional<T>> items, int index, int count) {
        List<Optional<String>> labels = translation.labels();
        if (items.size() != labels.size()) {
            return Optional.empty();
        }
        int firstStar = labels.indexOf(Optional.<String>empty());
        if (firstStar < 0 || index <= firstStar) {
            return items.get(index - 1);
        }
        int fromEnd = count - index;
        int lastStar = labels.lastIndexOf(Optional.<String>empty());
        return fromEnd < labels.size() - 1 - lastStar ? items.get(labels.size() - 1 - fromEnd) : Optional.empty();
    }

    private Optional<ColumnTypes.Declared> declared(PGResultSetMetaData origins, int index) throws SQLException {
        String table = origins.getBaseTableName(index);
        if (table.isEmpty()) {
            return Optional.empty();
        }
        Source source = sources.of(origins.getBaseSchemaName(index), table);
        String name = Names.quoted(source.schema()) + "." + Names.quoted(source.table());
        Map<String, ColumnTypes.Declared> columns = known.get(name);
        if (columns == null) {
            columns = ColumnTypes.read(source.connection(), name);
            known.put(name, columns);
        }
        return Optional.ofNullable(columns.get(origins.getBaseColumnName(index)));
    }

    /** @param index 1-based */
    public @Nullable Object value(ResultSet row, int index, Column column) throws SQLException {
        return read(row, index, column.type());
    }

    /** @param text as in CREATE TABLE */
    public static SqlType type(String text) {
        return SqlTypes.declared(text);
    }

    /**
     * A value as {@link dev.coffer.result.ResultSink} wants it.
     *
     * @param index 1-based
     */
    public static @Nullable Object read(ResultSet row, int index, SqlType type) throws SQLException {
        return switch (type.name()) {
            case "bit" -> orNull(row, row.getBoolean(index));
            case "tinyint", "smallint" -> orNull(row, row.getShort(index));
            case "int" -> orNull(row, row.getInt(index));
            case "bigint" -> orNull(row, row.getLong(index));
            case "real" -> orNull(row, row.getFloat(index));
            case "float" -> orNull(row, row.getDouble(index));
            case "decimal", "numeric", "money", "smallmoney" -> row.getBigDecimal(index);
            case "binary", "varbinary" -> row.getBytes(index);
            case "uniqueidentifier" -> row.getObject(index, UUID.class);
            case "date" -> row.getObject(index, LocalDate.class);
            case "time" -> row.getObject(index, LocalTime.class);
            case "datetime", "smalldatetime", "datetime2" -> row.getObject(index, LocalDateTime.class);
            case "datetimeoffset" -> Offsets.read(row.getString(index));
            case Variants.TYPE -> Variants.read(row.getString(index));
            default -> row.getString(index);
        };
    }

    private static @Nullable Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }
}
