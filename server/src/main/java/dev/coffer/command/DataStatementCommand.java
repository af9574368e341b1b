package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.ColumnTypes;
import dev.coffer.translate.Environment;
import dev.coffer.translate.NewTable;
import dev.coffer.translate.SqlStates;
import dev.coffer.translate.StatementKind;
import dev.coffer.translate.Translation;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.DataStatement;
import dev.coffer.tsql.DropTable;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.SelectInto;
import java.sql.SQLException;
import java.util.Optional;

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
        boolean changes = translation.kind() == StatementKind.COUNT || translation.kind() == StatementKind.CHANGED_ROWS;
        if (changes && caller.state().options().number("ROWCOUNT") > 0) {
            throw Message.NOT_SUPPORTED
                    .error("Changing rows under SET ROWCOUNT")
                    .withHint("SET ROWCOUNT 0.");
        }
        Transactions.beginImplicitly(translation, caller);
        long count;
        try (StatementRoute route = StatementRoute.find(statement.words(), translation, caller)) {
            try {
                Translation ready = prepared(statement, translation, environment, route, caller);
                Optional<NewTable> made = statement instanceof SelectInto into
                        ? Optional.of(translator.newTable(into, environment, route.tables()))
                        : Optional.empty();
                count = new TranslatedRun(ready, made, route, caller)
                        .run(
                                statement.words(),
                                CutTexts.before(caller.sink(), caller.state().options()));
            } catch (SQLException failed) {
                caller.connections().lost(failed);
                throw SqlStates.of(
                        failed,
                        new SqlStates.Failed(
                                statement.words(), route.database(caller), translation, route.connection()));
            }
        }
        noteTemporary(statement, caller);
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

    private static void noteTemporary(DataStatement statement, Caller caller) {
        TemporaryTables temporary = caller.connections().temporary();
        if (statement instanceof CreateTable create) {
            temporary.made(create.table(), caller.state().level());
        } else if (statement instanceof SelectInto into) {
            temporary.made(into.table(), caller.state().level());
        } else if (statement instanceof DropTable drop) {
            drop.tables().forEach(temporary::dropped);
        }
    }
}
