package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DB_ID and DB_NAME: a small table of the instance's databases in the statement itself. */
final class DatabaseFunctions {

    private DatabaseFunctions() {}

    /** @param arguments one at most; without one the current database is meant */
    static String call(String name, List<String> arguments, Environment environment) throws SqlError {
        if (name.equals("db_name")) {
            return arguments.isEmpty()
                    ? "CAST(" + Names.literal(environment.database()) + " AS varchar(128))"
                    : find("CAST(d.name AS varchar(128))", "d.id = " + arguments.get(0), environment);
        }
        String wanted = arguments.isEmpty() ? Names.literal(environment.database()) : arguments.get(0);
        return find(
                "CAST(d.id AS smallint)",
                "lower(d.name) = lower(rtrim(sys.only_text(" + wanted + "), ' '))",
                environment);
    }

    private static String find(String value, String condition, Environment environment) throws SqlError {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<Integer, String> database :
                environment.databases().byId().entrySet()) {
            rows.add("(" + database.getKey() + ", " + Names.literal(database.getValue()) + ")");
        }
        return "(SELECT " + value + " FROM (VALUES " + String.join(", ", rows) + ") AS d (id, name) WHERE " + condition
                + ")";
    }
}
