package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.Lineage;
import dev.coffer.catalog.LogicalNames;
import dev.coffer.catalog.NewDatabase;
import dev.coffer.command.Paths.Access;
import dev.coffer.command.Paths.Purpose;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CreateDatabase;
import dev.coffer.tsql.CreateDatabase.DatabaseFile;
import dev.coffer.tsql.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * CREATE DATABASE: lays the database down, then lists it; whatever goes wrong before the row is written leaves nothing
 * behind. A given file name becomes the name of the data or log folder.
 */
public final class CreateDatabaseCommand implements Command<CreateDatabase> {

    private static final String COLLATION = "Latin1_General_100_BIN2_UTF8";

    private final Premises premises;

    public CreateDatabaseCommand(Premises premises) {
        this.premises = premises;
    }

    @Override
    public void execute(CreateDatabase statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        checkCollation(statement);
        LogicalNames files = files(statement, name);
        DatabaseUses.Hold claim = premises.uses()
                .tryClaim(name, DatabaseUses.Purpose.CHANGE)
                .orElseThrow(() -> Message.DATABASE_EXISTS.error(name));
        try {
            if (Catalog.isSystemName(name)
                    || premises.catalog().databases().find(name).isPresent()) {
                throw Message.DATABASE_EXISTS.error(name);
            }
            Optional<Paths.Resolved> data = place(statement.dataFile());
            Optional<Paths.Resolved> log = place(statement.logFile());
            create(name, files, DatabasePlaces.choose(premises.homes(), data, log, caller), caller);
        } finally {
            claim.close();
        }
    }

    private static void checkCollation(CreateDatabase statement) throws SqlError {
        Optional<Name> collation = statement.collation();
        if (collation.isPresent() && !collation.get().is(COLLATION)) {
            throw Message.NOT_SUPPORTED
                    .error("The collation " + collation.get().text())
                    .withHint("Leave COLLATE out, or write COLLATE " + COLLATION + ".");
        }
    }

    /** @throws SqlError 1828 when both files are called the same */
    private static LogicalNames files(CreateDatabase statement, String name) throws SqlError {
        LogicalNames files = new LogicalNames(
                logicalName(statement.dataFile()).orElse(name),
                logicalName(statement.logFile()).orElseGet(() -> LogicalNames.ofLog(name)));
        if (files.data().equalsIgnoreCase(files.log())) {
            throw Message.LOGICAL_NAME_TAKEN.error(files.log());
        }
        return files;
    }

    private static Optional<String> logicalName(Optional<DatabaseFile> file) {
        return file.flatMap(DatabaseFile::logicalName).map(Name::text);
    }

    private Optional<Paths.Resolved> place(Optional<DatabaseFile> file) throws SqlError {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Paths.Resolved resolved = premises.paths().resolve(file.get().path().value(), Purpose.DATABASE, Access.WRITE);
        try {
            DatabasePlaces.requireFolder(resolved);
        } catch (SqlError missing) {
            throw failed(missing);
        }
        if (Files.exists(resolved.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw failed(Message.CANNOT_CREATE_FILE.error(resolved.written()));
        }
        return Optional.of(resolved);
    }

    private void create(String name, LogicalNames files, DatabaseHome home, Caller caller) throws SqlError {
        boolean laidDown = false;
        boolean listed = false;
        try {
            premises.homes().note(home);
            premises.engine().create(home);
            laidDown = true;
            caller.cancellation().check();
            premises.catalog()
                    .databases()
                    .insert(new NewDatabase(
                            name,
                            files,
                            home,
                            premises.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                            Lineage.begin(Optional.empty()),
                            caller.login()));
            listed = true;
            premises.homes().settle(home);
        } catch (EngineException failure) {
            throw failed(EngineErrors.of(failure));
        } catch (IOException failure) {
            throw failed(Message.ENGINE_FAILED
                    .error("a note in the data folder could not be written")
                    .causedBy(failure));
        } finally {
            // What the engine could not lay down it has removed itself; a folder that it found taken is somebody's.
            if (!laidDown) {
                premises.homes().settle(home);
            } else if (!listed && !premises.catalog().databases().mayName(home)) {
                premises.homes().discard(home);
            }
        }
    }

    private static SqlError failed(SqlError reason) {
        return reason.followedBy(Message.CREATE_DATABASE_FAILED.error());
    }
}
