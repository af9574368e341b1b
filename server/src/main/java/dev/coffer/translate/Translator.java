package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.AlterTable;
import dev.coffer.tsql.CreateIndex;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.CreateView;
import dev.coffer.tsql.DataStatement;
import dev.coffer.tsql.Delete;
import dev.coffer.tsql.DropIndex;
import dev.coffer.tsql.DropTable;
import dev.coffer.tsql.DropView;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.InsertBulk;
import dev.coffer.tsql.Merge;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Output;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.SelectInto;
import dev.coffer.tsql.TruncateTable;
import dev.coffer.tsql.TypeName;
import dev.coffer.tsql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Data statements to PostgreSQL's text. A statement that would mean something else there is refused. Thread-safe.
 */
public final class Translator {

    /** As moments are shown. */
    private static final TypeName SHOWN = new TypeName("nvarchar", List.of(100), new Position(1, 1));

    /** @throws SqlError NOT_SUPPORTED, 195 and their like, with the line */
    public Translation translate(DataStatement statement, Environment environment) throws SqlError {
        return translate(statement, environment, Map.of(), ColumnTypes.NONE);
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

    /**
     * What is known about the tables that a statement names.
     *
     * @param carried names of temporary tables on the connection that runs the statement
     * @param columns types of the columns it names
     */
    public record Tables(Map<Reference, String> carried, ColumnTypes columns) {
        public static final Tables NONE = new Tables(Map.of(), ColumnTypes.NONE);
    }

    /** A value, as PRINT shows it: one row with one text. */
    public Translation text(Expression expression, Environment environment, Tables tables) throws SqlError {
        Run run = new Run(environment, tables.carried(), tables.columns());
        boolean moment = run.queries
                .types()
                .of(expression)
                .filter(type -> type.name().contains("date") || type.name().equals("time"))
                .isPresent();
        if (moment) {
            return value(expression, SHOWN, environment, tables);
        }
        String sql = "SELECT CAST(" + run.queries.expressions().write(expression) + " AS text)";
        return run.done(
                StatementKind.ROWS, List.of(Optional.of("")), List.of(Optional.of(SqlType.nvarchar(-1))), List.of(sql));
    }

    /** A value of a type: one row with one column. */
    public Translation value(Expression expression, TypeName type, Environment environment, Tables tables)
            throws SqlError {
        Run run = new Run(environment, tables.carried(), tables.columns());
        Expression cast = new Expression.Cast(
                expression.position(), expression, type, Optional.empty(), Expression.Cast.OnFailure.ERROR);
        String sql = "SELECT " + run.queries.expressions().write(cast);
        return run.done(StatementKind.ROWS, List.of(Optional.of("")), List.of(Optional.of(typeOf(type))), List.of(sql));
    }

    /** A condition: one row with one boolean, NULL when it is unknown. */
    public Translation condition(Expression condition, Environment environment, Tables tables) throws SqlError {
        Run run = new Run(environment, tables.carried(), tables.columns());
        String sql = "SELECT " + run.queries.expressions().write(condition);
        return run.done(
                StatementKind.ROWS, List.of(Optional.of("")), List.of(Optional.of(SqlType.of("bit"))), List.of(sql));
    }

    /** The values of a query, each cast to the type of its place. */
    public Translation values(Select query, List<TypeName> types, Environment environment, Tables tables)
            throws SqlError {
        return new Run(environment, tables.carried(), tables.columns()).values(query, types);
    }

    /**
     * The table that SELECT INTO makes.
     *
     * @throws SqlError 1038 when one of its columns has no name
     */
    public NewTable newTable(SelectInto into, Environment environment, Tables tables) throws SqlError {
        Run run = new Run(environment, tables.carried(), tables.columns());
        String name = run.names.target(into.table());
        Select select = new Select(into.position(), into.query());
        Translation query = translate(select, environment, tables.carried(), tables.columns());
        if (query.labels().contains(Optional.of(""))) {
            throw Message.EMPTY_NAME.error().atLine(into.position().line());
        }
        return new NewTable(query, name);
    }

    /**
     * A type as clients are told it.
     *
     * @throws SqlError NOT_SUPPORTED for a type that is not known
     */
    public static SqlType typeOf(TypeName type) throws SqlError {
        Types.cast(type);
        return SqlTypes.declared(Types.declared(type));
    }

    /** A type as a client writes it for what it sends, whether or not a column can have it. */
    public static SqlType sentType(TypeName type) {
        return SqlTypes.declared(Types.declared(type));
    }

    /** As it would be written in DECLARE. */
    public static TypeName nameOf(SqlType type, Position position) {
        List<Integer> arguments = List.of();
        if (type.length() != 0) {
            arguments = List.of(type.length());
        } else if (type.precision() != 0) {
            arguments = List.of(type.precision(), type.scale());
        } else if (SqlTypes.hasFraction(type.name())) {
            arguments = List.of(type.scale());
        }
        return new TypeName(type.name().equals("binary") ? "varbinary" : type.name(), arguments, position);
    }

    private static final class Run {

        private final Names names;
        private final QueryWriter queries;

        Run(Environment environment, Map<Reference, String> carried, ColumnTypes columns) {
            this.names = new Names(environment.database(), carried);
            this.queries = new QueryWriter(names, environment, new ValueTypes(names, columns, environment.values()));
        }

        Translation translate(DataStatement statement) throws SqlError {
            ChangeWriter changes = new ChangeWriter(names, queries);
            TableWriter tables = new TableWriter(names, queries.expressions());
            if (statement instanceof Select select) {
                String sql = queries.outermost(select.query());
                return done(StatementKind.ROWS, labels(select.query().body()), List.of(sql));
            }
            if (statement instanceof SelectInto into) {
                String sql = "CREATE TABLE " + names.target(into.table()) + " AS " + queries.outermost(into.query());
                return done(StatementKind.COUNT, labels(into.query().body()), List.of(sql));
            }
            if (statement instanceof Insert insert) {
                return changed(insert.output(), Optional.empty(), changes.insert(insert));
            }
            if (statement instanceof InsertBulk bulk) {
                return done(StatementKind.COUNT, List.of(), List.of(changes.copy(bulk)));
            }
            if (statement instanceof Update update) {
                return changed(update.output(), changes.lock(update), List.of(changes.update(update)));
            }
            if (statement instanceof Delete delete) {
                return changed(delete.output(), changes.lock(delete), List.of(changes.delete(delete)));
            }
            if (statement instanceof Merge merge) {
                return changed(merge.output(), Optional.empty(), List.of(new MergeWriter(names, queries).merge(merge)));
            }
            if (statement instanceof CreateView create) {
                List<String> sql = new ViewWriter(names, queries)
                        .create(create, labels(create.query().body()));
                return done(StatementKind.NOTHING, List.of(), sql);
            }
            if (statement instanceof DropView drop) {
                return done(StatementKind.NOTHING, List.of(), List.of(new ViewWriter(names, queries).drop(drop)));
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

        private Translation changed(Optional<Output> output, Optional<String> lock, List<String> sql) throws SqlError {
            boolean shown = output.isPresent() && output.get().into().isEmpty();
            return shown
                    ? done(StatementKind.CHANGED_ROWS, labels(output.get().items()), queries.resultTypes(), lock, sql)
                    : done(StatementKind.COUNT, List.of(), queries.resultTypes(), lock, sql);
        }

        Translation values(Select select, List<TypeName> types) throws SqlError {
            List<Query.Item> items = new ArrayList<>();
            List<Optional<SqlType>> declared = new ArrayList<>();
            Query.Block block = (Query.Block) select.query().body();
            for (int i = 0; i < types.size(); i++) {
                Expression value = ((Query.Value) block.items().get(i)).value();
                items.add(new Query.Value(
                        new Expression.Cast(
                                value.position(),
                                value,
                                types.get(i),
                                Optional.empty(),
                                Expression.Cast.OnFailure.ERROR),
                        Optional.empty()));
                declared.add(Optional.of(typeOf(types.get(i))));
            }
            Query query = select.query().with(block.with(items));
            return done(StatementKind.ROWS, labels(query.body()), declared, List.of(queries.outermost(query)));
        }

        private Translation done(StatementKind kind, List<Optional<String>> labels, List<String> sql) throws SqlError {
            return done(kind, labels, queries.resultTypes(), sql);
        }

        private Translation done(
                StatementKind kind, List<Optional<String>> labels, List<Optional<SqlType>> types, List<String> sql)
                throws SqlError {
            return done(kind, labels, types, Optional.empty(), sql);
        }

        private Translation done(
                StatementKind kind,
                List<Optional<String>> labels,
                List<Optional<SqlType>> types,
                Optional<String> lock,
                List<String> sql)
                throws SqlError {
            names.checkAsked();
            Parameters first = Parameters.of(sql.get(0));
            List<String> texts = new ArrayList<>(sql);
            texts.set(0, first.text());
            // What makes or changes tables keeps its text, which no variable outlives.
            boolean keeps = kind == StatementKind.NOTHING && !first.names().isEmpty();
            boolean later = texts.subList(1, texts.size()).stream()
                    .anyMatch(more -> !Parameters.of(more).names().isEmpty());
            if (keeps || later) {
                throw Message.NOT_SUPPORTED.error("A variable in this place");
            }
            return new Translation(
                    kind,
                    lock.map(Parameters::of).map(text -> new Translation.Lock(text.text(), text.names())),
                    texts,
                    labels,
                    types,
                    queries.types().asked() ? Translation.Needs.COLUMN_TYPES : Translation.Needs.NOTHING,
                    first.names(),
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
            return labels(((Query.Block) body).items());
        }

        private static List<Optional<String>> labels(List<Query.Item> items) {
            List<Optional<String>> labels = new ArrayList<>();
            for (Query.Item item : items) {
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
