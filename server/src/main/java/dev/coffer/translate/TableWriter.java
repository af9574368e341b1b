package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * CREATE TABLE in PostgreSQL's words. Declared types and original spellings are kept as comments of the columns, so
 * that they travel, and go, with the table; sys.column_meta shows them.
 */
final class TableWriter {

    private static final Set<String> NUMBERED = Set.of("int", "integer", "bigint", "smallint");

    private final Names names;
    private final ExpressionWriter expressions;

    TableWriter(Names names, ExpressionWriter expressions) {
        this.names = names;
        this.expressions = expressions;
    }

    List<String> create(CreateTable create) throws SqlError {
        String table = names.table(create.table());
        List<String> parts = new ArrayList<>();
        List<String> sql = new ArrayList<>();
        for (CreateTable.ColumnDefinition column : create.columns()) {
            parts.add(column(column));
        }
        for (CreateTable.Constraint constraint : create.constraints()) {
            parts.add(constraint(constraint));
        }
        sql.add("CREATE TABLE " + table + " (" + String.join(", ", parts) + ")");
        sql.add("COMMENT ON TABLE " + table + " IS "
                + Names.literal(create.table().object().text()));
        for (CreateTable.ColumnDefinition column : create.columns()) {
            sql.add("COMMENT ON COLUMN " + table + "." + names.folded(column.name()) + " IS "
                    + Names.literal(
                            Types.declared(column.type()) + "|" + column.name().text()));
        }
        return sql;
    }

    private String column(CreateTable.ColumnDefinition column) throws SqlError {
        StringBuilder text = new StringBuilder(names.folded(column.name()));
        text.append(' ').append(Types.column(column.type()));
        if (column.identity().isPresent()) {
            CreateTable.Identity identity = column.identity().get();
            if (!NUMBERED.contains(column.type().name())) {
                throw Message.NOT_SUPPORTED
                        .error("IDENTITY of the type " + column.type().name())
                        .atLine(column.name().position().line());
            }
            text.append(" GENERATED ALWAYS AS IDENTITY (START WITH ")
                    .append(identity.seed())
                    .append(" INCREMENT BY ")
                    .append(identity.increment())
                    .append(identity.increment() < 0 ? " MINVALUE -2147483648 MAXVALUE 2147483647)" : ")");
        }
        if (column.nullability() == CreateTable.Nullability.NOT_NULL) {
            text.append(" NOT NULL");
        }
        if (column.defaultValue().isPresent()) {
            text.append(" DEFAULT ")
                    .append(defaultValue(column, column.defaultValue().get()));
        }
        return text.toString();
    }

    private String defaultValue(CreateTable.ColumnDefinition column, CreateTable.Default value) throws SqlError {
        String text = "(" + expressions.write(value.value()) + ")";
        return column.type().name().equals("bit") ? "CAST(CAST(" + text + " AS integer) AS boolean)" : text;
    }

    private String constraint(CreateTable.Constraint constraint) throws SqlError {
        String name = constraint.name().isPresent()
                ? "CONSTRAINT " + names.folded(constraint.name().get()) + " "
                : "";
        if (constraint instanceof CreateTable.PrimaryKey key) {
            return name + "PRIMARY KEY (" + keys(key.columns()) + ")";
        }
        if (constraint instanceof CreateTable.Unique unique) {
            return name + "UNIQUE NULLS NOT DISTINCT (" + keys(unique.columns()) + ")";
        }
        if (constraint instanceof CreateTable.Check check) {
            return name + "CHECK (" + expressions.write(check.condition()) + ")";
        }
        CreateTable.ForeignKey key = (CreateTable.ForeignKey) constraint;
        String referenced = key.referencedColumns().isEmpty() ? "" : " (" + list(key.referencedColumns()) + ")";
        return name + "FOREIGN KEY (" + list(key.columns()) + ") REFERENCES " + names.table(key.referenced())
                + referenced + " ON DELETE " + key.onDelete() + " ON UPDATE " + key.onUpdate();
    }

    private String keys(List<Query.OrderItem> columns) throws SqlError {
        List<Expression> values = new ArrayList<>();
        for (Query.OrderItem column : columns) {
            values.add(column.value());
        }
        return expressions.all(values, ", ");
    }

    private String list(List<Name> columns) throws SqlError {
        List<String> written = new ArrayList<>();
        for (Name column : columns) {
            written.add(names.folded(column));
        }
        return String.join(", ", written);
    }
}
