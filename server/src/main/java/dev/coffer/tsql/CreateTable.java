package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE TABLE table (column | constraint [, ...])}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql">CREATE TABLE</a>
 */
public record CreateTable(
        Position position, ObjectName table, List<ColumnDefinition> columns, List<Constraint> constraints)
        implements DataStatement {
    public CreateTable {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
    }

    /** A column; its keys and checks stand among the table's constraints. */
    public record ColumnDefinition(
            Name name,
            TypeName type,
            Nullability nullability,
            Optional<Identity> identity,
            Optional<Default> defaultValue) {}

    public enum Nullability {
        /** Not written: NULL is allowed, unless the column is part of the primary key or an identity. */
        UNSPECIFIED,
        NULL,
        NOT_NULL
    }

    public record Identity(long seed, long increment) {}

    public record Default(Optional<Name> constraintName, Expression value) {}

    /** A constraint of the table, or of one column. */
    public sealed interface Constraint {
        Optional<Name> name();
    }

    public record PrimaryKey(Optional<Name> name, List<Query.OrderItem> columns) implements Constraint {}

    public record Unique(Optional<Name> name, List<Query.OrderItem> columns) implements Constraint {}

    public record Check(Optional<Name> name, Expression condition) implements Constraint {}

    /** @param onDelete upper-case words: NO ACTION, CASCADE, SET NULL, SET DEFAULT; onUpdate likewise */
    public record ForeignKey(
            Optional<Name> name,
            List<Name> columns,
            ObjectName referenced,
            List<Name> referencedColumns,
            String onDelete,
            String onUpdate)
            implements Constraint {}

    @Override
    public String words() {
        return "CREATE TABLE";
    }
}
