package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.DbccTraceOff;
import dev.coffer.tsql.DbccTraceOn;
import dev.coffer.tsql.DbccTraceStatus;
import dev.coffer.tsql.TraceFlags;
import java.util.List;

/**
 * DBCC TRACEON, TRACEOFF and TRACESTATUS. The one flag that there is keeps successful backups out of the error log,
 * until it is off or the server ends.
 */
public final class TraceCommands {

    private static final long QUIET_BACKUPS = 3226;
    private static final SqlType SMALLINT = SqlType.of("smallint");

    private final ErrorLog log;

    /** @param log of the instance */
    public TraceCommands(ErrorLog log) {
        this.log = log;
    }

    public void on(DbccTraceOn statement, Caller caller) throws SqlError {
        require(statement.flags());
        log.write(Message.TRACE_FLAG_SWITCHED, "TRACEON", QUIET_BACKUPS, caller.login());
        log.setBackups(ErrorLog.Backups.FAILED_ONLY);
        report(statement.flags(), caller);
    }

    /** Every other flag is off already. */
    public void off(DbccTraceOff statement, Caller caller) throws SqlError {
        TraceFlags flags = statement.flags();
        if (flags.numbers().contains(QUIET_BACKUPS)) {
            requireGlobal(flags);
            log.setBackups(ErrorLog.Backups.ALL);
            log.write(Message.TRACE_FLAG_SWITCHED, "TRACEOFF", QUIET_BACKUPS, caller.login());
        }
        report(statement.flags(), caller);
    }

    /** Of named flags also those that are off. */
    public void status(DbccTraceStatus statement, Caller caller) throws SqlError {
        boolean quiet = log.backups() == ErrorLog.Backups.FAILED_ONLY;
        List<Long> asked = statement.flags().numbers();
        List<Long> shown = asked.isEmpty() && quiet ? List.of(QUIET_BACKUPS) : asked;
        caller.sink()
                .columns(List.of(
                        Column.of("TraceFlag", SMALLINT),
                        Column.of("Status", SMALLINT),
                        Column.of("Global", SMALLINT),
                        Column.of("Session", SMALLINT)));
        for (long flag : shown) {
            short on = (short) (quiet && flag == QUIET_BACKUPS ? 1 : 0);
            caller.sink().row(new Object[] {(short) flag, on, on, (short) 0});
        }
        caller.sink().done(shown.size());
        report(statement.flags(), caller);
    }

    /** A flag that would change nothing is refused: it was set for a reason. */
    private static void require(TraceFlags flags) throws SqlError {
        for (long flag : flags.numbers()) {
            if (flag != QUIET_BACKUPS) {
                throw Message.NOT_SUPPORTED.error("Trace flag " + flag);
            }
        }
        requireGlobal(flags);
    }

    private static void requireGlobal(TraceFlags flags) throws SqlError {
        if (flags.scope() == TraceFlags.Scope.SESSION) {
            throw Message.NOT_SUPPORTED
                    .error("Trace flag " + QUIET_BACKUPS + " for one session")
                    .withHint("Add -1 behind it.");
        }
    }

    private static void report(TraceFlags flags, Caller caller) throws SqlError {
        if (flags.report() == TraceFlags.Report.SAID) {
            caller.inform(Message.DBCC_COMPLETED);
        }
    }
}
