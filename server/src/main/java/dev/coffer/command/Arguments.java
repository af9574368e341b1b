package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of one procedure call, matched to its parameters. Confined to the session's thread. */
public final class Arguments {

    private final Procedure procedure;
    private final List<Parameter> given;
    private final List<Parameter> more = new ArrayList<>();

    /** By the parameter's name in lower case: where in the call its argument stands. */
    private final Map<String, Integer> places = new HashMap<>();

    /** What the call's arguments hold at its end, in its order. */
    private final List<Parameter> results;

    private Arguments(Procedure procedure, List<Parameter> given) {
        this.procedure = procedure;
        this.given = List.copyOf(given);
        this.results = new ArrayList<>(given);
    }

    /**
     * Matches each by its name, or by its position when it has none.
     *
     * @throws SqlError 201 when one is missing, 8144 for too many, 8145 for a name that is no parameter, 8143 for one
     *     given twice, 8162 for OUTPUT of a parameter that is none
     */
    public static Arguments match(Procedure procedure, List<Parameter> given) throws SqlError {
        Arguments arguments = new Arguments(procedure, given);
        for (int place = 0; place < given.size(); place++) {
            Parameter argument = given.get(place);
            if (argument.name().isEmpty()) {
                arguments.byPosition(place);
            } else {
                arguments.byName(place);
            }
        }
        for (Procedure.Formal formal : procedure.parameters()) {
            if (formal.presence() == Procedure.Presence.REQUIRED && !arguments.given(formal.name())) {
                throw Message.PARAMETER_MISSING.error(procedure.name(), formal.name());
            }
        }
        return arguments;
    }

    private void byPosition(int place) throws SqlError {
        if (place < procedure.parameters().size()) {
            put(procedure.parameters().get(place), place);
        } else if (procedure.takesMore()) {
            more.add(given.get(place));
        } else {
            throw Message.TOO_MANY_ARGUMENTS.error(procedure.name());
        }
    }

    private void byName(int place) throws SqlError {
        String name = given.get(place).name();
        List<Procedure.Formal> formals = procedure.parameters();
        // Whoever takes more has parameters of his own first, whatever those behind them are called.
        boolean mayBeFormal = !procedure.takesMore() || place < formals.size();
        for (Procedure.Formal formal : formals) {
            if (mayBeFormal && formal.name().equalsIgnoreCase(name)) {
                put(formal, place);
                return;
            }
        }
        if (!procedure.takesMore()) {
            throw Message.NOT_A_PARAMETER.error(name, procedure.name());
        }
        byPosition(place);
    }

    private void put(Procedure.Formal formal, int place) throws SqlError {
        boolean wantsOutput = given.get(place).direction() == Parameter.Direction.OUT;
        if (wantsOutput && formal.direction() != Parameter.Direction.OUT) {
            throw Message.NOT_AN_OUTPUT.error(formal.name());
        }
        if (places.put(lower(formal.name()), place) != null) {
            throw Message.PARAMETER_TWICE.error(formal.name());
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether the call gives a value for it, NULL included. */
    public boolean given(String name) {
        Integer place = places.get(lower(name));
        return place != null && given.get(place).direction() != Parameter.Direction.DEFAULT;
    }

    /** The value as it was given; null for NULL and for what was not given. */
    public @Nullable Object value(String name) {
        Integer place = places.get(lower(name));
        return place == null ? null : given.get(place).value();
    }

    /** The value as text; null for NULL and for what was not given. */
    public @Nullable String text(String name) {
        Object value = value(name);
        return value == null ? null : value.toString();
    }

    /** The value as a whole number; null for NULL, for what was not given and for what is none. */
    public @Nullable Integer number(String name) {
        Object value = value(name);
        if (value instanceof Boolean bit) {
            return bit ? 1 : 0;
        }
        if (value instanceof Number number) {
            return number.intValue();
        }
        try {
            return value == null ? null : Integer.valueOf(value.toString().trim());
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** Arguments beyond the declared parameters, in their order. */
    public List<Parameter> more() {
        return List.copyOf(more);
    }

    /** Sets an output in the type that the call gave it; without an OUTPUT argument for it nothing happens. */
    public void set(String name, @Nullable Object value) {
        Integer place = places.get(lower(name));
        if (place != null) {
            set(place, given.get(place).type(), value);
        }
    }

    /** The same in a type of its own; without an OUTPUT argument for it nothing happens. */
    public void set(String name, SqlType type, @Nullable Object value) {
        Integer place = places.get(lower(name));
        if (place != null) {
            set(place, type, value);
        }
    }

    /** Sets the output of an argument beyond the declared ones: that very one, since two may be equal. */
    @SuppressWarnings("ReferenceEquality")
    void setMore(Parameter argument, SqlType type, @Nullable Object value) {
        for (int place = 0; place < given.size(); place++) {
            if (given.get(place) == argument) {
                set(place, type, value);
            }
        }
    }

    private void set(int place, SqlType type, @Nullable Object value) {
        Parameter argument = given.get(place);
        results.set(place, new Parameter(argument.name(), type, value, argument.direction()));
    }

    /** The OUT arguments with the values they have now, in the call's order. */
    public List<Parameter> outputs() {
        return results.stream()
                .filter(result -> result.direction() == Parameter.Direction.OUT)
                .toList();
    }
}
