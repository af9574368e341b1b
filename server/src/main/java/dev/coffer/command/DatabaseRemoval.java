package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.SqlError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes a database off the list, then what lies here of it away; of an attached one, the server stays as it is. */
final class DatabaseRemoval {

    private final Premises premises;
    private final LiveDatabases databases;
    private final Recovering recovering;

    DatabaseRemoval(Premises premises, LiveDatabases databases) {
        this.premises = premises;
        this.databases = databases;
        this.recovering = new Recovering(premises);
    }

    /** For whoever has claimed its name. Files that resist go at the next start. */
    void remove(DatabaseEntry database, Caller caller) throws SqlError {
        if (database.attached().isPresent()) {
            // Also without a chain: whoever ended it may have been cancelled.
            databases.keepNoLog(database, caller);
        }
        // A restore that is not over keeps the home of the database before.
        List<DatabaseHome> homes = recovering.replaced(database);
        for (DatabaseHome home : homes) {
            recovering.note(home);
        }
        Optional<Path> undoFile = premises.catalog().restores().undoFile(database.databaseId());
        premises.catalog().databases().delete(database.name());
        homes.forEach(premises.homes()::discard);
        undoFile.ifPresent(UndoFile::remove);
    }
}
