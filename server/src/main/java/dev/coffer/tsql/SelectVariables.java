package dev.coffer.tsql;

import java.util.List;

/**
 * {@code SELECT @name = value [, ...] [FROM ...]}: the last row wins.
 *
 * @param query gives the values in the order of the variables
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/select-local-variable-transact-sql">SELECT variables</a>
 */
public record SelectVariables(Position position, List<Assignment> assignments, Query query)
        implements ControlStatement {
    public SelectVariables {
        assignments = List.copyOf(assignments);
    }

    @Override
    public String words() {
        return "SELECT variables";
    }

    /** @param operator empty for {@code =}, otherwise the sign of a compound assignment such as {@code +} */
    public record Assignment(Name variable, String operator) {}
}
