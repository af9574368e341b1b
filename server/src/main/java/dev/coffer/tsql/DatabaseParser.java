package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE DATABASE and DROP DATABASE. */
final class DatabaseParser {

    private static final Set<String> SIZES = Set.of("SIZE", "MAXSIZE", "FILEGROWTH");

    private static final Map<String, String> DEFAULTS =
            Map.of("CATALOG_COLLATION", "DATABASE_DEFAULT", "LEDGER", "OFF");

    private final TokenReader tokens;

    DatabaseParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind CREATE DATABASE. */
    Statement create(Position start) throws SqlError {
        Name name = tokens.name();
        notContained();
        CreateDatabase.@Nullable DatabaseFile data = null;
        CreateDatabase.@Nullable DatabaseFile log = null;
        if (tokens.take("ON")) {
            tokens.take("PRIMARY");
            data = file();
            if (tokens.takeSign(",")) {
                throw tokens.notSupported("CREATE DATABASE with several data files", tokens.position());
            }
        }
        if (tokens.take("LOG", "ON")) {
            log = file();
            if (tokens.takeSign(",")) {
                throw tokens.notSupported("CREATE DATABASE with several log files", tokens.position());
            }
        }
        if (data != null && log == null && isServer(data.path()) && tokens.take("FOR", "ATTACH")) {
            return attach(start, name, data);
        }
        Optional<Name> collation = tokens.take("COLLATE") ? Optional.of(tokens.name()) : Optional.empty();
        defaultOptions();
        if (tokens.at("FOR") || tokens.at("WITH") || tokens.at("AS") || tokens.at("CONTAINMENT")) {
            throw tokens.notSupported("CREATE DATABASE with " + tokens.peek().word(), tokens.position());
        }
        return new CreateDatabase(start, name, Optional.ofNullable(data), Optional.ofNullable(log), collation);
    }

    /** {@code CONTAINMENT = NONE}, as every database is. */
    private void notContained() throws SqlError {
        if (tokens.at("CONTAINMENT") && tokens.peek(2).isWord("NONE")) {
            tokens.next();
            tokens.expectSign("=");
            tokens.next();
        }
    }

    /** {@code WITH CATALOG_COLLATION = DATABASE_DEFAULT, LEDGER = OFF}, which ask for what there is. */
    private void defaultOptions() throws SqlError {
        if (!tokens.at("WITH") || !DEFAULTS.containsKey(tokens.peek(1).word())) {
            return;
        }
        tokens.next();
        do {
            String option = tokens.peek().word();
            String value = DEFAULTS.get(option);
            if (value == null || !tokens.peek(2).isWord(value)) {
                throw option.isEmpty()
                        ? tokens.unexpected()
                        : tokens.notSupported("CREATE DATABASE with this " + option, tokens.position());
            }
            tokens.next();
            tokens.expectSign("=");
            tokens.next();
        } while (tokens.takeSign(","));
    }

    private static boolean isServer(Text path) {
        return path.value().contains("://");
    }

    private Statement attach(Position start, Name name, CreateDatabase.DatabaseFile server) throws SqlError {
        tokens.expect("WITH");
        tokens.expect("CREDENTIAL");
        tokens.expectSign("=");
        return new CreateDatabaseForAttach(start, name, server.path(), tokens.name());
    }

    private CreateDatabase.DatabaseFile file() throws SqlError {
        tokens.expectSign("(");
        @Nullable Name logical = null;
        @Nullable Text path = null;
        do {
            if (logical == null && tokens.take("NAME")) {
                tokens.expectSign("=");
                logical = tokens.logicalName();
            } else if (path == null && tokens.take("FILENAME")) {
                tokens.expectSign("=");
                path = tokens.text();
            } else if (SIZES.contains(tokens.peek().word())) {
                tokens.next();
                tokens.expectSign("=");
                size();
            } else {
                throw tokens.unexpected();
            }
        } while (tokens.takeSign(","));
        if (path == null) {
            throw tokens.unexpected();
        }
        tokens.expectSign(")");
        return new CreateDatabase.DatabaseFile(Optional.ofNullable(logical), path);
    }

    private void size() throws SqlError {
        if (tokens.take("UNLIMITED")) {
            return;
        }
        tokens.wholeNumber();
        boolean unit = tokens.takeSign("%") || tokens.take("KB") || tokens.take("MB") || tokens.take("GB");
        if (!unit) {
            tokens.take("TB");
        }
    }

    /** Behind DROP DATABASE. */
    Statement drop(Position start) throws SqlError {
        IfExists ifExists = tokens.take("IF", "EXISTS") ? IfExists.IF_EXISTS : IfExists.REQUIRED;
        List<Name> names = new ArrayList<>();
        do {
            names.add(tokens.name());
        } while (tokens.takeSign(","));
        return new DropDatabase(start, names, ifExists);
    }
}
