package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code DECLARE @name [AS] type [= value] [, ...]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/declare-local-variable-transact-sql">DECLARE</a>
 */
public record Declare(Position position, List<Variable> variables) implements ControlStatement {
    public Declare {
        variables = List.copyOf(variables);
    }

    @Override
    public String words() {
        return "DECLARE";
    }

    /** @param name with its at sign */
    public record Variable(Name name, TypeName type, Optional<Expression> value) {}
}
