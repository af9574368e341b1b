package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * sp_spaceused: room that the database takes, or one of its tables.
 *
 * @param database answers without a table
 * @param one answers without a table, in one result
 * @param table answers with one
 */
record SpaceUsedProcedure(Procedure database, Procedure one, Procedure table) implements Procedure {

    private static final String MODE = "@mode";
    private static final String ONE = "@oneresultset";

    /** Modes that ask for what is here, which is all that there is: no table is stretched elsewhere. */
    private static final Set<String> LOCAL = Set.of("ALL", "LOCAL_ONLY");

    @Override
    public String name() {
        return database.name();
    }

    @Override
    public List<Formal> parameters() {
        return database.parameters();
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        String mode = arguments.text(MODE);
        if (mode != null && !LOCAL.contains(mode.toUpperCase(Locale.ROOT))) {
            throw Message.NOT_SUPPORTED.error("sp_spaceused with the mode " + mode);
        }
        if (arguments.text("@objname") != null) {
            return table.run(caller, arguments);
        }
        return (Integer.valueOf(1).equals(arguments.number(ONE)) ? one : database).run(caller, arguments);
    }
}
