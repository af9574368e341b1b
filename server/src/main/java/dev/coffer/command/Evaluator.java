package dev.coffer.command;

import dev.coffer.command.Fitting.Fitted;
import dev.coffer.command.Folding.Settled;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.translate.Environment;
import dev.coffer.translate.Translation;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.TypeName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values of expressions outside of data statements: of variables, conditions and arguments. What the session knows by
 * itself needs no engine. Thread-safe.
 */
public final class Evaluator {

    private static final TypeName LONG_TEXT = new TypeName("nvarchar", List.of(-1), new Position(1, 1));

    private final Translator translator = new Translator();
    private final Folding folding = new Folding();
    private final ServerNames names;

    public Evaluator(ServerNames names) {
        this.names = names;
    }

    private interface Translating {
        Translation with(Translator.Tables tables) throws SqlError;
    }

    /** A row of a query. */
    @FunctionalInterface
    interface Row {
        void accept(@Nullable Object[] values) throws SqlError;
    }

    /** The value of an expression, converted to a type as assignment does. */
    public @Nullable Object value(Expression expression, TypeName type, Caller caller) throws SqlError {
        Optional<Settled> settled = folding.settle(expression, caller);
        if (settled.isPresent()) {
            Optional<Fitted> fitted = Fitting.fit(settled.get().value(), type);
            if (fitted.isPresent()) {
                return fitted.get().value();
            }
        }
        Environment environment = Environments.of(caller, names);
        return single(tables -> translator.value(expression, type, environment, tables), caller);
    }

    /** What a value is without the engine; nothing when it takes the engine to tell. */
    Optional<Settled> settled(Expression expression, Caller caller) throws SqlError {
        return folding.settle(expression, caller);
    }

    /** The value as text, of any length; null for NULL. */
    public @Nullable String text(Expression expression, Caller caller) throws SqlError {
        Object value = value(expression, LONG_TEXT, caller);
        return value == null ? null : value.toString();
    }

    /** The value as PRINT shows it; null for NULL. */
    @Nullable
    String printed(Expression expression, Caller caller) throws SqlError {
        Optional<Settled> settled = folding.settle(expression, caller);
        if (settled.isPresent()) {
            Object value = settled.get().value();
            if (value == null || value instanceof String || value instanceof Integer) {
                return value == null ? null : value.toString();
            }
        }
        Environment environment = Environments.of(caller, names);
        return (String) single(tables -> translator.text(expression, environment, tables), caller);
    }

    /** Whether a condition is true, which it is not when it is unknown. */
    public boolean holds(Expression condition, Caller caller) throws SqlError {
        Optional<Settled> settled = folding.settle(condition, caller);
        if (settled.isPresent()) {
            return Boolean.TRUE.equals(settled.get().value());
        }
        Environment environment = Environments.of(caller, names);
        return Boolean.TRUE.equals(single(tables -> translator.condition(condition, environment, tables), caller));
    }

    /** A value that came from elsewhere, converted to a type. */
    @Nullable
    Object converted(@Nullable Object value, TypeName type, Caller caller) throws SqlError {
        Optional<Fitted> fitted = Fitting.fit(value, type);
        if (fitted.isPresent()) {
            return fitted.get().value();
        }
        return converted(BoundValues.text(value), LONG_TEXT, type, caller);
    }

    /** The same, of a value whose type is known: a datetime as a string is another one than its text. */
    @Nullable
    Object converted(@Nullable Object value, TypeName source, TypeName type, Caller caller) throws SqlError {
        Optional<Fitted> fitted = Fitting.fit(value, type);
        if (fitted.isPresent()) {
            return fitted.get().value();
        }
        Variables scratch = new Variables();
        scratch.declare("@value", source);
        scratch.set("@value", value);
        return value(new Expression.Variable(type.position(), "@value"), type, caller.with(scratch));
    }

    /** Rows of a query whose values are converted to types; answers how many. */
    long rows(Select query, List<TypeName> types, Caller caller, Row row) throws SqlError {
        Environment environment = Environments.of(caller, names);
        Capture capture = new Capture(row);
        long count =
                run(query.words(), tables -> translator.values(query, types, environment, tables), caller, capture);
        capture.check();
        return count;
    }

    private @Nullable Object single(Translating translating, Caller caller) throws SqlError {
        @Nullable Object[] found = new @Nullable Object[1];
        Capture capture = new Capture(values -> found[0] = values[0]);
        run("SELECT", translating, caller, capture);
        return found[0];
    }

    private long run(String words, Translating translating, Caller caller, ResultSink sink) throws SqlError {
        Translation translation = translating.with(Translator.Tables.NONE);
        try (StatementRoute route = StatementRoute.find(words, translation, caller)) {
            boolean asItIs = route.standIns().isEmpty() && translation.needs() == Translation.Needs.NOTHING;
            Translation ready = asItIs ? translation : translating.with(route.tables());
            return new TranslatedRun(ready, Optional.empty(), route, caller).run(words, sink);
        }
    }

    /** Hands rows on; an error of whoever takes them is kept until the query is over. */
    private static final class Capture implements ResultSink {

        private final Row row;
        private @Nullable SqlError failed;

        Capture(Row row) {
            this.row = row;
        }

        @Override
        public void message(SqlMessage message) {}

        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(@Nullable Object[] values) {
            if (failed == null) {
                try {
                    row.accept(values);
                } catch (SqlError error) {
                    failed = error;
                }
            }
        }

        @Override
        public void done(long rowCount) {}

        void check() throws SqlError {
            SqlError error = failed;
            if (error != null) {
                throw error;
            }
        }
    }
}
