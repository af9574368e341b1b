package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.DataStatement;
import dev.coffer.tsql.Delete;
import dev.coffer.tsql.DropTable;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.IfExists;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.TruncateTable;
import dev.coffer.tsql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Data statements to PostgreSQL's text. A statement that would mean something else there is refused. Thread-safe.
 */
public final class Translator {

    /** @throws SqlError NOT_SUPPORTED, 195 and their like, with the line */
    public Translation translate(DataStatement statement, Environment environment) throws SqlError {
        return translate(statement, environment, Map.of());
    }

    /**
     * The same, with views of the instance read from where their rows were carried to.
     *
     * @param carried names of temporary tables on the connection that runs the statement
     */
    public Translation translate(DataStatement statement, Environment environment, Map<Reference, String> carried)
            throws SqlError {
        return new Run(environment, carried).translate(statement);
    }

    /** A value, as PRINT shows it: one row with one text. */
    public Translation value(Expression expression, Environment environment) throws SqlError {
        Run run = new Run(environment, Map.of());
        String sql = "SELECT CAST(" + run.queries.expressions().write(expression) + " AS text)";
        return new Translation(
                StatementKind.ROWS, List.of(sql), List.of(Optional.of("")), run.names.references(), Map.of());
    }

    private static final class Run {

        private final Names names;
        private final QueryWriter queries;

        Run(Environment environment, Map<Reference, String> carried) {
            this.names = new Names(environment.database(), carried);
            this.queries = new QueryWriter(names, environment);
        }

        Translation translate(DataStatement statement) throws SqlError {
            if (statement instanceof Select select) {
                String sql = queries.outermost(select.query());
                return done(StatementKind.ROWS, labels(select.query().body()), List.of(sql));
            }
            if (statement instanceof Insert insert) {
                return done(StatementKind.COUNT, List.of(), List.of(insert(insert)));
            }
            if (statement instanceof Update update) {
                return done(StatementKind.COUNT, List.of(), List.of(update(update)));
            }
            if (statement instanceof Delete delete) {
                refuseFrom(delete.from().isEmpty(), delete);
                String sql = "DELETE FROM " + names.target(delete.target())
                        + (delete.where().isPresent()
                                ? " WHERE "
                                        + queries.expressions()
                                                .write(delete.where().get())
                                : "");
                return done(StatementKind.COUNT, List.of(), List.of(sql));
            }
            if (statement instanceof TruncateTable truncate) {
                String sql = "TRUNCATE TABLE " + names.target(truncate.table()) + " RESTART IDENTITY";
                return done(StatementKind.NOTHING, List.of(), List.of(sql));
            }
            if (statement instanceof DropTable drop) {
                List<String> tables = new ArrayList<>();
                for (ObjectName table : drop.tables()) {
                    tables.add(names.target(table));
                }
                String ifExists = drop.ifExists() == IfExists.IF_EXISTS ? "IF EXISTS " : "";
                return done(
                        StatementKind.NOTHING,
                        List.of(),
                        List.of("DROP TABLE " + ifExists + String.join(", ", tables)));
            }
            if (statement instanceof CreateTable create) {
                List<String> sql = new TableWriter(names, queries.expressions()).create(create);
                return done(StatementKind.NOTHING, List.of(), sql);
            }
            throw Message.NOT_SUPPORTED
                    .error(statement.words())
                    .atLine(statement.position().line());
        }

        private Translation done(StatementKind kind, List<Optional<String>> labels, List<String> sql) {
            return new Translation(kind, sql, labels, names.references(), names.spellings());
        }

        private static void refuseFrom(boolean none, DataStatement statement) throws SqlError {
            if (!none) {
                throw Message.NOT_SUPPORTED
                        .error(statement.words() + " with FROM")
                        .atLine(statement.position().line());
            }
        }

        private String insert(Insert insert) throws SqlError {
            List<String> columns = new ArrayList<>();
            for (Name column : insert.columns()) {
                columns.add(names.folded(column));
            }
            String head = "INSERT INTO " + names.target(insert.table())
                    + (columns.isEmpty() ? " " : " (" + String.join(", ", columns) + ") ");
            if (insert.source() instanceof Insert.Values values) {
                return head + queries.values(values.rows());
            }
            if (insert.source() instanceof Insert.FromQuery from) {
                return head + queries.nested(from.query());
            }
            return head + "DEFAULT VALUES";
        }

        private String update(Update update) throws SqlError {
            refuseFrom(update.from().isEmpty(), update);
            List<String> assignments = new ArrayList<>();
            for (Update.Assignment assignment : update.assignments()) {
                String column = names.folded(assignment.column());
                String value = queries.expressions().write(assignment.value());
                String operator = assignment.operator().equals("^") ? "#" : assignment.operator();
                assignments.add(
                        column + " = " + (operator.isEmpty() ? value : column + " " + operator + " (" + value + ")"));
            }
            String where = update.where().isPresent()
                    ? " WHERE " + queries.expressions().write(update.where().get())
                    : "";
            return "UPDATE " + names.target(update.target()) + " SET " + String.join(", ", assignments) + where;
        }

        private static List<Optional<String>> labels(Query.Body body) {
            if (body instanceof Query.SetOperation operation) {
                return labels(operation.left());
            }
            if (body instanceof Query.Nested nested) {
                return labels(nested.query().body());
            }
            List<Optional<String>> labels = new ArrayList<>();
            for (Query.Item item : ((Query.Block) body).items()) {
                labels.add(
                        item instanceof Query.Value value
                                ? Optional.of(value.alias().map(Name::text).orElseGet(() -> nameOf(value.value())))
                                : Optional.empty());
            }
            return List.copyOf(labels);
        }

        private static String nameOf(Expression value) {
            if (value instanceof Expression.ColumnReference column) {
                return column.parts().get(column.parts().size() - 1).text();
            }
            return "";
        }
    }
}
