package dev.coffer.command;

import dev.coffer.catalog.Configuration;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Reconfigure;

/** RECONFIGURE: server options are used as they are set. */
public final class ReconfigureCommand implements Command<Reconfigure> {

    private final Configuration configuration;

    public ReconfigureCommand(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void execute(Reconfigure statement, Caller caller) throws SqlError {
        if (caller.state().transactionCount() > 0) {
            throw Message.CONFIG_IN_TRANSACTION.error();
        }
        configuration.install();
    }
}
