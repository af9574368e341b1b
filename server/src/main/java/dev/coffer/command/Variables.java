package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.TypeName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one batch, with their values as {@link dev.coffer.result.ResultSink} documents them. Names have
 * their at sign and do not differ in case alone. Confined to the session's thread.
 */
public final class Variables {

    private static final Set<String> SIZED = Set.of("char", "varchar", "nchar", "nvarchar", "binary", "varbinary");

    private final Map<String, Variable> byName = new HashMap<>();
    private final Set<String> tables = new HashSet<>();
    private Map<String, TypeName> types = Map.of();
    private final Cursors cursors = new Cursors();

    private static final class Variable {
        private final TypeName declared;
        private final SqlType type;
        private @Nullable Object value;

        Variable(TypeName declared, SqlType type) {
            this.declared = declared;
            this.type = type;
        }
    }

    /**
     * Declares one, NULL at first; one that is known already keeps its value, as in a loop.
     *
     * @throws SqlError when the type is not known
     */
    public void declare(String name, TypeName type) throws SqlError {
        if (byName.containsKey(lower(name))) {
            return;
        }
        TypeName whole = SIZED.contains(type.name()) && type.arguments().isEmpty()
                ? new TypeName(type.name(), List.of(1), type.position())
                : type;
        byName.put(lower(name), new Variable(whole, Translator.typeOf(whole)));
        Map<String, TypeName> all = new HashMap<>(types);
        all.put(lower(name), whole);
        types = Map.copyOf(all);
    }

    private Variable get(String name) throws SqlError {
        Variable variable = byName.get(lower(name));
        if (variable == null) {
            throw Message.UNDECLARED_VARIABLE.error(name);
        }
        return variable;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** @throws SqlError 137 */
    public @Nullable Object value(String name) throws SqlError {
        return get(name).value;
    }

    /** @param value of its declared type already */
    public void set(String name, @Nullable Object value) throws SqlError {
        get(name).value = value;
    }

    /** As it was declared, with the length that a string without one has. */
    public TypeName declared(String name) throws SqlError {
        return get(name).declared;
    }

    public SqlType type(String name) throws SqlError {
        return get(name).type;
    }

    /** Declared types by name in lower case. */
    public Map<String, TypeName> types() {
        return types;
    }

    public Set<String> names() {
        return types.keySet();
    }

    /** Cursors of the batch, which end with it. */
    Cursors cursors() {
        return cursors;
    }

    /** The same variables with the values of now, which change no more. */
    Variables copy() {
        Variables copy = new Variables();
        byName.forEach((name, variable) -> {
            Variable same = new Variable(variable.declared, variable.type);
            same.value = variable.value;
            copy.byName.put(name, same);
        });
        copy.types = types;
        return copy;
    }

    /** Notes a table variable; returns whether it is new. */
    boolean declareTable(String name) {
        return tables.add(lower(name));
    }
}
