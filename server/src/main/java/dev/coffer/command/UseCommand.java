package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Use;

/** USE: makes a database current and says so with 5701, also when it was current already. */
public final class UseCommand implements Command<Use> {

    @Override
    public void execute(Use statement, Caller caller) throws SqlError {
        caller.use(statement.database().text());
    }
}
