package dev.coffer.tsql;

import java.util.List;

/**
 * {@code WHILE condition statement}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/while-transact-sql">WHILE</a>
 */
public record While(Position position, Expression condition, Statement body) implements ControlStatement {
    @Override
    public String words() {
        return "WHILE";
    }

    @Override
    public List<Secret> secrets() {
        return body.secrets();
    }
}
