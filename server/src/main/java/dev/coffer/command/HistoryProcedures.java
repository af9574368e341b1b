package dev.coffer.command;

import dev.coffer.catalog.BackupHistory;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.TypeName;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * sp_delete_backuphistory and sp_delete_database_backuphistory: take rows out of msdb's history; the backups themselves
 * stay where they are.
 *
 * @see <a
 *     href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-delete-backuphistory-transact-sql">
 *     sp_delete_backuphistory</a>
 */
public final class HistoryProcedures {

    private static final TypeName DATETIME = new TypeName("datetime", List.of(), new Position(1, 1));
    private static final String OLDEST = "@oldest_date";
    private static final String DATABASE = "@database_name";

    private final BackupHistory history;
    private final Evaluator evaluator;
    private final ZoneId zone;

    public HistoryProcedures(Premises premises, Evaluator evaluator) {
        this.history = premises.catalog().history();
        this.evaluator = evaluator;
        this.zone = premises.names().zone();
    }

    public List<Procedure> all() {
        return List.of(
                new Deleting(
                        "sp_delete_backuphistory",
                        List.of(Procedure.Formal.required(OLDEST, SqlType.of("datetime"))),
                        this::before),
                new Deleting(
                        "sp_delete_database_backuphistory",
                        List.of(Procedure.Formal.required(DATABASE, SqlType.nvarchar(128))),
                        this::ofDatabase));
    }

    private interface Work {
        void run(Caller caller, Arguments arguments) throws SqlError;
    }

    private record Deleting(String name, List<Formal> parameters, Work work) implements Procedure {
        @Override
        public int run(Caller caller, Arguments arguments) throws SqlError {
            if (caller.state().transactionCount() > 0) {
                throw Message.PROCEDURE_IN_TRANSACTION.error(name);
            }
            work.run(caller, arguments);
            return 0;
        }
    }

    private void before(Caller caller, Arguments arguments) throws SqlError {
        if (evaluator.converted(arguments.value(OLDEST), DATETIME, caller) instanceof LocalDateTime oldest) {
            history.deleteBefore(oldest.atZone(zone).toInstant());
        }
    }

    private void ofDatabase(Caller caller, Arguments arguments) throws SqlError {
        String database = arguments.text(DATABASE);
        if (database != null) {
            history.deleteOf(database);
        }
    }
}
