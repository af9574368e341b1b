package dev.coffer.command;

import dev.coffer.command.SessionState.Switch;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.SetOption;
import java.util.Map;
import java.util.Set;

/**
 * SET: NOCOUNT and XACT_ABORT act. Of the others that tools send on their own, the value that describes what Coffer
 * does anyway is accepted; one that asks for something else is refused, since the batch may count on it.
 */
public final class SetOptionCommand implements Command<SetOption> {

    private static final Set<String> ON_OR_OFF = Set.of("ON", "OFF");

    private static final Map<String, Set<String>> AS_IT_IS = Map.ofEntries(
            Map.entry("ANSI_DEFAULTS", Set.of("ON")),
            Map.entry("ANSI_NULLS", Set.of("ON")),
            Map.entry("ANSI_NULL_DFLT_ON", Set.of("ON")),
            Map.entry("ANSI_NULL_DFLT_OFF", Set.of("OFF")),
            Map.entry("ANSI_PADDING", Set.of("ON")),
            Map.entry("ANSI_WARNINGS", Set.of("ON")),
            Map.entry("ARITHABORT", Set.of("ON")),
            Map.entry("ARITHIGNORE", Set.of("OFF")),
            Map.entry("CONCAT_NULL_YIELDS_NULL", Set.of("ON")),
            Map.entry("CURSOR_CLOSE_ON_COMMIT", Set.of("OFF")),
            Map.entry("DEADLOCK_PRIORITY", Set.of("NORMAL", "0")),
            Map.entry("IMPLICIT_TRANSACTIONS", Set.of("OFF")),
            Map.entry("LANGUAGE", Set.of("US_ENGLISH", "ENGLISH")),
            Map.entry("LOCK_TIMEOUT", Set.of("-1")),
            Map.entry("NUMERIC_ROUNDABORT", Set.of("OFF")),
            Map.entry("QUOTED_IDENTIFIER", Set.of("ON")),
            Map.entry("ROWCOUNT", Set.of("0")),
            Map.entry("STATISTICS IO", Set.of("OFF")),
            Map.entry("STATISTICS TIME", Set.of("OFF")),
            Map.entry("TEXTSIZE", Set.of("-1", "2147483647")),
            Map.entry("TRANSACTION ISOLATION LEVEL", Set.of("READ COMMITTED")));

    @Override
    public void execute(SetOption statement, Caller caller) throws SqlError {
        switch (statement.option()) {
            case "NOCOUNT" -> caller.state().setCounts(onOrOff(statement));
            case "XACT_ABORT" -> caller.state().setAbort(onOrOff(statement));
            default -> {
                Set<String> values = AS_IT_IS.get(statement.option());
                if (values == null || !values.contains(statement.value())) {
                    throw Message.NOT_SUPPORTED.error("SET " + statement.option() + " " + statement.value());
                }
            }
        }
    }

    private static Switch onOrOff(SetOption statement) throws SqlError {
        if (!ON_OR_OFF.contains(statement.value())) {
            throw Message.SYNTAX.error(statement.value());
        }
        return Switch.valueOf(statement.value());
    }
}
