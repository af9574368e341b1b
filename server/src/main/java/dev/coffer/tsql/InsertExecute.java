package dev.coffer.tsql;

import java.util.List;

/**
 * {@code INSERT [INTO] table [(columns)] EXEC ...}
 *
 * @param columns empty: all of them, in order
 * @param execution an {@link Execute} or {@link ExecuteString}
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/insert-transact-sql">INSERT ... EXECUTE</a>
 */
public record InsertExecute(Position position, ObjectName table, List<Name> columns, Statement execution)
        implements ControlStatement {
    public InsertExecute {
        columns = List.copyOf(columns);
    }

    @Override
    public String words() {
        return "INSERT";
    }
}
