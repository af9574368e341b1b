package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.tsql.RestoreWithRecovery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * RESTORE DATABASE ... WITH RECOVERY: brings a database online that is RESTORING or in standby, with what was laid down
 * of it. WITH STANDBY it can be read, and takes more.
 */
public final class RestoreWithRecoveryCommand implements Command<RestoreWithRecovery> {

    private final Premises premises;
    private final LongWork work;

    public RestoreWithRecoveryCommand(Premises premises, LongWork work) {
        this.premises = premises;
        this.work = work;
    }

    @Override
    public void execute(RestoreWithRecovery statement, Caller caller) throws SqlError {
        try {
            Terminating.withLastError(statement.verb(), () -> recover(statement, caller));
        } catch (SqlError error) {
            premises.errorLog().failure(error);
            throw error;
        }
    }

    private void recover(RestoreWithRecovery statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        RestoreDatabaseCommand.requireUserDatabase(name, statement.verb());
        work.run(
                LongWork.Kind.RESTORE_LOG,
                caller.cancellation(),
                caller.state().activity().queue(),
                () -> premises.uses().whileRestored(name, () -> recoverClaimed(name, statement, caller)));
    }

    /** Nothing is laid down, so it moves no bytes. */
    private long recoverClaimed(String name, RestoreWithRecovery statement, Caller caller) throws SqlError {
        DatabaseEntry database = premises.catalog().databases().require(name);
        if (!database.state().awaitsMore()) {
            throw Message.ALREADY_RECOVERED.error();
        }
        RestoreSequence sequence = premises.catalog()
                .restores()
                .find(database.databaseId())
                .orElseThrow(Message.NOTHING_TO_ROLL_FORWARD::error);
        Instant started = premises.clock().instant();
        try (RestoreEnd end = RestoreEnd.of(statement.options(), Optional.of(database), premises, caller)) {
            premises.catalog().restores().leaveStandBy(database.databaseId());
            end.reach(end.kind(false), database, sequence, caller);
        }
        Duration elapsed = Duration.between(started, premises.clock().instant());
        Reports.say(caller, Message.SUCCESSFULLY_PROCESSED, Throughput.summary(statement.verb(), 0, elapsed));
        return 0;
    }
}
