package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Client;
import dev.coffer.tsql.Kill;

/** KILL: ends another session, or says how far the end of one has come. */
public final class KillCommand implements Command<Kill> {

    private final ErrorLog errorLog;

    public KillCommand(ErrorLog errorLog) {
        this.errorLog = errorLog;
    }

    @Override
    public void execute(Kill statement, Caller caller) throws SqlError {
        if (caller.state().transactionCount() > 0) {
            throw Message.KILL_IN_TRANSACTION.error();
        }
        int sessionId = requireSessionId(statement.sessionId());
        if (sessionId == caller.state().client().sessionId()) {
            throw Message.KILL_ITSELF.error();
        }
        if (sessionId < Client.FIRST_SESSION) {
            throw Message.KILL_SYSTEM_PROCESS.error();
        }
        if (statement.purpose() == Kill.Purpose.STATUS_ONLY) {
            status(sessionId, caller);
            return;
        }
        if (!caller.sessions().kill(sessionId)) {
            throw Message.PROCESS_NOT_ACTIVE.error(sessionId);
        }
        Client killer = caller.state().client();
        errorLog.write(Message.PROCESS_KILLED_LOGGED, sessionId, killer.hostName(), killer.processId());
    }

    private static int requireSessionId(long number) throws SqlError {
        if (number < 1 || number > Short.MAX_VALUE) {
            throw Message.SESSION_ID_INVALID.error(number);
        }
        return (int) number;
    }

    /** A rollback is one step of the engine's: how far it has come is not known. */
    private static void status(int sessionId, Caller caller) throws SqlError {
        SessionRow asked = caller.sessions().all().stream()
                .filter(session -> session.sessionId() == sessionId)
                .findFirst()
                .orElseThrow(() -> Message.PROCESS_NOT_ACTIVE.error(sessionId));
        if (!asked.killed()) {
            throw Message.NO_ROLLBACK_RUNS.error(sessionId);
        }
        caller.inform(Message.ROLLBACK_RUNS, sessionId, 0, 0);
    }
}
