package dev.coffer.command;

import dev.coffer.catalog.RestoreSequence;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether a backup of the log fits behind what was laid down: by position, and by recovery fork, since two forks have
 * the same positions. Decided by what the sets say, before anything is touched.
 */
final class LogFit {

    private LogFit() {}

    /**
     * @param name of the database to be
     * @throws SqlError OTHER_DATABASE, LOG_TOO_RECENT, LOG_TOO_EARLY, WRONG_RECOVERY_PATH
     */
    static void require(RestoreSequence sequence, BackupSet log, String name) throws SqlError {
        if (!log.core().database().guid().equals(sequence.database().databaseGuid())) {
            throw Message.OTHER_DATABASE.error(name);
        }
        BigInteger reached = sequence.reached().position();
        BigInteger first = log.core().database().firstLsn();
        BigInteger last = log.trailer().lastLsn();
        if (last.compareTo(reached) < 0) {
            throw Message.LOG_TOO_EARLY.error(Lsn.ofPosition(last), Lsn.ofPosition(reached));
        }
        requirePath(sequence.reached(), log);
        if (first.compareTo(reached) > 0) {
            throw Message.LOG_TOO_RECENT.error(Lsn.ofPosition(first), Lsn.ofPosition(reached));
        }
    }

    /** On the log's first fork not behind the point where it was left, or on its last one not before that. */
    private static void requirePath(RestoreSequence.Reached reached, BackupSet log) throws SqlError {
        UUID first = log.core().database().recoveryForkGuid();
        UUID last = log.trailer().lastForkGuid();
        Optional<BigInteger> fork = forkPosition(log);
        boolean fits;
        if (first.equals(last)) {
            fits = reached.forkGuid().equals(first);
        } else if (fork.isEmpty()) {
            // Begun exactly where the fork is.
            fits = reached.forkGuid().equals(first) || reached.forkGuid().equals(last);
        } else if (reached.forkGuid().equals(first)) {
            fits = reached.position().compareTo(fork.get()) <= 0;
        } else {
            fits = reached.forkGuid().equals(last) && reached.position().compareTo(fork.get()) >= 0;
        }
        if (!fits) {
            throw Message.WRONG_RECOVERY_PATH.error();
        }
    }

    /** Where the database left the log's first fork; empty when it did not within this log. */
    static Optional<BigInteger> forkPosition(BackupSet log) {
        return Optional.ofNullable(log.core().engine().get(SharedFacts.FORK_POSITION))
                .filter(text -> text.matches("\\d{1,20}"))
                .map(BigInteger::new);
    }
}
