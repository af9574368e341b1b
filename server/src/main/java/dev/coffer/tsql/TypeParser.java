package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of types. Confined to one thread. */
final class TypeParser {

    private final TokenReader tokens;

    TypeParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** A type with its arguments; {@code sys.} before it is dropped. */
    TypeName type() throws SqlError {
        Position start = tokens.position();
        String name =
                tokens.take("DOUBLE", "PRECISION") ? "float" : tokens.name().text();
        if (tokens.takeSign(".")) {
            if (!name.equalsIgnoreCase("sys")) {
                throw tokens.unexpectedBefore();
            }
            name = tokens.name().text();
        }
        List<Integer> arguments = new ArrayList<>();
        if (tokens.takeSign("(")) {
            do {
                long argument = tokens.take("MAX") ? -1 : tokens.wholeNumber();
                if (argument < -1 || argument > 8000) {
                    throw tokens.unexpectedBefore();
                }
                arguments.add((int) argument);
            } while (arguments.size() < 2 && tokens.takeSign(","));
            tokens.expectSign(")");
        }
        return new TypeName(name.toLowerCase(Locale.ROOT), arguments, start);
    }
}
