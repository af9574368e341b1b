package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * xp_regread and xp_instance_regread: there is no registry, so all values are missing but the default folders, which
 * tools look for there. They ask for the port too, and go on without.
 *
 * @param name in lower case
 * @param values by their names in lower case; of the instance's own key
 */
public record RegistryValues(String name, Map<String, String> values) implements Procedure {

    private static final SqlType TEXT = SqlType.nvarchar(4000);
    private static final String KEY = "@key";
    private static final String VALUE_NAME = "@value_name";
    private static final String VALUE = "@value";
    private static final String OF_INSTANCE = "\\mssqlserver";

    public RegistryValues {
        values = Map.copyOf(values);
    }

    /** Both procedures. */
    public static List<Procedure> all(DefaultFolders folders) {
        Map<String, String> values = Map.of(
                "backupdirectory", folders.backups().toString(),
                "defaultdata", folders.databases().toString(),
                "defaultlog", folders.databases().toString());
        return List.of(new RegistryValues("xp_instance_regread", values), new RegistryValues("xp_regread", values));
    }

    @Override
    public List<Formal> parameters() {
        return List.of(
                Formal.required("@rootkey", TEXT),
                Formal.required(KEY, TEXT),
                Formal.optional(VALUE_NAME, TEXT),
                new Formal(VALUE, TEXT, Presence.OPTIONAL, Parameter.Direction.OUT),
                Formal.optional("@no_output", TEXT));
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        String wanted = arguments.text(VALUE_NAME);
        Optional<String> found = value(arguments.text(KEY), wanted);
        if (arguments.given(VALUE)) {
            arguments.set(VALUE, found.orElse(null));
            return 0;
        }
        caller.sink().columns(List.of(Column.of("Value", TEXT), Column.of("Data", TEXT)));
        if (found.isPresent()) {
            caller.sink().row(new @Nullable Object[] {wanted, found.get()});
        }
        caller.sink().done(found.isPresent() ? 1 : 0);
        return 0;
    }

    private Optional<String> value(@Nullable String key, @Nullable String wanted) {
        boolean ofInstance = key != null && key.toLowerCase(Locale.ROOT).endsWith(OF_INSTANCE);
        return ofInstance && wanted != null
                ? Optional.ofNullable(values.get(wanted.toLowerCase(Locale.ROOT)))
                : Optional.empty();
    }
}
