package dev.coffer.command;

import dev.coffer.command.SessionState.IdentityInsert;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import dev.coffer.tsql.SetIdentityInsert;
import java.sql.SQLException;
import java.util.Optional;

/** SET IDENTITY_INSERT: one table of the session at a time. */
public final class SetIdentityInsertCommand implements Command<SetIdentityInsert> {

    /** @throws SqlError 1088, 8106, 8107; NOT_SUPPORTED for a table of another database */
    @Override
    public void execute(SetIdentityInsert statement, Caller caller) throws SqlError {
        ObjectName written = statement.table();
        String database = caller.database();
        if (!written.database().map(Name::text).orElse(database).equalsIgnoreCase(database)) {
            throw Message.NOT_SUPPORTED.error("SET IDENTITY_INSERT of a table in another database");
        }
        String object = written.object().text();
        TableColumns columns;
        try {
            columns = TableColumns.read(caller.connections().current(), object);
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
        String name = written.schema().map(schema -> schema.text() + ".").orElse("") + object;
        if (columns.names().isEmpty()) {
            throw Message.OBJECT_MISSING.error(name);
        }
        if (columns.identity().isEmpty()) {
            throw Message.NO_IDENTITY.error(name);
        }
        SessionState state = caller.state();
        Optional<IdentityInsert> before = state.identityInsert();
        boolean its = before.isPresent() && before.get().is(database, object);
        if (statement.allowed() == SetIdentityInsert.Allowed.OFF) {
            if (its) {
                state.setIdentityInsert(null);
            }
            return;
        }
        if (before.isPresent() && !its) {
            IdentityInsert other = before.get();
            throw Message.IDENTITY_INSERT_ELSEWHERE.error(other.database() + ".dbo." + other.table(), name);
        }
        state.setIdentityInsert(new IdentityInsert(database, columns.table()));
    }
}
