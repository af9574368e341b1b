package dev.coffer.command;

import dev.coffer.errors.SqlError;
import java.util.List;

/**
 * sp_spaceused: room that the database takes, or one of its tables.
 *
 * @param database answers without a table
 * @param table answers with one
 */
record SpaceUsedProcedure(Procedure database, Procedure table) implements Procedure {

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
        return (arguments.text("@objname") == null ? database : table).run(caller, arguments);
    }
}
