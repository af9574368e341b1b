package dev.coffer.tsql;

/**
 * {@code SET IDENTITY_INSERT table ON | OFF}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/set-identity-insert-transact-sql">SET
 *     IDENTITY_INSERT</a>
 */
public record SetIdentityInsert(Position position, ObjectName table, Allowed allowed) implements Statement {

    /** Whether values for the identity column may be given. */
    public enum Allowed {
        ON,
        OFF
    }

    @Override
    public String words() {
        return "SET IDENTITY_INSERT";
    }
}
