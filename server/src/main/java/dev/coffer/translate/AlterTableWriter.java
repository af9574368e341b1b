package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterTable;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.IfExists;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Query;
import java.util.ArrayList;
import java.util.List;

/** ALTER TABLE in PostgreSQL's words, with the checks that SQL Server makes and PostgreSQL does not. */
final class AlterTableWriter {

    private final Names names;
    private final TableWriter tables;

    AlterTableWriter(Names names, TableWriter tables) {
        this.names = names;
        this.tables = tables;
    }

    List<String> alter(AlterTable alter) throws SqlError {
        String table = names.changed(alter.table());
        AlterTable.Change change = alter.change();
        if (change instanceof AlterTable.Add add) {
            return add(alter, table, add);
        }
        if (change instanceof AlterTable.AlterColumn column) {
            names.noteSubject("ALTER TABLE ALTER COLUMN");
            return alterColumn(table, column);
        }
        if (change instanceof AlterTable.DropColumns drop) {
            names.noteSubject("ALTER TABLE DROP COLUMN");
            List<String> sql = new ArrayList<>();
            for (Name column : drop.columns()) {
                String name = names.folded(column);
                sql.add(call("sys.require_free", table, column));
                sql.add("ALTER TABLE " + table + " DROP COLUMN "
                        + (drop.ifExists() == IfExists.IF_EXISTS ? "IF EXISTS " : "") + name);
            }
            return sql;
        }
        if (change instanceof AlterTable.DropConstraints drop) {
            List<String> sql = new ArrayList<>();
            for (Name constraint : drop.constraints()) {
                names.folded(constraint);
                sql.add("CALL sys.drop_constraint(" + Names.literal(table) + ", "
                        + Names.literal(TableWriter.lower(constraint)) + ", " + (drop.ifExists() == IfExists.IF_EXISTS)
                        + ")");
            }
            return sql;
        }
        Name all = new Name("", alter.position());
        return List.of(call(
                "sys.require_constraint",
                table,
                ((AlterTable.CheckConstraint) change).name().orElse(all)));
    }

    private static String call(String function, String table, Name name) throws SqlError {
        return "CALL " + function + "(" + Names.literal(table) + ", " + Names.literal(TableWriter.lower(name)) + ")";
    }

    private List<String> add(AlterTable alter, String table, AlterTable.Add add) throws SqlError {
        TableWriter.requireDistinct(add.columns(), alter.table());
        List<String> sql = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (CreateTable.ColumnDefinition column : add.columns()) {
            boolean filled = column.nullability() == CreateTable.Nullability.NOT_NULL;
            boolean later = !filled && column.defaultValue().isPresent();
            // A column that takes NULL has it in the rows that are there, whatever its default.
            sql.add("ALTER TABLE " + table + " ADD COLUMN " + tables.column(column, !later));
            if (later) {
                sql.add("ALTER TABLE " + table + " ALTER COLUMN " + names.folded(column.name()) + " SET DEFAULT "
                        + tables.defaultValue(
                                column.type().name(), column.defaultValue().get()));
            }
            after.add(tables.comment(table, column));
        }
        for (CreateTable.Constraint constraint : add.constraints()) {
            if (constraint instanceof CreateTable.PrimaryKey key) {
                requireNotNull(sql, alter, table, add, key);
            }
            boolean unchecked = add.rows() == AlterTable.Rows.UNCHECKED
                    && (constraint instanceof CreateTable.Check || constraint instanceof CreateTable.ForeignKey);
            sql.add("ALTER TABLE " + table + " ADD " + tables.constraint(constraint, alter.table())
                    + (unchecked ? " NOT VALID" : ""));
            after.addAll(tables.comments(table, List.of(constraint)));
        }
        for (AlterTable.ColumnDefault added : add.defaults()) {
            String name = added.value().constraintName().map(Name::text).orElse("");
            sql.add("CALL sys.note_default(" + Names.literal(table) + ", "
                    + Names.literal(TableWriter.lower(added.column())) + ", " + Names.literal(name) + ")");
            sql.add("ALTER TABLE " + table + " ALTER COLUMN " + names.folded(added.column()) + " SET DEFAULT "
                    + tables.defaultValue("", added.value()));
        }
        sql.addAll(after);
        return sql;
    }

    /** PostgreSQL would make the columns NOT NULL itself. */
    private static void requireNotNull(
            List<String> sql, AlterTable alter, String table, AlterTable.Add add, CreateTable.PrimaryKey key)
            throws SqlError {
        for (Query.OrderItem item : key.columns()) {
            Name column = TableWriter.name(item);
            boolean isNew = add.columns().stream()
                    .anyMatch(added -> added.name().text().equalsIgnoreCase(column.text())
                            && added.nullability() == CreateTable.Nullability.UNSPECIFIED);
            if (!isNew) {
                sql.add("CALL sys.require_not_null(" + Names.literal(table) + ", "
                        + Names.literal(TableWriter.lower(column)) + ", "
                        + Names.literal(alter.table().object().text()) + ")");
            }
        }
    }

    private List<String> alterColumn(String table, AlterTable.AlterColumn alter) throws SqlError {
        if (alter.type().name().equals("bit")) {
            throw Message.NOT_SUPPORTED
                    .error("ALTER COLUMN to bit")
                    .atLine(alter.column().position().line());
        }
        String column = "ALTER TABLE " + table + " ALTER COLUMN " + names.folded(alter.column());
        boolean required = alter.nullability() == CreateTable.Nullability.NOT_NULL;
        return List.of(
                column + " TYPE " + Types.column(alter.type()),
                column + (required ? " SET NOT NULL" : " DROP NOT NULL"),
                "CALL sys.note_type(" + Names.literal(table) + ", "
                        + Names.literal(TableWriter.lower(alter.column())) + ", "
                        + Names.literal(Types.declared(alter.type())) + ")");
    }
}
