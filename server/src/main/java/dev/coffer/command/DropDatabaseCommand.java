package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.DropDatabase;
import dev.coffer.tsql.IfExists;
import dev.coffer.tsql.Name;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DROP DATABASE: takes the row off the list, then removes the files; its backups and their history stay. Each name is
 * dropped on its own, and each that cannot be says why.
 */
public final class DropDatabaseCommand implements Command<DropDatabase> {

    private static final Logger LOG = LoggerFactory.getLogger(DropDatabaseCommand.class);

    private final Premises premises;

    public DropDatabaseCommand(Premises premises) {
        this.premises = premises;
    }

    @Override
    public void execute(DropDatabase statement, Caller caller) throws SqlError {
        @Nullable SqlError failures = null;
        for (Name name : statement.databases()) {
            try {
                drop(name.text(), statement.ifExists());
            } catch (SqlError failed) {
                failures = failures == null ? failed : failures.followedBy(failed);
            }
        }
        if (failures != null) {
            throw failures;
        }
    }

    private void drop(String name, IfExists ifExists) throws SqlError {
        if (Catalog.isSystemName(name)) {
            throw Message.CANNOT_DROP_SYSTEM_DATABASE.error("database", name, "database");
        }
        // Claimed first: a restore that ends meanwhile would have named another home.
        DatabaseUses.Hold claim = premises.uses().tryClaim(name).orElseThrow(() -> inUse(name));
        try {
            dropClaimed(name, ifExists);
        } finally {
            claim.close();
        }
    }

    private void dropClaimed(String name, IfExists ifExists) throws SqlError {
        Optional<DatabaseEntry> found = premises.catalog().databases().find(name);
        if (found.isPresent()) {
            // A restore that is not over keeps the home of the database before.
            List<DatabaseHome> homes = new Recovering(premises).replaced(found.get());
            for (DatabaseHome home : homes) {
                note(home);
            }
            premises.catalog().databases().delete(name);
            homes.forEach(this::remove);
        } else if (ifExists == IfExists.REQUIRED) {
            throw Message.CANNOT_DROP_MISSING.error("drop", "database", name);
        }
    }

    private static SqlError inUse(String name) {
        return Message.DATABASE_IN_USE.error(name);
    }

    private void note(DatabaseHome home) throws SqlError {
        try {
            premises.homes().note(home);
        } catch (IOException failed) {
            throw Message.ENGINE_FAILED
                    .error("a note in the data folder could not be written")
                    .causedBy(failed);
        }
    }

    /** The database is gone by now; files that resist go at the next start. */
    private void remove(DatabaseHome home) {
        try {
            premises.engine().discard(home);
            premises.homes().settled(home);
        } catch (EngineException | IOException leftover) {
            LOG.warn("The leftover {} goes at the next start", home.dataFolder(), leftover);
        }
    }
}
