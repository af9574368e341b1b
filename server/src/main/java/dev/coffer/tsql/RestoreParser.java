package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * RESTORE DATABASE, LOG, HEADERONLY, FILELISTONLY, LABELONLY and VERIFYONLY. Confined to one thread; used for one
 * statement.
 */
final class RestoreParser {

    private static final Map<RestoreOption, RestoreOption> OPPOSITES = Map.of(
            RestoreOption.RECOVERY, RestoreOption.NORECOVERY,
            RestoreOption.NORECOVERY, RestoreOption.STANDBY,
            RestoreOption.STANDBY, RestoreOption.RECOVERY,
            RestoreOption.STOPAT, RestoreOption.STOPATMARK,
            RestoreOption.STOPBEFOREMARK, RestoreOption.STOPAT,
            RestoreOption.STOPATMARK, RestoreOption.STOPBEFOREMARK,
            RestoreOption.CHECKSUM, RestoreOption.NO_CHECKSUM,
            RestoreOption.STOP_ON_ERROR, RestoreOption.CONTINUE_AFTER_ERROR,
            RestoreOption.REWIND, RestoreOption.NOREWIND,
            RestoreOption.UNLOAD, RestoreOption.NOUNLOAD);

    /** What RESTORE without FROM may say. */
    private static final Set<RestoreOption> WITHOUT_MEDIA =
            Set.of(RestoreOption.RECOVERY, RestoreOption.STANDBY, RestoreOption.RESTART, RestoreOption.RESTRICTED_USER);

    private static final Set<String> NOT_YET = Set.of(
            "PARTIAL",
            "FILESTREAM",
            "PASSWORD",
            "MEDIAPASSWORD",
            "METADATA_ONLY",
            "SNAPSHOT",
            "DBNAME",
            "PAGE",
            "FILEGROUP");

    /** Long enough for any hash in use. */
    private static final int MAX_FINGERPRINT_DIGITS = 128;

    private final TokenReader tokens;
    private final EnumMap<RestoreOption, Position> given = new EnumMap<>(RestoreOption.class);
    private final List<RestoreOptions.Move> moves = new ArrayList<>();
    private OptionalInt file = OptionalInt.empty();
    private OptionalInt stats = OptionalInt.empty();
    private OptionalInt bufferCount = OptionalInt.empty();
    private OptionalInt maxTransferSize = OptionalInt.empty();
    private @Nullable RestoreStop stop;
    private @Nullable Text standby;
    private @Nullable Text mediaName;
    private @Nullable String trustedSigner;
    private @Nullable Text credential;
    private @Nullable Text json;

    RestoreParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind RESTORE DATABASE. */
    Statement database(Position start) throws SqlError {
        MediaParser media = new MediaParser(tokens, "RESTORE DATABASE");
        Name database = tokens.name();
        if (tokens.at("FILE") || tokens.at("FILEGROUP") || tokens.at("PAGE") || tokens.at("READ_WRITE_FILEGROUPS")) {
            throw media.notSupported("RESTORE DATABASE of files and filegroups", tokens.position());
        }
        if (!tokens.take("FROM")) {
            return withRecovery(start, "RESTORE DATABASE", database, media);
        }
        if (tokens.at("DATABASE_SNAPSHOT")) {
            throw media.notSupported("RESTORE DATABASE FROM DATABASE_SNAPSHOT", tokens.position());
        }
        List<Device> devices = media.devices();
        return new RestoreDatabase(start, database, devices, options(media));
    }

    /** Behind RESTORE LOG. */
    Statement log(Position start) throws SqlError {
        MediaParser media = new MediaParser(tokens, "RESTORE LOG");
        Name database = tokens.name();
        if (tokens.at("FILE") || tokens.at("FILEGROUP") || tokens.at("PAGE")) {
            throw media.notSupported("RESTORE LOG of files and filegroups", tokens.position());
        }
        if (!tokens.take("FROM")) {
            return withRecovery(start, "RESTORE LOG", database, media);
        }
        return new RestoreLog(start, database, media.devices(), options(media));
    }

    /** Without FROM: nothing more is laid down. */
    private Statement withRecovery(Position start, String verb, Name database, MediaParser media) throws SqlError {
        RestoreOptions options = options(media);
        for (Map.Entry<RestoreOption, Position> option : options.given().entrySet()) {
            if (!WITHOUT_MEDIA.contains(option.getKey())) {
                throw media.notSupported("RESTORE without FROM and with " + option.getKey(), option.getValue());
            }
        }
        return new RestoreWithRecovery(start, verb, database, options);
    }

    /** Behind RESTORE HEADERONLY. */
    Statement headerOnly(Position start) throws SqlError {
        MediaParser media = new MediaParser(tokens, "RESTORE HEADERONLY");
        tokens.expect("FROM");
        return new RestoreHeaderOnly(start, media.devices(), options(media));
    }

    /** Behind RESTORE FILELISTONLY; its 3013 says RESTORE FILELIST. */
    Statement fileListOnly(Position start) throws SqlError {
        MediaParser media = new MediaParser(tokens, "RESTORE FILELIST");
        tokens.expect("FROM");
        return new RestoreFileListOnly(start, media.devices(), options(media));
    }

