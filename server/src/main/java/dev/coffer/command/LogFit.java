package dev.coffer.command;

import dev.coffer.bytes.Hex;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import java.math.BigInteger;
import java.util.Locale;
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
        requireLink(sequence, log);
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

    /**
     * Positions, forks and signing keys are the same in two copies of one data folder that both went on. So a log
     * follows the one that was laid down last, or stands beside it behind the same one, as a copy does, or is it.
     */
    private static void requireLink(RestoreSequence sequence, BackupSet log) throws SqlError {
        Optional<LogChain.Link> last = sequence.chain().last();
        if (last.isEmpty()) {
            return;
        }
        Optional<LogChain.Link> base = base(log);
        boolean beside = base.isEmpty()
                ? sequence.before().isEmpty()
                : sequence.before().filter(base.get()::isSame).isPresent();
        boolean follows = base.filter(last.get()::isSame).isPresent();
        boolean again = last.get().isSame(new LogChain.Link(log.core().setGuid(), log.root()));
        if (!follows && !beside && !again) {
            throw Message.WRONG_RECOVERY_PATH
                    .error()
                    .withHint("Restore the log backup that it follows first: the set "
                            + base.map(LogFit::shown).orElse("that began its chain") + ".");
        }
    }

    private static String shown(LogChain.Link link) {
        return link.setGuid().toString().toUpperCase(Locale.ROOT) + ", root " + Hex.literal(link.root());
    }

    /** The set that it stands on: the full of a differential, the log before a log. */
    static Optional<LogChain.Link> base(BackupSet set) {
        return set.core()
                .baseGuid()
                .map(guid -> new LogChain.Link(guid, set.core().baseRoot()));
    }

    /** Where the database left the log's first fork; empty when it did not within this log. */
    static Optional<BigInteger> forkPosition(BackupSet log) {
        return Optional.ofNullable(log.core().engine().get(SharedFacts.FORK_POSITION))
                .filter(text -> text.matches("\\d{1,20}"))
                .map(BigInteger::new);
    }
}
