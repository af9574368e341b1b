package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code EXEC[UTE] [@status =] procedure [[@name =] value | DEFAULT [OUTPUT] [, ...]]}
 *
 * @param procedure its name as it was written, without brackets
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/execute-transact-sql">EXECUTE</a>
 */
public record Execute(Position position, Optional<Name> status, String procedure, List<Argument> arguments)
        implements ControlStatement {
    public Execute {
        arguments = List.copyOf(arguments);
    }

    @Override
    public String words() {
        return "EXECUTE";
    }

    /**
     * One argument.
     *
     * @param name with its at sign, when one was given
     * @param value a literal, a variable, or the keyword DEFAULT
     */
    public record Argument(Optional<Name> name, Expression value, Direction direction) {}

    /** Whether OUTPUT was written behind the argument. */
    public enum Direction {
        IN,
        OUTPUT
    }
}
