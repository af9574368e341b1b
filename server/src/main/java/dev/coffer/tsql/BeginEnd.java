package dev.coffer.tsql;

import java.util.List;

/**
 * {@code BEGIN statement ... END}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/begin-end-transact-sql">BEGIN ... END</a>
 */
public record BeginEnd(Position position, List<Statement> statements) implements ControlStatement {
    public BeginEnd {
        statements = List.copyOf(statements);
    }

    @Override
    public String words() {
        return "BEGIN ... END";
    }

    @Override
    public List<Secret> secrets() {
        return ControlStatement.secrets(statements);
    }
}
