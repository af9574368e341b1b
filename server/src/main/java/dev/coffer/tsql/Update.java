package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code UPDATE [TOP (n)] table | alias SET column = value [, ...] [OUTPUT ...] [FROM ...] [WHERE condition]}
 *
 * @param top how many rows at most
 * @see <a href="https://learn.microsoft.com/sql/t-sql/queries/update-transact-sql">UPDATE</a>
 */
public record Update(
        Position position,
        Optional<Expression> top,
        ObjectName target,
        List<Assignment> assignments,
        Optional<Output> output,
        List<TableSource> from,
        Optional<Expression> where)
        implements DataStatement {
    public Update {
        assignments = List.copyOf(assignments);
        from = List.copyOf(from);
    }

    /** @param operator empty for {@code =}, otherwise the sign of a compound assignment such as {@code +} */
    public record Assignment(Name column, String operator, Expression value) {}

    @Override
    public String words() {
        return "UPDATE";
    }
}
