package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.NewDatabase;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.catalog.RestoreSequences;
import dev.coffer.catalog.UserAccess;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Recovered;
import dev.coffer.errors.SqlError;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the restore of a full ends: the catalogue's row names the new home, ONLINE or RESTORING, and what the database no
 * longer needs goes. The home of a database that was there is kept until the restore is over.
 */
final class RestoreCommit {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreCommit.class);
    private final Premises premises;
    private final Recovering recovering;

    RestoreCommit(Premises premises) {
        this.premises = premises;
        this.recovering = new Recovering(premises);
    }

    /** The catalogue's part. */
    @FunctionalInterface
    private interface Listing {
        DatabaseEntry list() throws SqlError;
    }

    /** With RECOVERY. */
    DatabaseEntry finish(
            RestorePlan plan, RestoreSequence sequence, Recovered recovered, UserAccess access, Caller caller)
            throws SqlError {
        DatabaseHome home = plan.order().home();
        RestoreSequences.Outcome outcome = Recovering.outcome(sequence, recovered, access);
        RestoreSequences restores = premises.catalog().restores();
        return listed(plan, () -> {
            Optional<UUID> masterKey = premises.catalog().prepareRestored(home);
            if (plan.existing().isEmpty()) {
                return restores.finish(fresh(plan, outcome, caller), outcome, masterKey);
            }
            List<DatabaseHome> old = recovering.replaced(plan.existing().get());
            for (DatabaseHome each : old) {
                recovering.note(each);
            }
            DatabaseEntry restored = restores.finish(plan.existing().get(), home, plan.files(), outcome, masterKey);
            old.forEach(premises.homes()::discard);
            return restored;
        });
    }

    /** With NORECOVERY. */
    DatabaseEntry begin(RestorePlan plan, RestoreSequence sequence, Caller caller) throws SqlError {
        RestoreSequences restores = premises.catalog().restores();
        return listed(plan, () -> {
            if (plan.existing().isEmpty()) {
                return restores.begin(fresh(plan, plan.expected(sequence), caller), sequence);
            }
            DatabaseEntry existing = plan.existing().get();
            if (restores.keptHome(existing.databaseId()).isPresent()) {
                recovering.note(existing.home());
            }
            Optional<DatabaseHome> unneeded =
                    restores.begin(existing, plan.order().home(), plan.files(), sequence);
            unneeded.ifPresent(premises.homes()::discard);
            return premises.catalog().databases().require(existing.name());
        });
    }

    private DatabaseEntry listed(RestorePlan plan, Listing listing) throws SqlError {
        DatabaseHome home = plan.order().home();
        boolean listed = false;
        try {
            DatabaseEntry entry = listing.list();
            listed = true;
            return entry;
        } finally {
            if (listed) {
                premises.homes().settle(home);
            } else if (premises.catalog().databases().mayName(home)) {
                LOG.warn("Whether {} was committed is not known; the next start removes what no row names", home);
            } else {
                undo(plan);
            }
        }
    }

    private NewDatabase fresh(RestorePlan plan, RestoreSequences.Outcome outcome, Caller caller) {
        return new NewDatabase(
                plan.name(),
                plan.files(),
                plan.order().home(),
                premises.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                outcome.lineage(),
                caller.login());
    }

    /** Removes what a restore that did not come to its end has laid down. */
    void undo(RestorePlan plan) {
        premises.homes().discard(plan.order().home());
    }
}
