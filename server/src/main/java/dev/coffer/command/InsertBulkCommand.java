package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.translate.ColumnTypes;
import dev.coffer.translate.Reference;
import dev.coffer.translate.Translation;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.InsertBulk;
import dev.coffer.tsql.InsertBulk.BulkColumn;
import dev.coffer.tsql.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * INSERT BULK: checks what the client is about to send against the table, and leaves the {@link BulkLoad} that takes it
 * with the session. The rows come in the client's next message; any other request forgets the load.
 */
public final class InsertBulkCommand implements Command<InsertBulk> {

    private final Translator translator = new Translator();
    private final ServerNames names;

    public InsertBulkCommand(ServerNames names) {
        this.names = names;
    }

    @Override
    public void execute(InsertBulk statement, Caller caller) throws SqlError {
        Translation translation = translator.translate(statement, Environments.of(caller, names));
        caller.state().setLoad(new BulkLoad(statement, translation, columns(statement, translation, caller)));
    }

    private static List<BulkLoad.LoadedColumn> columns(InsertBulk statement, Translation translation, Caller caller)
            throws SqlError {
        Map<String, SqlType> table = table(translation, caller);
        if (table.isEmpty()) {
            throw Message.INVALID_OBJECT.error(statement.table().object().text());
        }
        List<BulkLoad.LoadedColumn> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (BulkColumn column : statement.columns()) {
            String name = lower(column.name());
            SqlType target = table.get(name);
            if (target == null) {
                throw Message.INVALID_COLUMN.error(column.name().text());
            }
            if (!seen.add(name)) {
                throw Message.COLUMN_LISTED_TWICE.error(column.name().text());
            }
            LoadedValue value = LoadedValue.of(Translator.sentType(column.type()), target);
            columns.add(new BulkLoad.LoadedColumn(name, value));
        }
        checkOrder(statement, table);
        return columns;
    }

    private static Map<String, SqlType> table(Translation translation, Caller caller) throws SqlError {
        try (StatementRoute route = StatementRoute.find("INSERT BULK", translation, caller)) {
            Reference reference = translation.references().iterator().next();
            return ColumnTypes.read(route.source(reference));
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("the table's columns could not be read, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }

    /** The rows need not be sorted here; the names are checked as SQL Server does. */
    private static void checkOrder(InsertBulk statement, Map<String, SqlType> table) throws SqlError {
        Set<String> sorted = new HashSet<>();
        for (Name name : statement.order()) {
            if (!table.containsKey(lower(name))) {
                throw Message.BULK_SORTED_COLUMN.error(name.text());
            }
            if (!sorted.add(lower(name))) {
                throw Message.BULK_SORTED_TWICE.error(name.text());
            }
        }
    }

    private static String lower(Name name) {
        return name.text().toLowerCase(Locale.ROOT);
    }
}
