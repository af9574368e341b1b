package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code INSERT [INTO] table [(columns)] [OUTPUT ...] VALUES (...) [, (...)]... | query | DEFAULT VALUES}
 *
 * @param columns empty: all of them, in order
 * @param givenIdentity the identity column, when its values are given: IDENTITY_INSERT is ON
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/insert-transact-sql">INSERT</a>
 */
public record Insert(
        Position position,
        ObjectName table,
        List<Name> columns,
        Optional<Output> output,
        Source source,
        Optional<Name> givenIdentity)
        implements DataStatement {
    public Insert {
        columns = List.copyOf(columns);
    }

    /** The same into other columns. */
    public Insert with(List<Name> otherColumns, Optional<Name> identity) {
        return new Insert(position, table, otherColumns, output, source, identity);
    }

    /** Where the rows come from. */
    public sealed interface Source {}

    /** At most 1000 rows, as in SQL Server. */
    public record Values(List<List<Expression>> rows) implements Source {
        public Values {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    public record FromQuery(Query query) implements Source {}

    public record DefaultValues() implements Source {}

    @Override
    public String words() {
        return "INSERT";
    }
}
