package dev.coffer.command;

import dev.coffer.errors.SqlError;
import java.util.List;

/**
 * sp_tables, which lists the databases instead of tables when the qualifier is % and name and owner are empty.
 *
 * @param tables of one database
 * @param databases of the instance, in the same columns
 */
record TablesProcedure(Procedure tables, Procedure databases) implements Procedure {

    @Override
    public String name() {
        return tables.name();
    }

    @Override
    public List<Formal> parameters() {
        return tables.parameters();
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        boolean asksForDatabases = "%".equals(arguments.text("@table_qualifier"))
                && "".equals(arguments.text("@table_name"))
                && "".equals(arguments.text("@table_owner"));
        return (asksForDatabases ? databases : tables).run(caller, arguments);
    }
}
