package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code OUTPUT items [INTO table [(columns)]]}: rows as they were and as they are, by the names {@code deleted} and
 * {@code inserted}.
 *
 * @param into where they go instead of to the client
 * @see <a href="https://learn.microsoft.com/sql/t-sql/queries/output-clause-transact-sql">OUTPUT</a>
 */
public record Output(Position position, List<Query.Item> items, Optional<Into> into) {
    public Output {
        items = List.copyOf(items);
    }

    /** @param columns empty: all of them, in order */
    public record Into(ObjectName table, List<Name> columns) {
        public Into {
            columns = List.copyOf(columns);
        }
    }
}
