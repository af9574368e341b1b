package dev.coffer.command;

import dev.coffer.command.EngineText.Counts;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.translate.NewTable;
import dev.coffer.translate.ResultShape;
import dev.coffer.translate.SqlStates;
import dev.coffer.translate.StatementKind;
import dev.coffer.translate.Translation;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a translation where its tables are, all or nothing, with the caller's variables bound. Confined to the
 * session's thread.
 *
 * @param made the table that it makes of a query's rows: its columns keep their types and spellings
 */
record TranslatedRun(Translation translation, Optional<NewTable> made, StatementRoute route, Caller caller) {

    /**
     * @param words the statement's, for errors
     * @return rows returned or affected; -1 when it counts none
     */
    long run(String words, ResultSink sink) throws SqlError {
        List<@Nullable String> values = BoundValues.of(translation.parameters(), caller.variables());
        try {
            return StatementScope.run(route.connection(), route.owner(), () -> {
                route.carry(caller.cancellation());
                if (translation.lock().isPresent()) {
                    lock(translation.lock().get());
                }
                return run(values, sink);
            });
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw SqlStates.of(
                    failed, new SqlStates.Failed(words, route.database(caller), translation, route.connection()));
        }
    }

    private void lock(Translation.Lock lock) throws SQLException, SqlError {
        List<@Nullable String> values = BoundValues.of(lock.parameters(), caller.variables());
        new EngineText(lock.sql(), values, shape(translation), Counts.NONE, 0)
                .runUntold(route.connection(), caller.cancellation());
    }

    private long run(List<@Nullable String> values, ResultSink sink) throws SQLException {
        EngineText first = text(translation, values);
        if (translation.kind() == StatementKind.ROWS && caller.state().options().on("FMTONLY")) {
            sink.columns(first.describe(route.connection()));
            return 0;
        }
        long count = first.run(route.connection(), sink, caller.cancellation());
        List<String> more =
                new ArrayList<>(translation.sql().subList(1, translation.sql().size()));
        if (made.isPresent()) {
            EngineText query = text(made.get().query(), values);
            more.addAll(made.get().comments(query.describe(route.connection())));
        }
        try (Statement statement = route.connection().createStatement()) {
            for (String text : more) {
                statement.execute(text);
            }
        }
        route.drop();
        return count;
    }

    private EngineText text(Translation ready, List<@Nullable String> values) {
        Counts counts = ready.kind() == StatementKind.COUNT ? Counts.AFFECTED : Counts.NONE;
        int maxRows =
                ready.kind() == StatementKind.ROWS ? caller.state().options().number("ROWCOUNT") : 0;
        return new EngineText(ready.sql().get(0), values, shape(ready), counts, maxRows);
    }

    private EngineText.Shape shape(Translation ready) {
        ResultShape shape = new ResultShape(ready, route::source);
        return new EngineText.Shape() {
            @Override
            public List<Column> columns(ResultSetMetaData described) throws SQLException {
                return shape.columns(described);
            }

            @Override
            public @Nullable Object value(ResultSet row, int index, Column column) throws SQLException {
                return shape.value(row, index, column);
            }
        };
    }
}
