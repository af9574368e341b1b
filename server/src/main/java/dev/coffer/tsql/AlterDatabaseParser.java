package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.Access;
import dev.coffer.tsql.AlterDatabase.Availability;
import dev.coffer.tsql.AlterDatabase.Change;
import dev.coffer.tsql.AlterDatabase.Patience;
import dev.coffer.tsql.AlterDatabase.Rename;
import dev.coffer.tsql.AlterDatabase.SetAccess;
import dev.coffer.tsql.AlterDatabase.SetAvailability;
import dev.coffer.tsql.AlterDatabase.SetUpdates;
import dev.coffer.tsql.AlterDatabase.Termination;
import dev.coffer.tsql.AlterDatabase.Updates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ALTER DATABASE. */
final class AlterDatabaseParser {

    /** Options that are a word. */
    private static final Map<String, Change> PLAIN = plain();

    private final TokenReader tokens;

    AlterDatabaseParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    private static Map<String, Change> plain() {
        Map<String, Change> plain = new HashMap<>();
        Arrays.stream(Access.values()).forEach(access -> plain.put(access.name(), new SetAccess(access)));
        Arrays.stream(Availability.values()).forEach(state -> plain.put(state.name(), new SetAvailability(state)));
        Arrays.stream(Updates.values()).forEach(updates -> plain.put(updates.name(), new SetUpdates(updates)));
        return Map.copyOf(plain);
    }

    /** Behind ALTER DATABASE. */
    AlterDatabase parse(Position start) throws SqlError {
        Optional<Name> database = tokens.take("CURRENT") ? Optional.empty() : Optional.of(tokens.name());
        if (tokens.take("MODIFY", "NAME")) {
            tokens.expectSign("=");
            Name name = tokens.name();
            return new AlterDatabase(start, database, List.of(new Rename(name)), Termination.NONE);
        }
        if (tokens.take("MODIFY", "FILE")) {
            return new AlterDatabase(start, database, List.of(file()), Termination.NONE);
        }
        if (tokens.take("SET")) {
            List<Change> changes = options();
            return new AlterDatabase(start, database, changes, termination());
        }
        for (String word : List.of("COLLATE", "ADD", "REMOVE", "MODIFY", "REBUILD", "PERSIST_VERSION_STORE")) {
            if (tokens.at(word)) {
                throw tokens.notSupported("ALTER DATABASE ... " + tokens.wordsAhead(1), start);
            }
        }
        throw tokens.unexpected();
    }

    private Change file() throws SqlError {
        tokens.expectSign("(");
        tokens.expect("NAME");
        tokens.expectSign("=");
        Name file = tokens.logicalName();
        tokens.expectSign(",");
        if (!tokens.at("NEWNAME")) {
            throw tokens.notSupported(
                    "ALTER DATABASE ... MODIFY FILE with " + tokens.peek().word(), tokens.position());
        }
        tokens.expect("NEWNAME");
        tokens.expectSign("=");
        Name newName = tokens.logicalName();
        tokens.expectSign(")");
        return new AlterDatabase.ModifyFile(file, newName);
    }

    private List<Change> options() throws SqlError {
        List<Change> changes = new ArrayList<>();
        do {
            changes.add(option());
        } while (tokens.takeSign(","));
        return changes;
    }

    private Change option() throws SqlError {
        String word = tokens.peek().word();
        @Nullable Change known = PLAIN.get(word);
        if (known != null) {
            tokens.next();
            return known;
        }
        Optional<DatabaseOption> described = Arrays.stream(DatabaseOption.values())
                .filter(option -> option.name().equals(word))
                .findFirst();
        if (described.isPresent()) {
            tokens.next();
            tokens.takeSign("=");
            return new AlterDatabase.Describe(described.get(), value());
        }
        if (tokens.take("RECOVERY")) {
            return new AlterDatabase.SetRecovery(model());
        }
        if (tokens.take("LOG_STREAMING")) {
            return new AlterDatabase.SetLogStreaming(streaming());
        }
        if (word.isEmpty()) {
            throw tokens.unexpected();
        }
        throw tokens.notSupported("ALTER DATABASE ... SET " + word, tokens.position());
    }

    private Optional<AlterDatabase.LogTarget> streaming() throws SqlError {
        tokens.expectSign("=");
        if (tokens.take("OFF")) {
            return Optional.empty();
        }
        tokens.expect("ON");
        tokens.expectSign("(");
        Device folder = folder();
        Optional<Text> credential = Optional.empty();
        Optional<Text> json = Optional.empty();
        if (folder instanceof Device.Url) {
            credential = option("CREDENTIAL");
            json = option("BACKUP_OPTIONS");
        }
        Optional<Encryption> encryption = Optional.empty();
        if (tokens.takeSign(",")) {
            Position place = tokens.position();
            tokens.expect("ENCRYPTION");
            encryption = Optional.of(new EncryptionParser(tokens).parse(place));
        }
        tokens.expectSign(")");
        return Optional.of(new AlterDatabase.LogTarget(folder, new RemoteOptions(credential, json), encryption));
    }

    private Device folder() throws SqlError {
        boolean remote = tokens.take("URL");
        if (!remote) {
            tokens.expect("DISK");
        }
        tokens.expectSign("=");
        Text written = tokens.text();
        return remote ? new Device.Url(written) : new Device.Disk(written);
    }

    /** A comma, that word and its text, if they come next. */
    private Optional<Text> option(String word) throws SqlError {
        if (!tokens.atSign(",") || !tokens.peek(1).isWord(word)) {
            return Optional.empty();
        }
        tokens.next();
        tokens.next();
        tokens.expectSign("=");
        return Optional.of(tokens.text());
    }

    private Termination termination() throws SqlError {
        if (!tokens.take("WITH")) {
            return Termination.NONE;
        }
        if (tokens.take("NO_WAIT")) {
            return new Termination(Patience.NONE, 0);
        }
        tokens.expect("ROLLBACK");
        if (tokens.take("IMMEDIATE")) {
            return new Termination(Patience.LIMITED, 0);
        }
        tokens.expect("AFTER");
        long seconds = tokens.wholeNumber();
        if (seconds < 0) {
            throw tokens.unexpectedBefore();
        }
        tokens.take("SECONDS");
        return new Termination(Patience.LIMITED, seconds);
    }

    private AlterDatabase.SetRecovery.Model model() throws SqlError {
        for (AlterDatabase.SetRecovery.Model model : AlterDatabase.SetRecovery.Model.values()) {
            if (tokens.take(model.name())) {
                return model;
            }
        }
        throw tokens.unexpected();
    }

    private String value() throws SqlError {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.NUMBER) {
            throw tokens.unexpected();
        }
        return tokens.next().text().toUpperCase(Locale.ROOT);
    }
}
