package dev.coffer.tsql;

import java.util.Optional;

/**
 * {@code BEGIN TRAN[SACTION] [name]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/begin-transaction-transact-sql">BEGIN
 *     TRANSACTION</a>
 */
public record BeginTransaction(Position position, Optional<Name> name) implements Statement {
    @Override
    public String words() {
        return "BEGIN TRANSACTION";
    }
}
