package dev.coffer.command;

import dev.coffer.catalog.Configuration;
import dev.coffer.catalog.ServerOption;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Reconfigure;

/** RECONFIGURE: server options are used as they are set, those of running databases too. */
public final class ReconfigureCommand implements Command<Reconfigure> {

    private final Configuration configuration;
    private final Engine engine;

    public ReconfigureCommand(Configuration configuration, Engine engine) {
        this.configuration = configuration;
        this.engine = engine;
    }

    @Override
    public void execute(Reconfigure statement, Caller caller) throws SqlError {
        if (caller.state().transactionCount() > 0) {
            throw Message.CONFIG_IN_TRANSACTION.error();
        }
        configuration.install();
        try {
            engine.boundLog(configuration.inUse(ServerOption.KEPT_LOG_MAX_MB));
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }
}
