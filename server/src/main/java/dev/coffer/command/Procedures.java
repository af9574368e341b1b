package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The system procedures by their names; put together in {@code app}. Immutable and thread-safe. */
public final class Procedures {

    private final Map<String, Procedure> byName;

    public Procedures(List<Procedure> procedures) {
        Map<String, Procedure> all = new HashMap<>();
        ProcedurePermissions permissions = new ProcedurePermissions();
        for (Procedure procedure : procedures) {
            if (all.put(procedure.name(), permissions.guarded(procedure)) != null) {
                throw new IllegalStateException("Two procedures " + procedure.name());
            }
        }
        this.byName = Map.copyOf(all);
    }

    /** Their names, in lower case. */
    public Set<String> names() {
        return byName.keySet();
    }

    /**
     * Finds one, however it is spelled: {@code sp_tables}, {@code sys.sp_tables}, {@code master..SP_Tables}, {@code
     * [master].[dbo].[sp_tables]}.
     *
     * @throws SqlError 2812 with the name as it was written
     */
    public Procedure find(String written) throws SqlError {
        String name =
                written.substring(written.lastIndexOf('.') + 1).replace("[", "").replace("]", "");
        Procedure found = byName.get(name.toLowerCase(Locale.ROOT));
        if (found == null) {
            throw Message.PROCEDURE_NOT_FOUND.error(written);
        }
        return found;
    }
}
