package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Shutdown;
import dev.coffer.tsql.Shutdown.Patience;
import java.util.function.Consumer;

/** SHUTDOWN: asks whoever runs the instance to end it; the rest of the batch is not run. */
public final class ShutdownCommand implements Command<Shutdown> {

    private final ErrorLog errorLog;
    private final Consumer<Patience> ending;

    /** @param ending told what was asked for, without waiting for it; from any thread */
    public ShutdownCommand(ErrorLog errorLog, Consumer<Patience> ending) {
        this.errorLog = errorLog;
        this.ending = ending;
    }

    @Override
    public void execute(Shutdown statement, Caller caller) throws SqlError {
        String request = statement.patience() == Patience.NONE ? "NOWAIT request" : "request";
        errorLog.write(Message.SHUT_DOWN_BY, request, caller.login());
        caller.inform(Message.SHUT_DOWN_BY, request, caller.login());
        ending.accept(statement.patience());
        caller.cancellation().cancel();
    }
}
