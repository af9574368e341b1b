package dev.coffer.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The client's scripting variables: {@code -v} and {@code :setvar} over the environment, names without regard to case.
 * Confined to the script's thread.
 *
 * <p>Source: sqlcmd, "Use with scripting variables".
 */
public final class ScriptVariables {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_.#$@-]*");

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Function<String, @Nullable String> environment;
    private final Use use;

    /** What {@code $(name)} in a script is. */
    public enum Use {
        VARIABLE,
        /** Text like any other (sqlcmd -x). */
        TEXT
    }

    /** @param environment the process's variables by exact name; null for one that is not set */
    public ScriptVariables(Map<String, String> initial, Function<String, @Nullable String> environment) {
        this(initial, environment, Use.VARIABLE);
    }

    ScriptVariables(Map<String, String> initial, Function<String, @Nullable String> environment, Use use) {
        values.putAll(initial);
        this.environment = environment;
        this.use = use;
    }

    /** Whether {@code $(name)} stands for a value at all. */
    boolean replaced() {
        return use == Use.VARIABLE;
    }

    /** Whether {@code $(name)} may stand for a variable of that name; anything else between the brackets is text. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    void set(String name, String value) {
        values.put(name, value);
    }

    void remove(String name) {
        values.remove(name);
    }

    /** The password of a login is nobody's to print. */
    Optional<String> find(String name) {
        String own = values.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        if (name.equalsIgnoreCase(ServerOptions.PASSWORD_VARIABLE)) {
            return Optional.empty();
        }
        String exact = environment.apply(name);
        return Optional.ofNullable(exact != null ? exact : environment.apply(name.toUpperCase(Locale.ROOT)));
    }

    /** The variables that were set here, by name: what {@code :listvar} shows. The environment is not listed. */
    Map<String, String> own() {
        return Map.copyOf(values);
    }
}
