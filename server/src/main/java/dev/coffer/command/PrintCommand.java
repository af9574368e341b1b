package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.SqlStates;
import dev.coffer.translate.Translation;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.Print;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** PRINT: the value as text, in a message. NULL prints a blank line, as in SQL Server. */
public final class PrintCommand implements Command<Print> {

    /** SQL Server cuts what is longer. */
    private static final int MAX_CHARS = 8000;

    private final Translator translator = new Translator();
    private final ServerNames names;

    public PrintCommand(ServerNames names) {
        this.names = names;
    }

    @Override
    public void execute(Print statement, Caller caller) throws SqlError {
        Translation translation = translator.value(statement.message(), Environments.of(caller, names));
        String text;
        try (StatementRoute route = StatementRoute.find(translation, caller)) {
            try {
                text = value(route.connection(), translation.sql().get(0));
            } catch (SQLException failed) {
                caller.connections().lost(failed);
                throw SqlStates.of(
                        failed,
                        new SqlStates.Failed(statement.words(), caller.database(), translation, route.connection()));
            }
        }
        caller.inform(Message.PRINTED, text.substring(0, Math.min(text.length(), MAX_CHARS)));
    }

    private static String value(Connection connection, String sql) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(sql)) {
            @Nullable String text = row.next() ? row.getString(1) : null;
            return text == null ? " " : text;
        }
    }
}
