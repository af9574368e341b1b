package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE [UNIQUE] [CLUSTERED | NONCLUSTERED] INDEX name ON table (columns) [INCLUDE (columns)] [WHERE
 * condition]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql">CREATE INDEX</a>
 */
public record CreateIndex(
        Position position,
        Name name,
        ObjectName table,
        Query.Duplicates duplicates,
        List<Query.OrderItem> columns,
        List<Name> included,
        Optional<Expression> where)
        implements DataStatement {
    public CreateIndex {
        columns = List.copyOf(columns);
        included = List.copyOf(included);
    }

    @Override
    public String words() {
        return "CREATE INDEX";
    }
}
