package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code DELETE [TOP (n)] [FROM] table | alias [OUTPUT ...] [FROM ...] [WHERE condition]}
 *
 * @param top how many rows at most
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/delete-transact-sql">DELETE</a>
 */
public record Delete(
        Position position,
        Optional<Expression> top,
        ObjectName target,
        Optional<Output> output,
        List<TableSource> from,
        Optional<Expression> where)
        implements DataStatement {
    public Delete {
        from = List.copyOf(from);
    }

    @Override
    public String words() {
        return "DELETE";
    }
}
