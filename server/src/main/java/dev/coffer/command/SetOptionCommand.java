package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.SetOption;
import java.util.Map;
import java.util.Set;

/**
 * SET of an option. Of those that tools send on their own, the value that describes what Coffer does anyway is
 * accepted; one that asks for something else is refused, since the batch may count on it.
 */
public final class SetOptionCommand implements Command<SetOption> {

    private static final Set<String> ON_OR_OFF = Set.of("ON", "OFF");

    /** These act. */
    private static final Map<String, Set<String>> ACTING = Map.of(
            "NOCOUNT", ON_OR_OFF,
            "XACT_ABORT", ON_OR_OFF,
            "QUOTED_IDENTIFIER", ON_OR_OFF,
            "IMPLICIT_TRANSACTIONS", ON_OR_OFF,
            "FMTONLY", ON_OR_OFF,
            "NOEXEC", ON_OR_OFF,
            "PARSEONLY", ON_OR_OFF);

    private static final Map<String, Set<String>> AS_IT_IS = Map.ofEntries(
            Map.entry("ANSI_DEFAULTS", Set.of("ON")),
            Map.entry("ANSI_NULLS", Set.of("ON")),
            Map.entry("ANSI_NULL_DFLT_ON", Set.of("ON")),
            Map.entry("ANSI_NULL_DFLT_OFF", Set.of("OFF")),
            Map.entry("ANSI_PADDING", Set.of("ON")),
            Map.entry("ANSI_WARNINGS", Set.of("ON")),
            Map.entry("ARITHABORT", ON_OR_OFF),
            Map.entry("ARITHIGNORE", Set.of("OFF")),
            Map.entry("CONCAT_NULL_YIELDS_NULL", Set.of("ON")),
            Map.entry("CURSOR_CLOSE_ON_COMMIT", ON_OR_OFF),
            Map.entry("DATEFIRST", Set.of("7")),
            Map.entry("DATEFORMAT", Set.of("MDY")),
            Map.entry("DEADLOCK_PRIORITY", Set.of("NORMAL", "0")),
            Map.entry("NUMERIC_ROUNDABORT", Set.of("OFF")),
            Map.entry("STATISTICS IO", Set.of("OFF")),
            Map.entry("STATISTICS TIME", Set.of("OFF")),
            Map.entry("STATISTICS PROFILE", Set.of("OFF")),
            Map.entry("STATISTICS XML", Set.of("OFF")),
            Map.entry("SHOWPLAN_TEXT", Set.of("OFF")),
            Map.entry("SHOWPLAN_ALL", Set.of("OFF")),
            Map.entry("SHOWPLAN_XML", Set.of("OFF")),
            Map.entry("FORCEPLAN", Set.of("OFF")));

    private static final Set<String> LANGUAGES = Set.of("US_ENGLISH", "ENGLISH");

    @Override
    public void execute(SetOption statement, Caller caller) throws SqlError {
        String option = statement.option();
        String value = statement.value();
        Set<String> acting = ACTING.get(option);
        Set<String> asItIs = AS_IT_IS.get(option);
        if (acting != null && acting.contains(value)) {
            set(option, value, caller);
        } else if (option.equals("TRANSACTION ISOLATION LEVEL")) {
            set(option, value, caller);
        } else if (option.equals("LANGUAGE") && LANGUAGES.contains(value)) {
            caller.inform(Message.CHANGED_LANGUAGE, "us_english");
        } else if (isNumber(value)) {
            number(option, Long.parseLong(value), statement, caller);
        } else if (asItIs == null || !asItIs.contains(value)) {
            throw refused(statement);
        }
    }

    private static boolean isNumber(String value) {
        return value.matches("-?[0-9]{1,10}");
    }

    private static void number(String option, long value, SetOption statement, Caller caller) throws SqlError {
        boolean accepted = switch (option) {
            case "LOCK_TIMEOUT", "TEXTSIZE" -> value >= -1 && value <= Integer.MAX_VALUE;
            case "ROWCOUNT" -> value >= 0 && value <= Integer.MAX_VALUE;
            default -> false;
        };
        if (accepted) {
            set(option, String.valueOf(value), caller);
        } else if (!AS_IT_IS.getOrDefault(option, Set.of()).contains(statement.value())) {
            throw refused(statement);
        }
    }

    private static void set(String option, String value, Caller caller) throws SqlError {
        caller.state().setOptions(caller.state().options().with(option, value));
        caller.connections().applyOptions();
    }

    private static SqlError refused(SetOption statement) {
        return Message.NOT_SUPPORTED.error("SET " + statement.option() + " " + statement.value());
    }
}
