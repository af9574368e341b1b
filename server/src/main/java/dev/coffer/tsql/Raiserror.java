package dev.coffer.tsql;

import java.util.List;
import java.util.Set;

/**
 * {@code RAISERROR (message, severity, state [, argument ...]) [WITH LOG | NOWAIT | SETERROR [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/raiserror-transact-sql">RAISERROR</a>
 */
public record Raiserror(
        Position position,
        Expression message,
        Expression severity,
        Expression state,
        List<Expression> arguments,
        Set<String> options)
        implements ControlStatement {
    public Raiserror {
        arguments = List.copyOf(arguments);
        options = Set.copyOf(options);
    }

    @Override
    public String words() {
        return "RAISERROR";
    }
}
