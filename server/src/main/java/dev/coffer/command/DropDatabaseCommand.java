package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.DropDatabase;
import dev.coffer.tsql.IfExists;
import dev.coffer.tsql.Name;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * DROP DATABASE: takes the row off the list, then removes the files; its backups and their history stay. An
 * attached database is only taken off the list. Each name is dropped on its own, and each that cannot be says why.
 */
public final class DropDatabaseCommand implements Command<DropDatabase> {

    private final Premises premises;
    private final DatabaseRemoval removal;

    public DropDatabaseCommand(Premises premises, LiveDatabases databases) {
        this.premises = premises;
        this.removal = new DatabaseRemoval(premises, databases);
    }

    @Override
    public void execute(DropDatabase statement, Caller caller) throws SqlError {
        @Nullable SqlError failures = null;
        for (Name name : statement.databases()) {
            try {
                drop(name.text(), statement.ifExists(), caller);
            } catch (SqlError failed) {
                failures = failures == null ? failed : failures.followedBy(failed);
            }
        }
        if (failures != null) {
            throw failures;
        }
    }

    private void drop(String name, IfExists ifExists, Caller caller) throws SqlError {
        if (Catalog.isSystemName(name)) {
            throw Message.CANNOT_DROP_SYSTEM_DATABASE.error("database", name, "database");
        }
        // Claimed first: a restore that ends meanwhile would have named another home.
        DatabaseUses.Hold claim =
                premises.uses().tryClaim(name, DatabaseUses.Purpose.CHANGE).orElseThrow(() -> inUse(name));
        try {
            dropClaimed(name, ifExists, caller);
        } finally {
            claim.close();
        }
    }

    private void dropClaimed(String name, IfExists ifExists, Caller caller) throws SqlError {
        Optional<DatabaseEntry> found = premises.catalog().databases().find(name);
        if (found.isPresent()) {
            removal.remove(found.get(), caller);
        } else if (ifExists == IfExists.REQUIRED) {
            throw Message.CANNOT_DROP_MISSING.error("drop", "database", name);
        }
    }

    private static SqlError inUse(String name) {
        return Message.DATABASE_IN_USE.error(name);
    }
}
