package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** ALTER DATABASE. */
final class AlterDatabaseParser {

    private final TokenReader tokens;

    AlterDatabaseParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind ALTER DATABASE. */
    AlterDatabase parse(Position start) throws SqlError {
        Optional<Name> database = tokens.take("CURRENT") ? Optional.empty() : Optional.of(tokens.name());
        if (tokens.take("MODIFY", "NAME")) {
            tokens.expectSign("=");
            return new AlterDatabase(start, database, List.of(new AlterDatabase.Rename(tokens.name())));
        }
        if (tokens.take("SET")) {
            return new AlterDatabase(start, database, options());
        }
        for (String word : List.of("COLLATE", "ADD", "REMOVE", "MODIFY", "REBUILD", "PERSIST_VERSION_STORE")) {
            if (tokens.at(word)) {
                throw tokens.notSupported("ALTER DATABASE ... " + tokens.wordsAhead(1), start);
            }
        }
        throw tokens.unexpected();
    }

    private List<AlterDatabase.Change> options() throws SqlError {
        List<AlterDatabase.Change> changes = new ArrayList<>();
        do {
            changes.add(option());
        } while (tokens.takeSign(","));
        return changes;
    }

    private AlterDatabase.Change option() throws SqlError {
        String word = tokens.peek().word();
        Optional<DatabaseOption> described = Arrays.stream(DatabaseOption.values())
                .filter(option -> option.name().equals(word))
                .findFirst();
        if (described.isPresent()) {
            tokens.next();
            tokens.takeSign("=");
            return new AlterDatabase.Describe(described.get(), value());
        }
        if (word.isEmpty()) {
            throw tokens.unexpected();
        }
        throw tokens.notSupported("ALTER DATABASE ... SET " + word, tokens.position());
    }

    private String value() throws SqlError {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.NUMBER) {
            throw tokens.unexpected();
        }
        return tokens.next().text().toUpperCase(Locale.ROOT);
    }
}
