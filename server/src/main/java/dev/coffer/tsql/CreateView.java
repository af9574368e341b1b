package dev.coffer.tsql;

import java.util.List;

/**
 * {@code CREATE VIEW view [(columns)] AS query}
 *
 * @param columns empty: named by the query
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-view-transact-sql">CREATE VIEW</a>
 */
public record CreateView(Position position, ObjectName view, List<Name> columns, Query query) implements DataStatement {
    public CreateView {
        columns = List.copyOf(columns);
    }

    @Override
    public String words() {
        return "CREATE VIEW";
    }
}
