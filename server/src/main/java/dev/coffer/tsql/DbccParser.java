package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.DbccCheckDb.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DBCC, behind its first word. */
final class DbccParser {

    private static final long ALL_SESSIONS = -1;

    private final TokenReader tokens;

    DbccParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    Statement parse(Position start) throws SqlError {
        if (tokens.take("TRACEON")) {
            return new DbccTraceOn(start, flags(Presence.REQUIRED));
        }
        if (tokens.take("TRACEOFF")) {
            return new DbccTraceOff(start, flags(Presence.REQUIRED));
        }
        if (tokens.take("TRACESTATUS")) {
            return new DbccTraceStatus(start, flags(Presence.OPTIONAL));
        }
        if (!tokens.take("CHECKDB")) {
            throw tokens.peek().word().isEmpty()
                    ? tokens.unexpected()
                    : tokens.notSupported("DBCC " + tokens.wordsAhead(1), start);
        }
        Set<Option> options = EnumSet.noneOf(Option.class);
        Optional<Name> database = tokens.takeSign("(") ? target(options) : Optional.empty();
        if (tokens.take("WITH")) {
            do {
                options.add(option());
            } while (tokens.takeSign(","));
        }
        return new DbccCheckDb(start, database, options);
    }

    /** Whether flags must be named. */
    private enum Presence {
        REQUIRED,
        OPTIONAL
    }

    private TraceFlags flags(Presence presence) throws SqlError {
        List<Long> numbers = new ArrayList<>();
        TraceFlags.Scope scope = TraceFlags.Scope.SESSION;
        if (presence == Presence.REQUIRED || tokens.atSign("(")) {
            tokens.expectSign("(");
            while (!tokens.atSign(")")) {
                long number = tokens.wholeNumber();
                if (number == ALL_SESSIONS) {
                    scope = TraceFlags.Scope.GLOBAL;
                } else {
                    numbers.add(number);
                }
                if (!tokens.atSign(")")) {
                    tokens.expectSign(",");
                }
            }
            if (presence == Presence.REQUIRED && numbers.isEmpty()) {
                throw tokens.unexpected();
            }
            tokens.expectSign(")");
        }
        boolean silent = tokens.take("WITH");
        if (silent) {
            tokens.expect("NO_INFOMSGS");
        }
        return new TraceFlags(numbers, scope, silent ? TraceFlags.Report.SILENT : TraceFlags.Report.SAID);
    }

    private Optional<Name> target(Set<Option> options) throws SqlError {
        Optional<Name> database = Optional.empty();
        if (tokens.peek().kind() == Token.Kind.NUMBER) {
            Position place = tokens.position();
            if (tokens.wholeNumber() != 0) {
                throw tokens.notSupported("DBCC CHECKDB of a database_id", place);
            }
        } else if (tokens.peek().kind() == Token.Kind.STRING) {
            Text text = tokens.text();
            database = Optional.of(new Name(text.value(), text.position()));
        } else {
            database = Optional.of(tokens.name());
        }
        if (tokens.takeSign(",")) {
            if (!tokens.take("NOINDEX")) {
                throw tokens.notSupported("DBCC CHECKDB with " + tokens.wordsAhead(1), tokens.position());
            }
            options.add(Option.NOINDEX);
        }
        tokens.expectSign(")");
        return database;
    }

    private Option option() throws SqlError {
        String word = tokens.peek().word();
        Optional<Option> known = Arrays.stream(Option.values())
                .filter(option -> option != Option.NOINDEX && option.name().equals(word))
                .findFirst();
        if (known.isEmpty()) {
            throw word.equals("ESTIMATEONLY") || word.equals("MAXDOP")
                    ? tokens.notSupported("DBCC CHECKDB WITH " + word, tokens.position())
                    : tokens.unexpected();
        }
        tokens.next();
        return known.get();
    }
}
