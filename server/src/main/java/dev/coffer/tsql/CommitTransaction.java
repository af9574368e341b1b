package dev.coffer.tsql;

import java.util.Optional;

/**
 * {@code COMMIT [TRAN[SACTION] [name] | WORK]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/commit-transaction-transact-sql">COMMIT
 *     TRANSACTION</a>
 */
public record CommitTransaction(Position position, Optional<Name> name) implements Statement {
    @Override
    public String words() {
        return "COMMIT TRANSACTION";
    }
}
