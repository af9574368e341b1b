package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import java.util.List;
import java.util.Locale;

/**
 * sp_detach_db: takes an attached database off the list; its server stays as it is, its backups and their history stay.
 *
 * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-detach-db-transact-sql">
 *     sp_detach_db</a>
 */
public final class DetachProcedure implements Procedure {

    private static final SqlType NAME = SqlType.nvarchar(128);
    private static final SqlType WORD = SqlType.nvarchar(10);

    private final Premises premises;
    private final DatabaseRemoval removal;

    public DetachProcedure(Premises premises, LiveDatabases databases) {
        this.premises = premises;
        this.removal = new DatabaseRemoval(premises, databases);
    }

    @Override
    public String name() {
        return "sp_detach_db";
    }

    @Override
    public List<Formal> parameters() {
        return List.of(
                Formal.required("@dbname", NAME),
                Formal.optional("@skipchecks", WORD),
                Formal.optional("@keepfulltextindexfile", WORD));
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        if (caller.state().transactionCount() > 0) {
            throw Message.PROCEDURE_IN_TRANSACTION.error(name());
        }
        requireWord(arguments, "@skipchecks");
        requireWord(arguments, "@keepfulltextindexfile");
        String name = String.valueOf(arguments.text("@dbname"));
        if (Catalog.isSystemName(name)) {
            throw Message.SYSTEM_DATABASE_NOT_DETACHED.error();
        }
        DatabaseUses.Hold claim = premises.uses()
                .tryClaim(name, DatabaseUses.Purpose.CHANGE)
                .orElseThrow(() -> Message.CANNOT_DETACH_IN_USE.error(name));
        try {
            detach(name, caller);
        } finally {
            claim.close();
        }
        return 0;
    }

    private void detach(String name, Caller caller) throws SqlError {
        DatabaseEntry database =
                premises.catalog().databases().find(name).orElseThrow(() -> Message.DATABASE_UNKNOWN.error(name));
        if (database.attached().isEmpty()) {
            throw Message.NOT_SUPPORTED
                    .error("sp_detach_db of a database of this instance")
                    .withHint("Back it up, drop it, and restore it where it is wanted.");
        }
        removal.remove(database, caller);
    }

    private static void requireWord(Arguments arguments, String parameter) throws SqlError {
        String word = arguments.text(parameter);
        if (word != null && !List.of("true", "false").contains(word.toLowerCase(Locale.ROOT))) {
            throw Message.INVALID_PARAMETER.error(parameter);
        }
    }
}
