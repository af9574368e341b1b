package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code ALTER TABLE table ADD ... | ALTER COLUMN ... | DROP ... | CHECK CONSTRAINT ...}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql">ALTER TABLE</a>
 */
public record AlterTable(Position position, ObjectName table, Change change) implements DataStatement {

    /** What is done to the table. */
    public sealed interface Change {}

    /** {@code [WITH CHECK | NOCHECK] ADD column | constraint | [CONSTRAINT name] DEFAULT value FOR column [, ...]}. */
    public record Add(
            List<CreateTable.ColumnDefinition> columns,
            List<CreateTable.Constraint> constraints,
            List<ColumnDefault> defaults,
            Rows rows)
            implements Change {
        public Add {
            columns = List.copyOf(columns);
            constraints = List.copyOf(constraints);
            defaults = List.copyOf(defaults);
        }
    }

    public record ColumnDefault(Name column, CreateTable.Default value) {}

    /** Whether the rows that are there must meet a new constraint. */
    public enum Rows {
        CHECKED,
        UNCHECKED
    }

    public record AlterColumn(Name column, TypeName type, CreateTable.Nullability nullability) implements Change {}

    public record DropColumns(List<Name> columns, IfExists ifExists) implements Change {
        public DropColumns {
            columns = List.copyOf(columns);
        }
    }

    public record DropConstraints(List<Name> constraints, IfExists ifExists) implements Change {
        public DropConstraints {
            constraints = List.copyOf(constraints);
        }
    }

    /** {@code [WITH CHECK] CHECK CONSTRAINT name | ALL}; without names all are meant. */
    public record CheckConstraint(Optional<Name> name) implements Change {}

    @Override
    public String words() {
        return "ALTER TABLE";
    }
}
