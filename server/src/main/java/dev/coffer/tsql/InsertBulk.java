package dev.coffer.tsql;

import java.util.List;
import java.util.Set;

/**
 * {@code INSERT BULK table (column type [COLLATE c] [NULL | NOT NULL] [, ...]) [WITH (option [, ...])]}: announces rows
 * that the client sends in its next message.
 *
 * @param columns what the rows have, in their order
 * @param order columns that the client says the rows are sorted by
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/bulk-insert-transact-sql">BULK INSERT</a>
 */
public record InsertBulk(
        Position position, ObjectName table, List<BulkColumn> columns, Set<Option> options, List<Name> order)
        implements DataStatement {
    public InsertBulk {
        columns = List.copyOf(columns);
        options = Set.copyOf(options);
        order = List.copyOf(order);
    }

    /** A column of the rows, with the type that the client sends. */
    public record BulkColumn(Name name, TypeName type) {}

    /** What WITH asks for, as far as it makes a difference to anybody. */
    public enum Option {
        CHECK_CONSTRAINTS,
        FIRE_TRIGGERS,
        KEEP_NULLS,
        TABLOCK
    }

    @Override
    public String words() {
        return "INSERT BULK";
    }
}
