package dev.coffer.tsql;

import java.util.List;

/**
 * {@code DROP VIEW [IF EXISTS] view [, ...]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-view-transact-sql">DROP VIEW</a>
 */
public record DropView(Position position, List<ObjectName> views, IfExists ifExists) implements DataStatement {
    public DropView {
        views = List.copyOf(views);
    }

    @Override
    public String words() {
        return "DROP VIEW";
    }
}
