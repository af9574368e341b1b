package dev.coffer.tsql;

import java.util.Optional;

/**
 * {@code THROW [number, message, state]}; without arguments, inside CATCH, the caught error again.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/throw-transact-sql">THROW</a>
 */
public record Throw(Position position, Optional<Raised> raised) implements ControlStatement {
    @Override
    public String words() {
        return "THROW";
    }

    /** Literals or variables. */
    public record Raised(Expression number, Expression message, Expression state) {}
}
