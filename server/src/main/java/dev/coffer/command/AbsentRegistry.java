package dev.coffer.command;

import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import java.util.List;

/**
 * xp_regread and xp_instance_regread: there is no registry, so every value is missing. Tools ask it for default folders
 * and the port, and go on without.
 *
 * @param name in lower case
 */
public record AbsentRegistry(String name) implements Procedure {

    private static final SqlType TEXT = SqlType.nvarchar(4000);
    private static final String VALUE = "@value";

    @Override
    public List<Formal> parameters() {
        return List.of(
                Formal.required("@rootkey", TEXT),
                Formal.required("@key", TEXT),
                Formal.optional("@value_name", TEXT),
                new Formal(VALUE, TEXT, Presence.OPTIONAL, Parameter.Direction.OUT),
                Formal.optional("@no_output", TEXT));
    }

    @Override
    public int run(Caller caller, Arguments arguments) {
        if (arguments.given(VALUE)) {
            arguments.set(VALUE, null);
            return 0;
        }
        caller.sink().columns(List.of(Column.of("Value", TEXT), Column.of("Data", TEXT)));
        caller.sink().done(0);
        return 0;
    }
}
