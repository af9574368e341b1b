package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DECLARE CURSOR, OPEN, FETCH, CLOSE and DEALLOCATE. Confined to one thread. */
final class CursorParser {

    private static final Set<String> OPTIONS = Set.of(
            "LOCAL",
            "GLOBAL",
            "FORWARD_ONLY",
            "SCROLL",
            "STATIC",
            "KEYSET",
            "DYNAMIC",
            "FAST_FORWARD",
            "READ_ONLY",
            "SCROLL_LOCKS",
            "OPTIMISTIC",
            "TYPE_WARNING");

    /** Of each, one at most. */
    private static final List<List<String>> CONFLICTS = List.of(
            List.of("LOCAL", "GLOBAL"),
            List.of("FORWARD_ONLY", "SCROLL"),
            List.of("FAST_FORWARD", "SCROLL"),
            List.of("FAST_FORWARD", "STATIC"),
            List.of("FAST_FORWARD", "KEYSET"),
            List.of("FAST_FORWARD", "DYNAMIC"),
            List.of("STATIC", "KEYSET"),
            List.of("STATIC", "DYNAMIC"),
            List.of("KEYSET", "DYNAMIC"));

    private static final Set<String> COUNTED = Set.of("STATIC", "KEYSET", "INSENSITIVE");

    private static final Set<Token.Kind> NAMES =
            Set.of(Token.Kind.WORD, Token.Kind.BRACKETED, Token.Kind.DOUBLE_QUOTED);

    private final TokenReader tokens;

    CursorParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind DECLARE, at the cursor's name. */
    DeclareCursor declare(Position start) throws SqlError {
        Name name = tokens.name();
        Set<String> options = new HashSet<>();
        for (String early : List.of("INSENSITIVE", "SCROLL")) {
            if (tokens.take(early)) {
                options.add(early);
            }
        }
        return cursor(start, name, options);
    }

    /** At CURSOR, behind SET and a cursor variable. */
    DeclareCursor assigned(Position start, Name variable) throws SqlError {
        return cursor(start, variable, new HashSet<>(Set.of("LOCAL")));
    }

    private DeclareCursor cursor(Position start, Name name, Set<String> options) throws SqlError {
        tokens.expect("CURSOR");
        while (!tokens.at("FOR")) {
            String option = tokens.peek().word();
            if (!OPTIONS.contains(option)) {
                throw tokens.unexpected();
            }
            if (option.equals("SCROLL_LOCKS") || option.equals("OPTIMISTIC")) {
                throw tokens.notSupported("A cursor with " + option, tokens.position());
            }
            tokens.next();
            options.add(option);
        }
        for (List<String> pair : CONFLICTS) {
            if (options.containsAll(pair)) {
                throw Message.CURSOR_OPTIONS.error(pair.get(0), pair.get(1)).atLine(start.line());
            }
        }
        tokens.expect("FOR");
        Position place = tokens.position();
        Query query = new QueryParser(tokens).query();
        new QueryHints(tokens).skip();
        if (tokens.take("FOR")) {
            if (tokens.at("UPDATE")) {
                throw tokens.notSupported("A cursor FOR UPDATE", tokens.position());
            }
            tokens.expect("READ", "ONLY");
        }
        return new DeclareCursor(
                start,
                new CursorName(name, scope(options)),
                movement(options),
                rows(options),
                new Select(place, query));
    }

    private static CursorName.Scope scope(Set<String> options) {
        return options.contains("LOCAL") ? CursorName.Scope.LOCAL : CursorName.Scope.GLOBAL;
    }

    /** One that says what rows it has, but not which way it goes, goes both ways. */
    private static DeclareCursor.Movement movement(Set<String> options) {
        boolean named = options.contains("STATIC") || options.contains("KEYSET") || options.contains("DYNAMIC");
        boolean scrolls = options.contains("SCROLL") || (named && !options.contains("FORWARD_ONLY"));
        return scrolls ? DeclareCursor.Movement.SCROLL : DeclareCursor.Movement.FORWARD;
    }

    private static DeclareCursor.Rows rows(Set<String> options) {
        return options.stream().anyMatch(COUNTED::contains) ? DeclareCursor.Rows.COUNTED : DeclareCursor.Rows.UNCOUNTED;
    }

    OpenCursor open(Position start) throws SqlError {
        return new OpenCursor(start, name());
    }

    CloseCursor close(Position start) throws SqlError {
        return new CloseCursor(start, name());
    }

    DeallocateCursor deallocate(Position start) throws SqlError {
        return new DeallocateCursor(start, name());
    }

    /** Behind FETCH. */
    FetchCursor fetch(Position start) throws SqlError {
        FetchCursor.Direction direction = FetchCursor.Direction.NEXT;
        Optional<Expression> count = Optional.empty();
        for (FetchCursor.Direction named : FetchCursor.Direction.values()) {
            boolean followed = tokens.peek(1).isWord("FROM");
            boolean counted = named == FetchCursor.Direction.ABSOLUTE || named == FetchCursor.Direction.RELATIVE;
            if (tokens.at(named.name()) && (followed || counted)) {
                tokens.next();
                direction = named;
                count = counted ? Optional.of(new ExpressionParser(tokens).value()) : Optional.empty();
                tokens.expect("FROM");
                return fetch(start, direction, count);
            }
        }
        tokens.take("FROM");
        return fetch(start, direction, count);
    }

    private FetchCursor fetch(Position start, FetchCursor.Direction direction, Optional<Expression> count)
            throws SqlError {
        CursorName cursor = name();
        List<Name> into = new ArrayList<>();
        if (tokens.take("INTO")) {
            do {
                Name variable = tokens.variable();
                if (!tokens.variables().isDeclared(variable.text())) {
                    throw Message.UNDECLARED_VARIABLE
                            .error(variable.text())
                            .atLine(variable.position().line());
                }
                into.add(variable);
            } while (into.size() < tokens.limits().listItems() && tokens.takeSign(","));
        }
        return new FetchCursor(start, direction, count, cursor, into);
    }

    private CursorName name() throws SqlError {
        if (tokens.atVariable()) {
            Token token = tokens.next();
            if (!tokens.variables().isCursor(token.text())) {
                throw Message.UNDECLARED_VARIABLE
                        .error(token.text())
                        .atLine(token.position().line());
            }
            return new CursorName(new Name(token.text(), token.position()), CursorName.Scope.LOCAL);
        }
        boolean global = tokens.at("GLOBAL") && NAMES.contains(tokens.peek(1).kind());
        if (global) {
            tokens.next();
        }
        return new CursorName(tokens.name(), global ? CursorName.Scope.GLOBAL : CursorName.Scope.ANY);
    }
}
