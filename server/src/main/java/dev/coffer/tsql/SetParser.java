package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** SET options. A setting that would change what statements mean is refused, never accepted and ignored. */
final class SetParser {

    /** Harmless either way. */
    private static final Set<String> FREE = Set.of("NOCOUNT", "XACT_ABORT", "ARITHABORT", "ANSI_WARNINGS");

    /** Options with the one value that says what this server does anyway. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("ANSI_NULLS", "ON"),
            Map.entry("ANSI_PADDING", "ON"),
            Map.entry("ANSI_NULL_DFLT_ON", "ON"),
            Map.entry("ANSI_NULL_DFLT_OFF", "OFF"),
            Map.entry("ANSI_DEFAULTS", "ON"),
            Map.entry("QUOTED_IDENTIFIER", "ON"),
            Map.entry("CONCAT_NULL_YIELDS_NULL", "ON"),
            Map.entry("NUMERIC_ROUNDABORT", "OFF"),
            Map.entry("IMPLICIT_TRANSACTIONS", "OFF"),
            Map.entry("CURSOR_CLOSE_ON_COMMIT", "OFF"),
            Map.entry("ARITHIGNORE", "OFF"),
            Map.entry("PARSEONLY", "OFF"),
            Map.entry("NOEXEC", "OFF"),
            Map.entry("FMTONLY", "OFF"),
            Map.entry("ROWCOUNT", "0"));

    private static final Set<String> NUMBERS = Set.of("TEXTSIZE", "LOCK_TIMEOUT", "ROWCOUNT");

    private final TokenReader tokens;

    SetParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind SET: one statement for each option it names. */
    List<Statement> parse(Position start) throws SqlError {
        if (tokens.peek().kind() == Token.Kind.VARIABLE) {
            throw tokens.unexpected();
        }
        if (tokens.take("IDENTITY_INSERT")) {
            return List.of(identityInsert(start));
        }
        if (tokens.take("TRANSACTION", "ISOLATION")) {
            tokens.expect("LEVEL");
            return List.of(new SetOption(start, "TRANSACTION ISOLATION LEVEL", isolationLevel()));
        }
        List<String> options = new ArrayList<>();
        do {
            String option = tokens.peek().word();
            if (!FREE.contains(option) && !FIXED.containsKey(option) && !NUMBERS.contains(option)) {
                throw option.isEmpty() ? tokens.unexpected() : tokens.notSupported("SET " + option, tokens.position());
            }
            tokens.next();
            options.add(option);
        } while (tokens.takeSign(","));
        List<Statement> statements = new ArrayList<>();
        String value = value(options);
        for (String option : options) {
            String fixed = FIXED.get(option);
            if (fixed != null && !fixed.equals(value)) {
                throw tokens.notSupported("SET " + option + " " + value, start);
            }
            statements.add(new SetOption(start, option, value));
        }
        return statements;
    }

    private SetIdentityInsert identityInsert(Position start) throws SqlError {
        ObjectName table = new QueryParser(tokens).objectName();
        if (tokens.take("ON")) {
            return new SetIdentityInsert(start, table, SetIdentityInsert.Allowed.ON);
        }
        tokens.expect("OFF");
        return new SetIdentityInsert(start, table, SetIdentityInsert.Allowed.OFF);
    }

    private String value(List<String> options) throws SqlError {
        if (NUMBERS.contains(options.get(0))) {
            return String.valueOf(tokens.wholeNumber());
        }
        if (tokens.take("ON")) {
            return "ON";
        }
        tokens.expect("OFF");
        return "OFF";
    }

    private String isolationLevel() throws SqlError {
        if (tokens.take("READ", "UNCOMMITTED")) {
            return "READ UNCOMMITTED";
        }
        if (tokens.take("READ", "COMMITTED")) {
            return "READ COMMITTED";
        }
        if (tokens.take("REPEATABLE", "READ")) {
            return "REPEATABLE READ";
        }
        if (tokens.take("SERIALIZABLE")) {
            return "SERIALIZABLE";
        }
        tokens.expect("SNAPSHOT");
        return "SNAPSHOT";
    }
}
