package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterTable;
import dev.coffer.tsql.CreateIndex;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.DataStatement;
import dev.coffer.tsql.Delete;
import dev.coffer.tsql.DropIndex;
import dev.coffer.tsql.DropTable;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.Name;
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
        return translate(statement, environment, Map.of(), reference -> Map.of());
    }

    /**
     * The same, with views of the instance read from where their rows were carried to.
     *
     * @param carried names of temporary tables on the connection that runs the statement
     * @param columns types of the columns it names
     */
    public Translation translate(
            DataStatement statement, Environment environment, Map<Reference, String> carried, ColumnTypes columns)
            throws SqlError {
        return new Run(environment, carried, columns).translate(statement);
    }

    /** A value, as PRINT shows it: one row with one text. */
    public Translation value(Expression expression, Environment environment) throws SqlError {
        Run run = new Run(environment, Map.of(), reference -> Map.of());
        String sql = "SELECT CAST(" + run.queries.expressions().write(expression) + " AS text)";
        return new Translation(
                StatementKind.ROWS,
                List.of(sql),
                List.of(Optional.of("")),
                List.of(),
                Translation.Needs.NOTHING,
                "",
                run.names.references(),
                Map.of());
    }

    private static final class Run {

        private final Names names;
        private final QueryWriter queries;

        Run(Environment environment, Map<Reference, String> carried, ColumnTypes columns) {
            this.names = new Names(environment.database(), carried);
            this.queries = new QueryWriter(names, environment, new ValueTypes(names, columns));
        }

        Translation translate(DataStatement statement) throws SqlError {
            ChangeWriter changes = new ChangeWriter(names, queries);
            TableWriter tables = new TableWriter(names, queries.expressions());
            if (statement instanceof Select select) {
                String sql = queries.outermost(select.query());
                return done(StatementKind.ROWS, labels(select.query().body()), List.of(sql));
            }
            if (statement instanceof Insert insert) {
                return done(StatementKind.COUNT, List.of(), changes.insert(insert));
            }
            if (statement instanceof Update update) {
                return done(StatementKind.COUNT, List.of(), List.of(changes.update(update)));
            }
            if (statement instanceof Delete delete) {
                return done(StatementKind.COUNT, List.of(), List.of(changes.delete(delete)));
            }
            if (statement instanceof AlterTable alter) {
                return done(StatementKind.NOTHING, List.of(), new AlterTableWriter(names, tables).alter(alter));
            }
            if (statement instanceof TruncateTable truncate) {
                names.noteSubject(Names.plain(truncate.table()));
                String sql = "TRUNCATE TABLE " + names.target(truncate.table()) + " RESTART IDENTITY";
                return done(StatementKind.NOTHING, List.of(), List.of(sql));
            }
            if (statement instanceof DropTable drop) {
                return done(StatementKind.NOTHING, List.of(), List.of(tables.drop(drop)));
            }
            if (statement instanceof CreateTable create) {
                return done(StatementKind.NOTHING, List.of(), tables.create(create));
            }
            if (statement instanceof CreateIndex create) {
                return done(StatementKind.NOTHING, List.of(), tables.createIndex(create));
            }
            if (statement instanceof DropIndex drop) {
                return done(StatementKind.NOTHING, List.of(), List.of(tables.dropIndex(drop)));
            }
            throw Message.NOT_SUPPORTED
                    .error(statement.words())
                    .atLine(statement.position().line());
        }

        private Translation done(StatementKind kind, List<Optional<String>> labels, List<String> sql) throws SqlError {
            names.checkAsked();
            Translation.Needs needs =
                    queries.types().asked() ? Translation.Needs.COLUMN_TYPES : Translation.Needs.NOTHING;
            return new Translation(
                    kind,
                    sql,
                    labels,
                    queries.resultTypes(),
                    needs,
                    names.target(),
                    names.references(),
                    names.spellings());
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
