package dev.coffer.command;

import dev.coffer.command.EngineText.Counts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.translate.Environment;
import dev.coffer.translate.ResultShape;
import dev.coffer.translate.SqlStates;
import dev.coffer.translate.StatementKind;
import dev.coffer.translate.Translation;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.DataStatement;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.Name;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SELECT, INSERT, CREATE TABLE and their like: translated, run where their tables are, all or nothing. */
public final class DataStatementCommand implements Command<DataStatement> {

    private static final String INSERTABLE = "SELECT attname FROM pg_catalog.pg_attribute"
            + " WHERE attrelid = pg_catalog.to_regclass('dbo.' || pg_catalog.quote_ident(?))"
            + " AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attgenerated = '' ORDER BY attnum";

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
                DataStatement whole = withColumns(statement, route);
                boolean asItIs = whole == statement && route.standIns().isEmpty();
                Translation ready = asItIs ? translation : translator.translate(whole, environment, route.standIns());
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

    /**
     * INSERT without a column list fills every column but the identity, in their order; PostgreSQL would fill that too.
     * The table that is not there has no columns, and fails by itself.
     */
    private static DataStatement withColumns(DataStatement statement, StatementRoute route)
            throws SQLException, SqlError {
        if (!(statement instanceof Insert insert)
                || !insert.columns().isEmpty()
                || insert.source() instanceof Insert.DefaultValues) {
            return statement;
        }
        List<Name> columns = new ArrayList<>();
        try (PreparedStatement select = route.connection().prepareStatement(INSERTABLE)) {
            select.setString(1, insert.table().object().text().toLowerCase(Locale.ROOT));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Name(rows.getString(1), insert.position()));
                }
            }
        }
        if (!columns.isEmpty()
                && insert.source() instanceof Insert.Values values
                && values.rows().stream().anyMatch(row -> row.size() != columns.size())) {
            throw Message.INSERT_VALUE_COUNT.error();
        }
        return new Insert(insert.position(), insert.table(), columns, insert.source());
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
