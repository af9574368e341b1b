package dev.coffer.tsql;

import java.util.Optional;

/**
 * {@code ROLLBACK [TRAN[SACTION] [name] | WORK]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/rollback-transaction-transact-sql">ROLLBACK
 *     TRANSACTION</a>
 */
public record RollbackTransaction(Position position, Optional<Name> name) implements Statement {
    @Override
    public String words() {
        return "ROLLBACK TRANSACTION";
    }
}
