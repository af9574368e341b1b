package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.Integrity;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.DbccCheckDb;
import dev.coffer.tsql.DbccCheckDb.Option;
import dev.coffer.tsql.Name;
import org.jspecify.annotations.Nullable;

/** DBCC CHECKDB: reads all of a database and says what is damaged. It repairs nothing: a restore does. */
public final class DbccCheckDbCommand implements Command<DbccCheckDb> {

    private final Premises premises;

    public DbccCheckDbCommand(Premises premises) {
        this.premises = premises;
    }

    @Override
    public void execute(DbccCheckDb statement, Caller caller) throws SqlError {
        String name = statement.database().map(Name::text).orElseGet(caller::database);
        int sessionId = caller.state().client().sessionId();
        DatabaseUses.Hold stay = premises.uses().enter(name, sessionId);
        try {
            boolean master = Catalog.isMaster(name);
            DatabaseEntry entry = master
                    ? premises.catalog().systemDatabase(name)
                    : premises.catalog().databases().require(name);
            entry.requireUsable();
            premises.uses().requireRoom(entry, sessionId);
            report(entry.name(), check(entry, statement, caller), statement, caller);
            premises.catalog()
                    .goodChecks()
                    .note(entry.databaseId(), premises.clock().instant());
        } finally {
            stay.close();
        }
    }

    private Integrity check(DatabaseEntry entry, DbccCheckDb statement, Caller caller) throws SqlError {
        boolean physical = statement.options().contains(Option.PHYSICAL_ONLY)
                || statement.options().contains(Option.NOINDEX);
        try {
            HostedDatabase database = premises.engine().open(entry.home());
            Integrity found =
                    database.check(physical ? Integrity.Depth.PHYSICAL : Integrity.Depth.FULL, caller.cancellation());
            FoundSuspects suspects = new FoundSuspects(premises, entry);
            found.suspects().forEach(suspects);
            suspects.list();
            return found;
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    private void report(String name, Integrity found, DbccCheckDb statement, Caller caller) throws SqlError {
        boolean told = !statement.options().contains(Option.NO_INFOMSGS);
        if (told) {
            caller.inform(Message.DBCC_RESULTS, name);
            for (Integrity.Table table : found.tables()) {
                caller.inform(Message.DBCC_RESULTS, table.name());
                caller.inform(Message.DBCC_ROWS, table.rowCount(), table.pageCount(), table.name());
            }
        }
        @Nullable SqlError errors = null;
        if (found.damagedPages() > 0) {
            errors = Message.DBCC_PAGES.error(found.damagedPages());
        }
        for (Integrity.Damage damage : found.damages()) {
            SqlError error = Message.DBCC_DAMAGE.error(damage.table(), damage.page(), damage.text());
            errors = errors == null ? error : errors.followedBy(error);
        }
        if (errors != null) {
            premises.errorLog().failure(errors);
            caller.inform(Message.DBCC_FOUND, 0, found.damages().size() + found.damagedPages(), name);
            throw errors;
        }
        if (told) {
            caller.inform(Message.DBCC_FOUND, 0, 0, name);
            caller.inform(Message.DBCC_COMPLETED);
        }
    }
}
