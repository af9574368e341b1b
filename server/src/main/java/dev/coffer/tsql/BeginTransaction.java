package dev.coffer.tsql;

import java.util.Optional;

/**
 * {@code BEGIN TRAN[SACTION] [name [WITH MARK ['description']]]}
 *
 * @param mark the description when WITH MARK was written, possibly empty
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/begin-transaction-transact-sql">BEGIN
 *     TRANSACTION</a>
 */
public record BeginTransaction(Position position, Optional<Name> name, Optional<Text> mark) implements Statement {
    @Override
    public String words() {
        return "BEGIN TRANSACTION";
    }
}
