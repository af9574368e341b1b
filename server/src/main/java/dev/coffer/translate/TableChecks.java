package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Query;
import java.util.Optional;

/** What CREATE TABLE can say about its constraints before anything runs. */
final class TableChecks {

    private TableChecks() {}

    /** @throws SqlError 1769, 8111, each with 1750 behind it */
    static void require(CreateTable.Constraint constraint, CreateTable table) throws SqlError {
        if (constraint instanceof CreateTable.ForeignKey key) {
            for (Name column : key.columns()) {
                if (find(column, table).isEmpty()) {
                    throw Message.REFERENCING_COLUMN_MISSING
                            .error(
                                    key.name().map(Name::text).orElse(""),
                                    column.text(),
                                    table.table().object().text())
                            .followedBy(Message.CONSTRAINT_NOT_CREATED.error());
                }
            }
        } else if (constraint instanceof CreateTable.PrimaryKey key) {
            for (Query.OrderItem item : key.columns()) {
                boolean takesNull = find(TableWriter.name(item), table)
                        .filter(column -> column.nullability() == CreateTable.Nullability.NULL)
                        .isPresent();
                if (takesNull) {
                    throw Message.PRIMARY_KEY_TAKES_NULL
                            .error(table.table().object().text())
                            .followedBy(Message.CONSTRAINT_NOT_CREATED.error());
                }
            }
        }
    }

    private static Optional<CreateTable.ColumnDefinition> find(Name name, CreateTable table) {
        return table.columns().stream()
                .filter(column -> column.name().text().equalsIgnoreCase(name.text()))
                .findFirst();
    }
}
