package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SET options. Which values are honoured is for the command to say; what is no option is refused here. */
final class SetParser {

    private static final Set<String> SWITCHES =
            Set.of(("ANSI_DEFAULTS ANSI_NULLS ANSI_NULL_DFLT_OFF ANSI_NULL_DFLT_ON ANSI_PADDING ANSI_WARNINGS"
                            + " ARITHABORT ARITHIGNORE CONCAT_NULL_YIELDS_NULL CURSOR_CLOSE_ON_COMMIT FMTONLY FORCEPLAN"
                            + " IMPLICIT_TRANSACTIONS NOCOUNT NOEXEC NUMERIC_ROUNDABORT PARSEONLY QUOTED_IDENTIFIER"
                            + " SHOWPLAN_ALL SHOWPLAN_TEXT SHOWPLAN_XML XACT_ABORT")
                    .split(" "));

    private static final Set<String> NUMBERS =
            Set.of("DATEFIRST", "DEADLOCK_PRIORITY", "LOCK_TIMEOUT", "ROWCOUNT", "TEXTSIZE");

    private static final Set<String> WORDS = Set.of("DATEFORMAT", "DEADLOCK_PRIORITY", "LANGUAGE");

    private final TokenReader tokens;

    SetParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind SET: one statement for each option it names. */
    List<Statement> parse(Position start) throws SqlError {
        if (tokens.take("IDENTITY_INSERT")) {
            return List.of(identityInsert(start));
        }
        if (tokens.take("TRANSACTION", "ISOLATION")) {
            tokens.expect("LEVEL");
            return List.of(new SetOption(start, "TRANSACTION ISOLATION LEVEL", isolationLevel()));
        }
        if (tokens.take("STATISTICS")) {
            return statistics(start);
        }
        String first = tokens.peek().word();
        if (NUMBERS.contains(first) || WORDS.contains(first)) {
            tokens.next();
            return List.of(new SetOption(start, first, value(first)));
        }
        List<String> options = new ArrayList<>();
        do {
            String option = tokens.peek().word();
            if (!SWITCHES.contains(option)) {
                throw option.isEmpty() ? tokens.unexpected() : tokens.notSupported("SET " + option, tokens.position());
            }
            tokens.next();
            options.add(option);
        } while (tokens.takeSign(","));
        return statements(start, options);
    }

    private List<Statement> statistics(Position start) throws SqlError {
        List<String> options = new ArrayList<>();
        do {
            options.add("STATISTICS " + tokens.next().word());
        } while (tokens.takeSign(","));
        return statements(start, options);
    }

    /** Behind the options, at what they are set to. */
    private List<Statement> statements(Position start, List<String> options) throws SqlError {
        String value = onOrOff();
        List<Statement> statements = new ArrayList<>();
        for (String option : options) {
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

    private String value(String option) throws SqlError {
        Token.Kind kind = tokens.peek().kind();
        if (kind == Token.Kind.VARIABLE) {
            throw tokens.notSupported("SET " + option + " with a variable", tokens.position());
        }
        boolean word = kind == Token.Kind.STRING || tokens.atName();
        if (word && WORDS.contains(option)) {
            return tokens.next().text().toUpperCase(Locale.ROOT);
        }
        return String.valueOf(tokens.wholeNumber());
    }

    private String onOrOff() throws SqlError {
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
