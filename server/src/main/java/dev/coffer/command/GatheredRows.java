package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.result.SqlType;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.TableSource;
import dev.coffer.tsql.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of all results of a statement, kept in memory as texts of arrays, one for each column; messages go on to the
 * client. Confined to the session's thread.
 */
final class GatheredRows implements ResultSink {

    /** 16 million UTF-16 units in all, so that a statement's rows take no more memory than its text may. */
    static final int MOST_CHARS = 16_000_000;

    private final ResultSink client;
    private List<Column> columns = List.of();
    private final List<StringBuilder> arrays = new ArrayList<>();
    private long chars;
    private @Nullable SqlError failed;

    GatheredRows(ResultSink client) {
        this.client = client;
    }

    @Override
    public void message(SqlMessage message) {
        client.message(message);
    }

    @Override
    public void columns(List<Column> described) {
        if (columns.isEmpty()) {
            columns = described;
            described.forEach(column -> arrays.add(new StringBuilder("{")));
        } else if (described.size() != columns.size()) {
            fail(Message.INSERT_VALUE_COUNT.error());
        } else if (!types(described).equals(types(columns))) {
            fail(Message.NOT_SUPPORTED.error("INSERT ... EXEC of results with different types"));
        }
    }

    private static List<SqlType> types(List<Column> columns) {
        return columns.stream()
                .map(column -> column.type().name().endsWith("char") ? SqlType.nvarchar(-1) : column.type())
                .toList();
    }

    /** A string may be longer in a later result. */
    private static SqlType widest(SqlType type) {
        if (!type.name().endsWith("char")) {
            return type;
        }
        return SqlType.sized(type.name().startsWith("n") ? "nvarchar" : "varchar", -1);
    }

    private void fail(SqlError error) {
        if (failed == null) {
            failed = error;
        }
    }

    @Override
    public void row(@Nullable Object[] values) {
        if (failed != null) {
            return;
        }
        try {
            for (int i = 0; i < values.length; i++) {
                append(arrays.get(i), BoundValues.text(values[i]));
            }
        } catch (SqlError error) {
            fail(error);
        }
        if (chars > MOST_CHARS) {
            fail(Message.NOT_SUPPORTED.error("INSERT ... EXEC of more than " + MOST_CHARS + " characters of rows"));
        }
    }

    private void append(StringBuilder array, @Nullable String value) {
        int before = array.length();
        array.append(before == 1 ? "" : ",");
        if (value == null) {
            array.append("NULL");
        } else {
            array.append('"')
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        chars += array.length() - before;
    }

    /** The procedure's own counts are not told. */
    @Override
    public void done(long rowCount) {}

    /** What made the rows unfit for one INSERT. */
    void check() throws SqlError {
        if (failed != null) {
            throw failed;
        }
    }

    List<Column> columns() {
        return columns;
    }

    /** Puts the columns into variables, and says which has which. */
    List<TableSource.GatheredColumn> bind(Variables variables, Position place) throws SqlError {
        List<TableSource.GatheredColumn> bound = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = "column" + i;
            TypeName type = Translator.nameOf(widest(columns.get(i).type()), place);
            variables.declare("@" + name, Translator.nameOf(SqlType.nvarchar(-1), place));
            variables.set("@" + name, arrays.get(i).append('}').toString());
            bound.add(new TableSource.GatheredColumn(new Name(name, place), type, "@" + name));
        }
        return bound;
    }
}