    /** Behind RESTORE LABELONLY. */
    Statement labelOnly(Position start) throws SqlError {
        MediaParser media = new MediaParser(tokens, "RESTORE LABELONLY");
        tokens.expect("FROM");
        return new RestoreLabelOnly(start, media.devices(), options(media));
    }

    /** Behind RESTORE VERIFYONLY; its 3013 says VERIFY DATABASE. */
    Statement verifyOnly(Position start) throws SqlError {
        MediaParser media = new MediaParser(tokens, "VERIFY DATABASE");
        tokens.expect("FROM");
        return new RestoreVerifyOnly(start, media.devices(), options(media));
    }

    private RestoreOptions options(MediaParser media) throws SqlError {
        if (tokens.take("WITH")) {
            do {
                option(media);
            } while (tokens.takeSign(","));
        }
        for (Map.Entry<RestoreOption, RestoreOption> pair : OPPOSITES.entrySet()) {
            Position first = given.get(pair.getKey());
            if (first != null && given.containsKey(pair.getValue())) {
                throw media.conflict(pair.getKey().name(), pair.getValue().name(), first);
            }
        }
        return new RestoreOptions(
                given,
                file,
                Optional.ofNullable(stop),
                Optional.ofNullable(standby),
                moves,
                stats,
                Optional.ofNullable(mediaName),
                Optional.ofNullable(trustedSigner),
                bufferCount,
                maxTransferSize,
                new RemoteOptions(Optional.ofNullable(credential), Optional.ofNullable(json)));
    }

    private void option(MediaParser media) throws SqlError {
        Position place = tokens.position();
        String word = tokens.peek().word();
        if (word.isEmpty()) {
            throw tokens.unexpected();
        }
        if (NOT_YET.contains(word)) {
            throw media.notSupported("RESTORE with " + word, place);
        }
        tokens.next();
        RestoreOption option = named(word, place);
        if (given.put(option, place) != null && option != RestoreOption.MOVE) {
            throw media.conflict(word, word, place);
        }
        value(option, media);
    }

    private RestoreOption named(String word, Position place) throws SqlError {
        for (RestoreOption option : RestoreOption.values()) {
            if (option.name().equals(word)) {
                return option;
            }
        }
        throw Message.UNKNOWN_OPTION.error(tokens.shownBefore(), "RESTORE").atLine(place.line());
    }

    private void value(RestoreOption option, MediaParser media) throws SqlError {
        switch (option) {
            case FILE -> file = OptionalInt.of(media.number("FILE", 1, Integer.MAX_VALUE));
            case MOVE -> move();
            case STOPAT -> stop = new RestoreStop.At(time());
            case STOPATMARK, STOPBEFOREMARK -> stop = mark(option == RestoreOption.STOPATMARK);
            case STANDBY -> {
                tokens.expectSign("=");
                standby = tokens.text();
            }
            case STATS -> stats = OptionalInt.of(media.stats());
            case MEDIANAME -> mediaName = media.label(tokens.limits().labelChars());
            case BLOCKSIZE -> media.blockSize();
            case BUFFERCOUNT -> bufferCount = OptionalInt.of(media.bufferCount());
            case MAXTRANSFERSIZE -> maxTransferSize = OptionalInt.of(media.maxTransferSize());
            case TRUST_SIGNER -> trustedSigner = fingerprint();
            case CREDENTIAL -> credential = media.label(tokens.limits().labelChars());
            case RESTORE_OPTIONS -> {
                tokens.expectSign("=");
                json = tokens.text();
            }
            case REPLACE,
                    RECOVERY,
                    NORECOVERY,
                    CHECKSUM,
                    NO_CHECKSUM,
                    STOP_ON_ERROR,
                    CONTINUE_AFTER_ERROR,
                    LOADHISTORY,
                    RESTART,
                    RESTRICTED_USER,
                    KEEP_REPLICATION,
                    KEEP_CDC,
                    ENABLE_BROKER,
                    NEW_BROKER,
                    ERROR_BROKER_CONVERSATIONS,
                    REWIND,
                    NOREWIND,
                    UNLOAD,
                    NOUNLOAD -> {
                // The word alone says it.
            }
        }
    }

    private LocalDateTime time() throws SqlError {
        tokens.expectSign("=");
        return DateText.next(tokens);
    }

    private RestoreStop mark(boolean inclusive) throws SqlError {
        tokens.expectSign("=");
        Text name = tokens.text();
        Optional<LocalDateTime> after = tokens.take("AFTER") ? Optional.of(DateText.next(tokens)) : Optional.empty();
        return new RestoreStop.Mark(name, after, inclusive);
    }

    private void move() throws SqlError {
        Text logicalName = tokens.text();
        tokens.expect("TO");
        moves.add(new RestoreOptions.Move(logicalName, tokens.text()));
    }

    private String fingerprint() throws SqlError {
        tokens.expectSign("=");
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.BINARY
                || token.text().isEmpty()
                || token.text().length() > MAX_FINGERPRINT_DIGITS) {
            throw tokens.unexpected();
        }
        tokens.next();
        return token.text();
    }
}
