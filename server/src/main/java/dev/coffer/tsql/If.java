package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code IF condition statement [ELSE statement]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/if-else-transact-sql">IF</a>
 */
public record If(Position position, Expression condition, Statement then, Optional<Statement> otherwise)
        implements ControlStatement {
    @Override
    public String words() {
        return "IF";
    }

    @Override
    public List<Secret> secrets() {
        return Stream.concat(Stream.of(then), otherwise.stream())
                .flatMap(statement -> statement.secrets().stream())
                .toList();
    }
}
