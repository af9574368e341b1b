package dev.coffer.tsql;

import java.util.List;

/**
 * {@code DROP TABLE [IF EXISTS] table [, table]...}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-table-transact-sql">DROP TABLE</a>
 */
public record DropTable(Position position, List<ObjectName> tables, IfExists ifExists) implements DataStatement {
    public DropTable {
        tables = List.copyOf(tables);
    }

    @Override
    public String words() {
        return "DROP TABLE";
    }
}
