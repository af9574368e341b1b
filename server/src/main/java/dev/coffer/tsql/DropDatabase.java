package dev.coffer.tsql;

import java.util.List;

/**
 * {@code DROP DATABASE [IF EXISTS] name [, name]...}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-database-transact-sql">DROP DATABASE</a>
 */
public record DropDatabase(Position position, List<Name> databases, IfExists ifExists) implements Statement {
    public DropDatabase {
        databases = List.copyOf(databases);
    }

    @Override
    public String words() {
        return "DROP DATABASE";
    }
}
