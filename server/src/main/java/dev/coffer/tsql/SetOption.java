package dev.coffer.tsql;

/**
 * {@code SET option ON | OFF} and the SET statements with a value that clients send when they connect.
 *
 * @param option upper case, single blanks between its words, such as {@code NOCOUNT} or {@code TRANSACTION ISOLATION
 *     LEVEL}
 * @param value upper case: {@code ON}, {@code OFF}, a number or words
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/set-statements-transact-sql">SET</a>
 */
public record SetOption(Position position, String option, String value) implements Statement {
    @Override
    public String words() {
        return "SET option";
    }
}
