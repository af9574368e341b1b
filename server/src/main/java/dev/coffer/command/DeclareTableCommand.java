package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.DataStatement;
import dev.coffer.tsql.DeclareTable;

/** DECLARE of a table variable: a temporary table that goes with its batch; a second run, in a loop, keeps its rows. */
public final class DeclareTableCommand implements Command<DeclareTable> {

    private final Command<DataStatement> data;

    /** @param data makes the table */
    public DeclareTableCommand(Command<DataStatement> data) {
        this.data = data;
    }

    @Override
    public void execute(DeclareTable statement, Caller caller) throws SqlError {
        if (caller.variables().declareTable(statement.table().table().object().text())) {
            data.execute(statement.table(), caller);
        }
    }
}
