package dev.coffer.command;

import dev.coffer.command.SessionState.Switch;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.InsertExecute;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.TableSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * INSERT of what a procedure or a text returns: its rows are gathered first, then they are put in all together or not
 * at all. What it prints goes to the client meanwhile; its counts are not shown.
 */
public final class InsertExecuteCommand implements Command<InsertExecute> {

    private static final String GATHERED = "gathered";

    @Override
    public void execute(InsertExecute statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.gathering() == Switch.ON) {
            throw Message.INSERT_EXECUTE_NESTED.error();
        }
        GatheredRows rows = new GatheredRows(caller.sink());
        state.setGathering(Switch.ON);
        try {
            caller.into(rows).run(statement.execution());
        } finally {
            state.setGathering(Switch.OFF);
        }
        rows.check();
        if (rows.columns().isEmpty()) {
            caller.sink().done(0);
            return;
        }
        boolean listed = !statement.columns().isEmpty();
        if (listed && statement.columns().size() != rows.columns().size()) {
            throw Message.INSERT_VALUE_COUNT.error();
        }
        try {
            put(statement, rows, caller);
        } catch (SqlError failed) {
            throw failed.catalogued() == Message.MORE_VALUES ? Message.INSERT_VALUE_COUNT.error() : failed;
        }
    }

    private static void put(InsertExecute statement, GatheredRows rows, Caller caller) throws SqlError {
        Variables values = new Variables();
        List<TableSource.GatheredColumn> columns = rows.bind(values, statement.position());
        List<Query.Item> items = new ArrayList<>();
        for (TableSource.GatheredColumn column : columns) {
            items.add(new Query.Value(
                    new Expression.ColumnReference(statement.position(), List.of(column.name())), Optional.empty()));
        }
        Name alias = new Name(GATHERED, statement.position());
        Query.Block block = new Query.Block(
                statement.position(),
                Query.Duplicates.KEPT,
                Optional.empty(),
                items,
                List.of(new TableSource.Gathered(alias, columns)),
                Optional.empty(),
                List.of(),
                Optional.empty());
        Query query = new Query(statement.position(), List.of(), block, List.of(), Optional.empty(), Optional.empty());
        caller.with(values)
                .run(new Insert(
                        statement.position(),
                        statement.table(),
                        statement.columns(),
                        Optional.empty(),
                        new Insert.FromQuery(query),
                        Optional.empty()));
    }
}
