package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.WithVariables;
import java.util.HashMap;
import java.util.Map;

/** BACKUP and RESTORE with variables: their values are put in, and the statement that makes is run. */
public final class WithVariablesCommand implements Command<WithVariables> {

    @Override
    public void execute(WithVariables statement, Caller caller) throws SqlError {
        Map<String, String> values = new HashMap<>();
        for (String name : statement.template().variables()) {
            String value = BoundValues.text(caller.variables().value(name));
            if (value == null) {
                throw Message.INVALID_PARAMETER
                        .error(name)
                        .withHint("The variable is NULL.")
                        .followedBy(Message.TERMINATING_ABNORMALLY.error(statement.words()));
            }
            values.put(name, value);
        }
        caller.run(statement.template().fill(values));
    }
}
