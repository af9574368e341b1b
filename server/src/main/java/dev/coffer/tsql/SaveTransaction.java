package dev.coffer.tsql;

/**
 * {@code SAVE TRAN[SACTION] name}
 *
 * @param name a variable where it begins with an at sign
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/save-transaction-transact-sql">SAVE TRANSACTION</a>
 */
public record SaveTransaction(Position position, Name name) implements Statement {
    @Override
    public String words() {
        return "SAVE TRANSACTION";
    }
}
