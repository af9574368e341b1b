package dev.coffer.tsql;

/**
 * {@code CREATE DATABASE name ON (FILENAME = 'postgresql://host:5432/') FOR ATTACH WITH CREDENTIAL = name}
 *
 * @param server the file name: where the server is
 * @param credential who logs in there
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-database-transact-sql">CREATE DATABASE</a>
 */
public record CreateDatabaseForAttach(Position position, Name database, Text server, Name credential)
        implements Statement {

    @Override
    public String words() {
        return "CREATE DATABASE FOR ATTACH";
    }

    /** Without the URL: somebody may have put a password into it. */
    @Override
    public String redacted() {
        return words() + " " + database.text() + ", credential " + credential.text();
    }
}
