package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import dev.coffer.tsql.TableSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Functions that stand for a table: STRING_SPLIT and sys.dm_exec_sql_text. Confined to one thread. */
final class TableFunctions {

    private static final String STATEMENT_TEXT = "dm_exec_sql_text";

    private final Names names;

    TableFunctions(Names names) {
        this.names = names;
    }

    /** Types of the columns whose types are known, by their names. */
    static Map<String, SqlType> columns(TableSource.Function function) {
        return is(function, STATEMENT_TEXT)
                ? Map.of("text", SqlType.nvarchar(-1))
                : Map.of("value", SqlType.nvarchar(-1));
    }

    private static boolean is(TableSource.Function function, String name) {
        return function.call().name().text().equalsIgnoreCase(name);
    }

    String write(TableSource.Function function, ExpressionWriter expressions) throws SqlError {
        Expression.FunctionCall call = function.call();
        List<Expression> values = call.arguments().values();
        String alias = names.folded(function.alias().orElse(call.name()));
        boolean system = call.schema()
                .map(schema -> schema.text().equalsIgnoreCase("sys"))
                .orElse(false);
        if (is(function, STATEMENT_TEXT) && system && values.size() == 1) {
            return statementText(call, expressions.write(values.get(0))) + " AS " + alias;
        }
        boolean split = is(function, "string_split")
                && call.schema().isEmpty()
                && values.size() == 2
                && values.get(1) instanceof Expression.StringLiteral separator
                && separator.value().length() == 1;
        if (split) {
            return split(expressions.write(values.get(0)), expressions.write(values.get(1))) + " AS " + alias;
        }
        throw Message.NOT_SUPPORTED
                .error("A table-valued function other than STRING_SPLIT with one character and sys.dm_exec_sql_text")
                .atLine(call.position().line());
    }

    /** What stands between two separators is a row, also when that is nothing, and so is an empty string. */
    private static String split(String argument, String separator) {
        String text = "CAST(" + argument + " AS text)";
        return "(SELECT v.value FROM pg_catalog.unnest(CASE WHEN " + text + " = '' THEN ARRAY[CAST('' AS text)]"
                + " ELSE pg_catalog.string_to_array(" + text + ", " + separator + ") END) AS v (value))";
    }

    private String statementText(Expression.FunctionCall call, String handle) throws SqlError {
        Name master = new Name("master", call.position());
        Name sys = new Name("sys", call.position());
        Name view = new Name("dm_session_texts", call.position());
        // An alias that is nobody's: the handle comes from the tables around.
        String from = names.table(new ObjectName(Optional.of(master), Optional.of(sys), view)) + " AS \"coffer texts\"";
        StringBuilder columns = new StringBuilder();
        for (String column : List.of("dbid", "objectid", "number", "encrypted", "text")) {
            columns.append(columns.isEmpty() ? "" : ", ")
                    .append("\"coffer texts\".")
                    .append(column);
        }
        return "(SELECT " + columns + " FROM " + from + " WHERE \"coffer texts\".sql_handle = " + handle + ")";
    }
}
