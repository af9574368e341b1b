package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import dev.coffer.tsql.Output;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** OUTPUT in PostgreSQL's words: RETURNING of the old and the new row. Confined to one thread. */
final class OutputWriter {

    private static final String CHANGED = "\"changed\"";

    private final Names names;
    private final QueryWriter queries;

    OutputWriter(Names names, QueryWriter queries) {
        this.names = names;
        this.queries = queries;
    }

    /** Which of its two rows a statement has. */
    enum Rows {
        INSERTED("deleted"),
        DELETED("inserted"),
        BOTH(""),
        /** With {@code $action}, which says what was done. */
        MERGED("");

        private final String missing;

        Rows(String missing) {
            this.missing = missing;
        }

        /** The name that stands for nothing. */
        String missing() {
            return missing;
        }
    }

    /**
     * A change with its OUTPUT.
     *
     * @param change the statement without it, in PostgreSQL's words; its tables' types are in reach still
     * @param table the one that is changed
     */
    String write(String change, Optional<Output> output, ObjectName table, Rows rows) throws SqlError {
        if (output.isEmpty()) {
            return change;
        }
        Output clause = output.get();
        queries.types().enter(List.of(row(table, "inserted", clause), row(table, "deleted", clause)));
        List<String> items = new ArrayList<>();
        names.beginOutput(rows);
        for (Query.Item item : clause.items()) {
            if (item instanceof Query.Star star) {
                names.checkOutput(star.qualifier().map(ObjectName::object), new Name("*", star.position()));
            }
            boolean numbered = clause.into().isPresent() && item instanceof Query.Value;
            items.add(numbered ? queries.expressions().write(((Query.Value) item).value()) : queries.returned(item));
        }
        names.endOutput();
        String returning = change + " RETURNING WITH (OLD AS \"deleted\", NEW AS \"inserted\") "
                + (clause.into().isEmpty() ? String.join(", ", items) : numbered(clause, items));
        String whole =
                clause.into().isEmpty() ? returning : into(clause, clause.into().get(), returning);
        queries.types().leave();
        return whole;
    }

    private static TableSource row(ObjectName table, String name, Output clause) {
        return new TableSource.Table(table, Optional.of(new Name(name, clause.position())));
    }

    private static boolean hasStar(Output clause) {
        return clause.items().stream().anyMatch(Query.Star.class::isInstance);
    }

    /** Names of their own, unless a star hides how many there are. */
    private static String numbered(Output clause, List<String> items) {
        if (hasStar(clause)) {
            return String.join(", ", items);
        }
        List<String> numbered = new ArrayList<>();
        for (String item : items) {
            numbered.add(item + " AS \"c" + numbered.size() + "\"");
        }
        return String.join(", ", numbered);
    }

    private String into(Output clause, Output.Into into, String returning) throws SqlError {
        String changed = names.target();
        String target = names.changed(into.table());
        names.restoreTarget(changed);
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        Map<String, SqlType> declared = queries.types().declared(into.table());
        boolean typed =
                !hasStar(clause) && into.columns().size() == clause.items().size();
        for (int i = 0; i < into.columns().size(); i++) {
            Name column = into.columns().get(i);
            columns.add(names.folded(column));
            if (typed) {
                Expression value = ((Query.Value) clause.items().get(i)).value();
                Optional<SqlType> type =
                        Optional.ofNullable(declared.get(column.text().toLowerCase(Locale.ROOT)));
                values.add(queries.expressions().assigned(type, value, CHANGED + ".\"c" + i + "\""));
            }
        }
        return "WITH " + CHANGED + " AS (" + returning + ") INSERT INTO " + target
                + (columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")") + " SELECT "
                + (typed ? String.join(", ", values) : "*") + " FROM " + CHANGED;
    }
}
