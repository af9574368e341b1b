package dev.coffer.tsql;

import java.util.Optional;

/**
 * {@code CREATE DATABASE name [ON [PRIMARY] (NAME = n, FILENAME = 'path' [, SIZE ...]) [LOG ON (...)]] [COLLATE c]}
 *
 * @param dataFile at most one; size and growth are accepted and ignored
 * @param logFile at most one
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-database-transact-sql">CREATE DATABASE</a>
 */
public record CreateDatabase(
        Position position,
        Name database,
        Optional<DatabaseFile> dataFile,
        Optional<DatabaseFile> logFile,
        Optional<Name> collation)
        implements Statement {

    /** @param logicalName absent: the database's name, with _log for the log */
    public record DatabaseFile(Optional<Name> logicalName, Text path) {}

    @Override
    public String words() {
        return "CREATE DATABASE";
    }
}
