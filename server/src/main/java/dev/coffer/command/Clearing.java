package dev.coffer.command;

import dev.coffer.catalog.UserAccess;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.Termination;
import java.time.Duration;
import java.util.Set;

/** Keeps all other sessions out of a database while its state changes, and ends those that are in it. Thread-safe. */
public final class Clearing {

    /** ALTER DATABASE without a termination waits as long as it takes; a year is as long as an instance runs. */
    private static final Duration ENDLESS = Duration.ofDays(366);

    /** An ended session is gone within a second or two, unless its disk is stuck. */
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private static final int BEGUN_PERCENT = 0;
    private static final int DONE_PERCENT = 100;

    private final DatabaseUses uses;

    public Clearing(DatabaseUses uses) {
        this.uses = uses;
    }

    /** Work on a database that no other session is in. */
    @FunctionalInterface
    interface Work {
        void run() throws SqlError;
    }

    /**
     * @throws SqlError 5061 when the database is claimed, or others did not leave in time; 5064 when it is in
     *     single-user mode and another's; 5070 when others are in it and the statement does not wait
     */
    void run(DatabaseChange.Target target, Work work) throws SqlError {
        String name = target.database().name();
        DatabaseUses.Hold closing =
                uses.tryClose(name, sessionId(target)).orElseThrow(() -> Message.DATABASE_LOCK_FAILED.error(name));
        try {
            clear(target, name);
            work.run();
        } finally {
            closing.close();
        }
    }

    private void clear(DatabaseChange.Target target, String name) throws SqlError {
        int sessionId = sessionId(target);
        if (uses.others(name, sessionId).isEmpty()) {
            return;
        }
        if (target.database().access() == UserAccess.SINGLE_USER) {
            throw Message.SINGLE_USER_CONNECTED.error(name);
        }
        Termination termination = target.termination();
        boolean left = switch (termination.patience()) {
            case NONE -> throw Message.OTHER_USERS.error(name);
            case ENDLESS ->
                uses.awaitLeft(name, sessionId, ENDLESS, target.caller().cancellation());
            case LIMITED ->
                uses.awaitLeft(
                                name,
                                sessionId,
                                Duration.ofSeconds(termination.seconds()),
                                target.caller().cancellation())
                        || end(target, name);
        };
        if (!left) {
            throw Message.DATABASE_LOCK_FAILED.error(name);
        }
    }

    private boolean end(DatabaseChange.Target target, String name) {
        Caller caller = target.caller();
        caller.inform(Message.ROLLING_BACK, BEGUN_PERCENT);
        Set<Integer> others = uses.others(name, sessionId(target));
        others.forEach(caller.sessions()::kill);
        boolean left = uses.awaitLeft(name, sessionId(target), END_LIMIT, caller.cancellation());
        if (left) {
            caller.inform(Message.ROLLING_BACK, DONE_PERCENT);
        }
        return left;
    }

    private static int sessionId(DatabaseChange.Target target) {
        return target.caller().state().client().sessionId();
    }
}
