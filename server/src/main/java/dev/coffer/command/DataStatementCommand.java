package dev.coffer.command;

import dev.coffer.command.EngineText.Counts;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.translate.ColumnTypes;
import dev.coffer.translate.Environment;
import dev.coffer.translate.ResultShape;
import dev.coffer.translate.SqlStates;
import dev.coffer.translate.StatementKind;
import dev.coffer.translate.Translation;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.DataStatement;
import dev.coffer.tsql.Insert;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SELECT, INSERT, CREATE TABLE and their like: translated, run where their tables are, all or nothing. */
public final class DataStatementCommand implements Command<DataStatement> {

    private final Translator translator = new Translator();
    private final ServerNames names;

    public DataStatementCommand(ServerNames names) {
        this.names = names;
    }

    @Override
    public void execute(DataStatement statement, Caller caller) throws SqlError {
        Environment environment = Environments.of(caller, names);
        Translation translation = translator.translate(statement, environment);
        long count;
        try (StatementRoute route = StatementRoute.find(translation, caller)) {
            try {
                Translation ready = prepared(statement, translation, environment, route, caller);
                count = StatementScope.run(route.connection(), route.owner(), () -> run(ready, route, caller));
            } catch (SQLException failed) {
                caller.connections().lost(failed);
                throw SqlStates.of(
                        failed,
                        new SqlStates.Failed(
                                statement.words(), route.database(caller), translation, route.connection()));
            }
        }
        if (translation.kind() != StatementKind.NOTHING) {
            caller.sink().done(count);
        }
    }

    /** The statement once more, with what the database knows about its tables. */
    private Translation prepared(
            DataStatement statement, Translation first, Environment environment, StatementRoute route, Caller caller)
            throws SQLException, SqlError {
        DataStatement whole = statement instanceof Insert insert
                ? InsertColumns.complete(insert, route.connection(), route.database(caller), caller.state())
                : statement;
        boolean asItIs = whole == statement && route.standIns().isEmpty() && first.needs() == Translation.Needs.NOTHING;
        return asItIs
                ? first
                : translator.translate(
                        whole, environment, route.standIns(), table -> ColumnTypes.read(route.source(table)));
    }

    private static long run(Translation translation, StatementRoute route, Caller caller) throws SQLException {
        route.carry(caller.cancellation());
        Counts counts = translation.kind() == StatementKind.COUNT ? Counts.AFFECTED : Counts.NONE;
        List<String> texts = translation.sql();
        long count = new EngineText(texts.get(0), shape(translation, route), counts)
                .run(route.connection(), caller.sink(), caller.cancellation());
        try (Statement more = route.connection().createStatement()) {
            for (String text : texts.subList(1, texts.size())) {
                more.execute(text);
            }
        }
        route.drop();
        return count;
    }

    private static EngineText.Shape shape(Translation translation, StatementRoute route) {
        ResultShape shape = new ResultShape(translation, route::source);
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
