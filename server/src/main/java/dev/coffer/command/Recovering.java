package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.Lineage;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.catalog.RestoreSequences;
import dev.coffer.catalog.UserAccess;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * RECOVERY: what was laid down becomes a database, and what it replaces goes. A failure leaves the database RESTORING.
 */
final class Recovering {

    private final Premises premises;

    Recovering(Premises premises) {
        this.premises = premises;
    }

    /** Who may be in a database that a statement with these options recovers. */
    static UserAccess access(RestoreOptions options) {
        return options.has(RestoreOption.RESTRICTED_USER) ? UserAccess.RESTRICTED_USER : UserAccess.MULTI_USER;
    }

    /** Ends the restore of a database that is listed as RESTORING. */
    void finish(DatabaseEntry database, RestoreSequence sequence, UserAccess access, Caller caller) throws SqlError {
        DatabaseHome home = database.home();
        Recovered recovered = recover(home, sequence, caller);
        Optional<UUID> masterKey = premises.catalog().prepareRestored(home);
        List<DatabaseHome> old = replaced(database);
        old.remove(home);
        for (DatabaseHome each : old) {
            note(each);
        }
        premises.catalog()
                .restores()
                .finish(database, home, database.files(), outcome(sequence, recovered, access), masterKey);
        old.forEach(premises.homes()::discard);
    }

    /** The homes that the database of that name has now: its own, and the one that a restore kept. */
    List<DatabaseHome> replaced(DatabaseEntry database) throws SqlError {
        List<DatabaseHome> homes = new ArrayList<>(List.of(database.home()));
        premises.catalog().restores().keptHome(database.databaseId()).ifPresent(homes::add);
        return homes;
    }

    Recovered recover(DatabaseHome home, RestoreSequence sequence, Caller caller) throws SqlError {
        return recover(order(home, sequence), caller);
    }

    /** Replays, and says in a message why it could not. */
    Recovered recover(RecoveryOrder order, Caller caller) throws SqlError {
        try {
            return premises.engine().recover(order, caller.cancellation());
        } catch (EngineException failed) {
            throw RestoreErrors.engine(failed, order.home().dataFolder().toString());
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    /** Makes what is laid down there readable, while more may follow. */
    void standBy(DatabaseHome home, RestoreSequence sequence, Caller caller) throws SqlError {
        RecoveryOrder order = order(home, sequence);
        told(home, () -> premises.engine().standBy(order, caller.cancellation()));
        premises.catalog().prepareRestored(home);
    }

    /** Before as many bytes more are laid down there. */
    void requireRoomToStandBy(DatabaseHome home, long moreBytes) throws SqlError {
        told(home, () -> premises.engine().requireRoomToStandBy(home, moreBytes));
    }

    /** The engine's work. */
    @FunctionalInterface
    private interface Work {
        void run() throws EngineException, IOException;
    }

    /** Says in a message why it could not be done. */
    private static void told(DatabaseHome home, Work work) throws SqlError {
        try {
            work.run();
        } catch (EngineException failed) {
            throw RestoreErrors.engine(failed, home.dataFolder().toString());
        } catch (IOException failed) {
            throw unreadable(failed);
        }
    }

    private static SqlError unreadable(IOException failed) {
        return Message.ENGINE_FAILED.error(String.valueOf(failed.getMessage())).causedBy(failed);
    }

    private RecoveryOrder order(DatabaseHome home, RestoreSequence sequence) throws SqlError {
        RestoreSequence.Origin origin = sequence.database();
        RestoreSequence.Reached reached = sequence.reached();
        int highest = premises.catalog().databases().highestTimeline(origin.systemId());
        return new RecoveryOrder(
                home,
                origin.goesOn() ? RecoveryOrder.Identity.SAME : RecoveryOrder.Identity.FRESH,
                reach(sequence),
                keptFrom(sequence),
                Map.of(
                        SharedFacts.TIMELINE,
                        Integer.toString(reached.timeline()),
                        SharedFacts.HIGHEST_TIMELINE,
                        Integer.toString(highest)));
    }

    private static RecoveryOrder.Reach reach(RestoreSequence sequence) {
        if (sequence.stop().isPresent()) {
            RestoreSequence.Stop stop = sequence.stop().get();
            return new RecoveryOrder.Stop(new LaidDown.LogStop(stop.position(), stop.inclusive()));
        }
        return sequence.reached().hasLog()
                ? new RecoveryOrder.EndOfLog(sequence.reached().position())
                : new RecoveryOrder.Consistent();
    }

    /** The chain goes on where the database does, and where the log is kept at all. */
    private static Optional<BigInteger> keptFrom(RestoreSequence sequence) {
        boolean keeps = sequence.database().goesOn() && sequence.database().recoveryModel() != RecoveryModel.SIMPLE;
        return keeps ? Optional.of(sequence.chain().position()) : Optional.empty();
    }

    /** The restored database's lineage: always a new recovery fork; the family stays. */
    static RestoreSequences.Outcome outcome(RestoreSequence sequence, Recovered recovered, UserAccess access) {
        RestoreSequence.Origin origin = sequence.database();
        Lineage lineage = new Lineage(
                origin.goesOn() ? origin.databaseGuid() : UUID.randomUUID(),
                origin.familyGuid(),
                UUID.randomUUID(),
                Optional.of(recovered.systemId()),
                recovered.timeline());
        Optional<LogChain> chain =
                recovered.keptLogFrom().isPresent() ? Optional.of(sequence.chain()) : Optional.empty();
        return new RestoreSequences.Outcome(
                lineage,
                origin.recoveryModel(),
                chain,
                access,
                sequence.reached().updateability());
    }

    /** Before its row goes: what a note names and no row does is removed, at the next start if not before. */
    void note(DatabaseHome home) throws SqlError {
        try {
            premises.homes().note(home);
        } catch (IOException failed) {
            throw Message.ENGINE_FAILED
                    .error("a note in the data folder could not be written")
                    .causedBy(failed);
        }
    }
}
