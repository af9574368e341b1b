package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CreateIndex;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.DropIndex;
import dev.coffer.tsql.DropTable;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.IfExists;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import dev.coffer.tsql.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE TABLE in PostgreSQL's words. Declared types and original spellings are kept as comments of columns and
 * constraints, so that they travel, and go, with the table; sys.column_meta and sys.object_meta show them.
 */
final class TableWriter {

    /** Types of identity columns, with all of their range: PostgreSQL's sequences begin at 1 otherwise. */
    private static final Map<String, String> NUMBERED = Map.of(
            "int", " MINVALUE -2147483648 MAXVALUE 2147483647",
            "integer", " MINVALUE -2147483648 MAXVALUE 2147483647",
            "bigint", " MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807",
            "smallint", " MINVALUE -32768 MAXVALUE 32767");

    private final Names names;
    private final ExpressionWriter expressions;

    TableWriter(Names names, ExpressionWriter expressions) {
        this.names = names;
        this.expressions = expressions;
    }

    /** @throws SqlError 2705, 1769, 8111 */
    List<String> create(CreateTable create) throws SqlError {
        String table = names.target(create.table());
        requireDistinct(create.columns(), create.table());
        List<String> parts = new ArrayList<>();
        List<String> sql = new ArrayList<>();
        for (CreateTable.ColumnDefinition column : create.columns()) {
            parts.add(column(column, true));
        }
        for (CreateTable.Constraint constraint : create.constraints()) {
            TableChecks.require(constraint, create);
            parts.add(constraint(constraint, create.table()));
        }
        sql.add("CREATE TABLE " + table + " (" + String.join(", ", parts) + ")");
        sql.add("COMMENT ON TABLE " + table + " IS "
                + Names.literal(create.table().object().text()));
        for (CreateTable.ColumnDefinition column : create.columns()) {
            sql.add(comment(table, column));
        }
        sql.addAll(comments(table, create.constraints()));
        return sql;
    }

    static void requireDistinct(List<CreateTable.ColumnDefinition> columns, ObjectName table) throws SqlError {
        Set<String> seen = new HashSet<>();
        for (CreateTable.ColumnDefinition column : columns) {
            if (!seen.add(lower(column.name()))) {
                throw Message.COLUMN_TWICE
                        .error(column.name().text(), table.object().text())
                        .atLine(column.name().position().line());
            }
        }
    }

    static String lower(Name name) {
        return name.text().toLowerCase(Locale.ROOT);
    }

    /** The column that a key names. */
    static Name name(Query.OrderItem key) {
        return ((Expression.ColumnReference) key.value()).parts().get(0);
    }

    /** Type and spelling; behind a line break the name of the column's default. */
    String comment(String table, CreateTable.ColumnDefinition column) throws SqlError {
        String defaultName = column.defaultValue()
                .flatMap(CreateTable.Default::constraintName)
                .map(name -> "\n" + name.text())
                .orElse("");
        return "COMMENT ON COLUMN " + table + "." + names.folded(column.name()) + " IS "
                + Names.literal(
                        Types.declared(column.type()) + "|" + column.name().text() + defaultName);
    }

    List<String> comments(String table, List<CreateTable.Constraint> constraints) throws SqlError {
        List<String> sql = new ArrayList<>();
        for (CreateTable.Constraint constraint : constraints) {
            if (constraint.name().isPresent()) {
                String name = constraint.name().get().text();
                sql.add("COMMENT ON " + name(constraint.name(), mark(constraint)) + "ON " + table + " IS "
                        + Names.literal(name));
            }
        }
        return sql;
    }

    private static String mark(CreateTable.Constraint constraint) {
        if (constraint instanceof CreateTable.PrimaryKey) {
            return KeyNames.PRIMARY;
        }
        return constraint instanceof CreateTable.Unique ? KeyNames.UNIQUE : "";
    }

    /** @param withDefault false when the rows that are there are not to have it */
    String column(CreateTable.ColumnDefinition column, boolean withDefault) throws SqlError {
        StringBuilder text = new StringBuilder(names.folded(column.name()));
        text.append(' ').append(Types.column(column.type()));
        if (column.identity().isPresent()) {
            CreateTable.Identity identity = column.identity().get();
            if (!NUMBERED.containsKey(column.type().name())) {
                throw Message.NOT_SUPPORTED
                        .error("IDENTITY of the type " + column.type().name())
                        .atLine(column.name().position().line());
            }
            text.append(" GENERATED ALWAYS AS IDENTITY (START WITH ")
                    .append(identity.seed())
                    .append(" INCREMENT BY ")
                    .append(identity.increment())
                    .append(NUMBERED.get(column.type().name()))
                    .append(')');
        }
        if (column.nullability() == CreateTable.Nullability.NOT_NULL) {
            text.append(" NOT NULL");
        }
        if (withDefault && column.defaultValue().isPresent()) {
            text.append(" DEFAULT ")
                    .append(defaultValue(
                            column.type().name(), column.defaultValue().get()));
        }
        return text.toString();
    }

