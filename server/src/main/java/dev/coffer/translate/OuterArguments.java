package dev.coffer.translate;

import dev.coffer.tsql.Expression;
import java.util.ArrayList;
import java.util.List;

/**
 * Arguments of a function that may be written as a query. Columns in them belong to the statement around it, and the
 * query's own tables have columns of the same names; so they get their values before the query, under names that are
 * nobody's.
 *
 * @param words of the arguments in PostgreSQL's words, for use inside the query
 * @param values columns of the one row that holds what is no literal; none when there is nothing to capture
 */
record OuterArguments(List<String> words, List<String> values) {

    private static final String ROW = "\"coffer arguments\"";

    OuterArguments {
        words = List.copyOf(words);
        values = List.copyOf(values);
    }

    /** @param arguments the written ones in PostgreSQL's words; there may be fewer of them, and more */
    static OuterArguments of(List<Expression> written, List<String> arguments) {
        List<String> words = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int index = 0; index < arguments.size(); index++) {
            if (index < written.size() && isSettled(written.get(index))) {
                words.add(arguments.get(index));
            } else {
                String column = "\"coffer " + index + "\"";
                words.add(ROW + "." + column);
                values.add(arguments.get(index) + " AS " + column);
            }
        }
        return new OuterArguments(words, values);
    }

    /** What names no column; its type, which PostgreSQL finds where it is used, stays open. */
    private static boolean isSettled(Expression written) {
        return written instanceof Expression.StringLiteral
                || written instanceof Expression.NumberLiteral
                || written instanceof Expression.BinaryLiteral
                || written instanceof Expression.Keyword
                || written instanceof Expression.Variable
                || written instanceof Expression.SystemVariable;
    }

    /** The query with the row of arguments before it. */
    String around(String query) {
        return values.isEmpty()
                ? query
                : "(SELECT " + query + " FROM (SELECT " + String.join(", ", values) + ") AS " + ROW + ")";
    }
}
