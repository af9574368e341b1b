package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Statement;
import java.util.concurrent.CancellationException;

/**
 * A statement about keys, certificates or credentials, which leaves a line in the error log: who did what, as it was
 * parsed and with its secrets blanked, and how it ended. Thread-safe.
 */
public final class AuditedKeyStatement<S extends Statement> implements Command<S> {

    private final Command<? super S> command;
    private final ErrorLog log;

    public AuditedKeyStatement(Command<? super S> command, ErrorLog log) {
        this.command = command;
        this.log = log;
    }

    @Override
    public void execute(S statement, Caller caller) throws SqlError {
        try {
            command.execute(statement, caller);
        } catch (SqlError failed) {
            refused(statement, caller, failed);
            throw failed;
        } catch (RuntimeException ended) {
            Message why = ended instanceof CancellationException ? Message.CANCELLED : Message.INTERNAL;
            log.write(Message.KEY_STATEMENT_FAILED, caller.login(), why.number(), statement.redacted());
            throw ended;
        }
        log.write(Message.KEY_STATEMENT_DONE, caller.login(), statement.redacted());
    }

    @Override
    public void refused(S statement, Caller caller, SqlError refusal) {
        log.write(Message.KEY_STATEMENT_FAILED, caller.login(), refusal.number(), statement.redacted());
    }
}