    String defaultValue(String type, CreateTable.Default value) throws SqlError {
        String text = "(" + expressions.write(value.value()) + ")";
        if (type.equals(Offsets.TYPE)) {
            return "sys.as_offset(" + text + ")";
        }
        return type.equals("bit") ? "CAST(CAST(" + text + " AS integer) AS boolean)" : text;
    }

    String constraint(CreateTable.Constraint constraint, ObjectName table) throws SqlError {
        if (constraint instanceof CreateTable.PrimaryKey key) {
            return name(key.name(), mark(key)) + "PRIMARY KEY (" + keys(key.columns()) + ")";
        }
        if (constraint instanceof CreateTable.Unique unique) {
            return name(unique.name(), mark(unique)) + "UNIQUE NULLS NOT DISTINCT (" + keys(unique.columns()) + ")";
        }
        String name = name(constraint.name(), "");
        if (constraint instanceof CreateTable.Check check) {
            return name + "CHECK (" + expressions.write(check.condition()) + ")";
        }
        CreateTable.ForeignKey key = (CreateTable.ForeignKey) constraint;
        String target = names.table(key.referenced());
        ForeignKeyNames.note(names.spellings(), key, table, target.replace("\"", ""));
        String referenced = key.referencedColumns().isEmpty() ? "" : " (" + list(key.referencedColumns()) + ")";
        return name + "FOREIGN KEY (" + list(key.columns()) + ") REFERENCES " + target + referenced + " ON DELETE "
                + key.onDelete() + " ON UPDATE " + key.onUpdate();
    }

    private String name(Optional<Name> name, String mark) throws SqlError {
        if (name.isEmpty()) {
            return "";
        }
        names.folded(name.get());
        return "CONSTRAINT "
                + names.folded(new Name(name.get().text() + mark, name.get().position())) + " ";
    }

    String drop(DropTable drop) throws SqlError {
        List<String> tables = new ArrayList<>();
        for (ObjectName table : drop.tables()) {
            tables.add(names.target(table));
        }
        return "DROP TABLE " + ifExists(drop.ifExists()) + String.join(", ", tables);
    }

    /** Its original spelling is kept as its comment. Rows stand in T-SQL's order, NULL first. */
    List<String> createIndex(CreateIndex create) throws SqlError {
        List<String> columns = new ArrayList<>();
        for (Query.OrderItem column : create.columns()) {
            columns.add(expressions.write(column.value()) + ExpressionWriter.direction(column.direction()));
        }
        names.folded(create.name());
        names.noteSubject(create.name().text());
        boolean unique = create.duplicates() == Query.Duplicates.REMOVED;
        StringBuilder sql = new StringBuilder(unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
        sql.append(names.folded(KeyNames.index(create.table(), create.name())))
                .append(" ON ")
                .append(names.target(create.table()))
                .append(" (")
                .append(String.join(", ", columns))
                .append(')');
        if (!create.included().isEmpty()) {
            sql.append(" INCLUDE (").append(list(create.included())).append(')');
        }
        sql.append(unique ? " NULLS NOT DISTINCT" : "");
        if (create.where().isPresent()) {
            sql.append(" WHERE ").append(expressions.write(create.where().get()));
        }
        return List.of(
                sql.toString(),
                "COMMENT ON INDEX " + index(create.table(), create.name()) + " IS "
                        + Names.literal(create.name().text()));
    }

    String dropIndex(DropIndex drop) throws SqlError {
        names.noteSubject(Names.plain(drop.table()) + "." + drop.name().text());
        return "DROP INDEX " + ifExists(drop.ifExists()) + index(drop.table(), drop.name());
    }

    /** An index lies in its table's schema. */
    private String index(ObjectName table, Name name) throws SqlError {
        String target = names.target(table);
        return target.substring(0, target.indexOf('.') + 1) + names.folded(KeyNames.index(table, name));
    }

    private static String ifExists(IfExists ifExists) {
        return ifExists == IfExists.IF_EXISTS ? "IF EXISTS " : "";
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
