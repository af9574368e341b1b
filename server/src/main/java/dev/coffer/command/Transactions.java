package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.StatementKind;
import dev.coffer.translate.Translation;
import java.sql.SQLException;

/** How transactions begin, and what SET IMPLICIT_TRANSACTIONS ON adds. */
final class Transactions {

    private Transactions() {}

    /** One more; the first opens the engine's. */
    static void begin(Caller caller, String name) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() == 0) {
            try {
                caller.connections().current().setAutoCommit(false);
            } catch (SQLException failed) {
                caller.connections().lost(failed);
                throw Message.ENGINE_FAILED
                        .error("no transaction could be begun, SQLSTATE " + failed.getSQLState())
                        .causedBy(failed);
            }
        }
        state.beginTransaction(name);
    }

    /** Begins one for a statement that reads or changes a table, when the session wants that and none is open. */
    static void beginImplicitly(Translation translation, Caller caller) throws SqlError {
        boolean wanted = caller.state().options().on("IMPLICIT_TRANSACTIONS")
                && caller.state().transactionCount() == 0;
        boolean touches = translation.kind() != StatementKind.ROWS
                || !translation.references().isEmpty();
        if (wanted && touches) {
            begin(caller, "");
        }
    }

    /** A transaction's or savepoint's name, which a variable may hold. */
    static String name(dev.coffer.tsql.Name written, Caller caller) throws SqlError {
        if (!written.text().startsWith("@")) {
            return written.text();
        }
        Object value = caller.variables().value(written.text());
        return value == null ? "" : value.toString();
    }
}
