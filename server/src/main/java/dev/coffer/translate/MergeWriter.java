package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Merge;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** MERGE, which PostgreSQL has too. Confined to one thread. */
final class MergeWriter {

    private final Names names;
    private final QueryWriter queries;

    MergeWriter(Names names, QueryWriter queries) {
        this.names = names;
        this.queries = queries;
    }

    String merge(Merge merge) throws SqlError {
        Name alias = merge.target().alias().orElse(merge.target().name().object());
        String target = names.changed(merge.target().name());
        queries.types().enter(List.of(merge.target(), merge.source()));
        Map<String, SqlType> types = queries.types().declared(merge.target().name());
        StringBuilder text = new StringBuilder("MERGE INTO ")
                .append(target)
                .append(" AS ")
                .append(names.folded(alias))
                .append(" USING ")
                .append(queries.source(merge.source()))
                .append(" ON ")
                .append(queries.expressions().write(merge.on()));
        for (Merge.Clause clause : merge.clauses()) {
            text.append(" WHEN ").append(clause.match().words());
            if (clause.condition().isPresent()) {
                text.append(" AND (")
                        .append(queries.expressions().write(clause.condition().get()))
                        .append(')');
            }
            text.append(" THEN ").append(action(clause.action(), alias, types));
        }
        String whole = new OutputWriter(names, queries)
                .write(text.toString(), merge.output(), merge.target().name(), OutputWriter.Rows.MERGED);
        queries.types().leave();
        return whole;
    }

    private String action(Merge.Action action, Name target, Map<String, SqlType> types) throws SqlError {
        if (action instanceof Merge.Addition addition) {
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (int i = 0; i < addition.columns().size(); i++) {
                Name column = addition.columns().get(i);
                columns.add(names.folded(column));
                values.add(queries.expressions()
                        .assigned(type(column, types), addition.values().get(i)));
            }
            return "INSERT (" + String.join(", ", columns) + ") VALUES (" + String.join(", ", values) + ")";
        }
        if (action instanceof Merge.Change change) {
            List<String> assignments = new ArrayList<>();
            for (Update.Assignment assignment : change.assignments()) {
                Expression value = ChangeWriter.value(assignment, target);
                assignments.add(names.folded(assignment.column()) + " = "
                        + queries.expressions().assigned(type(assignment.column(), types), value));
            }
            return "UPDATE SET " + String.join(", ", assignments);
        }
        return "DELETE";
    }

    private static Optional<SqlType> type(Name column, Map<String, SqlType> types) {
        return Optional.ofNullable(types.get(column.text().toLowerCase(Locale.ROOT)));
    }
}
