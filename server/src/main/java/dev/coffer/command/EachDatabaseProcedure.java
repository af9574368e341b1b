package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.DatabaseState;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.security.ServerPermissions.Deed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * sp_MSforeachdb: runs texts once for each database that can be used, its name in the place of a sign. Not documented
 * by SQL Server, and in every administrator's scripts.
 */
public final class EachDatabaseProcedure implements Procedure {

    private static final SqlType TEXT = SqlType.nvarchar(2000);
    private static final String SIGN = "@replacechar";
    private static final List<String> COMMANDS = List.of("@command1", "@command2", "@command3");
    private static final String BEFORE = "@precommand";
    private static final String AFTER = "@postcommand";

    private final Catalog catalog;

    public EachDatabaseProcedure(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "sp_msforeachdb";
    }

    @Override
    public List<Formal> parameters() {
        return List.of(
                Formal.required("@command1", TEXT),
                Formal.optional(SIGN, SqlType.nvarchar(1)),
                Formal.optional("@command2", TEXT),
                Formal.optional("@command3", TEXT),
                Formal.optional(BEFORE, TEXT),
                Formal.optional(AFTER, TEXT));
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        String given = arguments.text(SIGN);
        String sign = given == null || given.isEmpty() ? "?" : given;
        int last = text(arguments.text(BEFORE), caller);
        for (String database : databases(caller)) {
            for (String command : COMMANDS) {
                String written = arguments.text(command);
                last = written == null ? last : text(written.replace(sign, database), caller);
            }
        }
        int after = text(arguments.text(AFTER), caller);
        return after == 0 ? last : after;
    }

    /** Each is a batch of its own: an error in one ends that one. */
    private static int text(@Nullable String written, Caller caller) throws SqlError {
        return written == null || written.isBlank() ? 0 : caller.run(written, new Variables());
    }

    /** What is attached is elsewhere, and runs no texts; what the caller may not enter is passed over. */
    private List<String> databases(Caller caller) throws SqlError {
        List<String> names = new ArrayList<>(List.of(Catalog.MASTER, Catalog.MSDB));
        for (DatabaseEntry database : catalog.databases().all()) {
            boolean runs = (database.state() == DatabaseState.ONLINE || database.state() == DatabaseState.STANDBY)
                    && database.attached().isEmpty();
            if (runs && mayEnter(database.name(), caller)) {
                names.add(database.name());
            }
        }
        return names;
    }

    private static boolean mayEnter(String database, Caller caller) {
        try {
            caller.require(Deed.ENTER_DATABASE, caller.login(), database);
            return true;
        } catch (SqlError refused) {
            return false;
        }
    }
}
