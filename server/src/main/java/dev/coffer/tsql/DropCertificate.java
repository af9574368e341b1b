package dev.coffer.tsql;

/**
 * {@code DROP CERTIFICATE [IF EXISTS] name [WITH FORCE]}; WITH FORCE is ours: drops it although backups need it.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-certificate-transact-sql">DROP CERTIFICATE</a>
 */
public record DropCertificate(Position position, Name name, IfExists ifExists, Force force) implements Statement {
    @Override
    public String words() {
        return "DROP CERTIFICATE";
    }
}
