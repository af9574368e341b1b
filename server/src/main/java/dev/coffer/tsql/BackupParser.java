package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** BACKUP DATABASE and BACKUP LOG. Confined to one thread; used for one statement. */
final class BackupParser {

    private static final Map<BackupOption, BackupOption> OPPOSITES = Map.of(
            BackupOption.FORMAT, BackupOption.NOFORMAT,
            BackupOption.INIT, BackupOption.NOINIT,
            BackupOption.SKIP, BackupOption.NOSKIP,
            BackupOption.CHECKSUM, BackupOption.NO_CHECKSUM,
            BackupOption.STOP_ON_ERROR, BackupOption.CONTINUE_AFTER_ERROR,
            BackupOption.COMPRESSION, BackupOption.NO_COMPRESSION,
            BackupOption.ENCRYPTION, BackupOption.NO_ENCRYPTION,
            BackupOption.REWIND, BackupOption.NOREWIND,
            BackupOption.UNLOAD, BackupOption.NOUNLOAD,
            BackupOption.NORECOVERY, BackupOption.STANDBY);

    private static final Set<String> NOT_YET = Set.of("FILE_SNAPSHOT", "METADATA_ONLY", "SNAPSHOT");

    /** Options of BACKUP LOG, or of times gone by. */
    private static final Set<String> OF_OTHER_STATEMENTS =
            Set.of("NORECOVERY", "STANDBY", "NO_TRUNCATE", "NO_LOG", "PASSWORD", "MEDIAPASSWORD");

    /** Options of BACKUP DATABASE, or of times gone by. */
    private static final Set<String> NOT_OF_LOG = Set.of("DIFFERENTIAL", "NO_LOG", "PASSWORD", "MEDIAPASSWORD");

    private static final int MAX_DISK_TRANSFER_BYTES = 4 * 1024 * 1024;

    private final TokenReader tokens;
    private final MediaParser media;
    private final boolean ofLog;
    private final EnumMap<BackupOption, Position> given = new EnumMap<>(BackupOption.class);
    private final EnumMap<BackupOption, Text> labels = new EnumMap<>(BackupOption.class);
    private final EnumMap<BackupOption, Integer> numbers = new EnumMap<>(BackupOption.class);
    private @Nullable LocalDateTime expireDate;
    private @Nullable Compression compression;
    private @Nullable Encryption encryption;

    private BackupParser(TokenReader tokens, boolean ofLog) {
        this.tokens = tokens;
        this.ofLog = ofLog;
        this.media = new MediaParser(tokens, statement(ofLog));
    }

    private static String statement(boolean ofLog) {
        return ofLog ? "BACKUP LOG" : "BACKUP DATABASE";
    }

    static BackupParser database(TokenReader tokens) {
        return new BackupParser(tokens, false);
    }

    static BackupParser log(TokenReader tokens) {
        return new BackupParser(tokens, true);
    }

    /** Behind BACKUP DATABASE or BACKUP LOG. */
    Statement parse(Position start) throws SqlError {
        Name database = tokens.name();
        if (tokens.at("FILE") || tokens.at("FILEGROUP") || tokens.at("READ_WRITE_FILEGROUPS") || tokens.atSign(",")) {
            throw media.notSupported(statement(ofLog) + " of files and filegroups", tokens.position());
        }
        tokens.expect("TO");
        TargetDevices devices = media.targets();
        if (tokens.take("WITH")) {
            do {
                option();
            } while (tokens.takeSign(","));
        }
        requireTransferOf(devices);
        return ofLog
                ? new BackupLog(start, database, devices, options())
                : new BackupDatabase(start, database, devices, options());
    }

    /** Larger transfers are for object stores. */
    private void requireTransferOf(TargetDevices devices) throws SqlError {
        Integer size = numbers.get(BackupOption.MAXTRANSFERSIZE);
        Position place = given.get(BackupOption.MAXTRANSFERSIZE);
        boolean disk = devices.mirrors().stream().flatMap(List::stream).anyMatch(Device.Disk.class::isInstance);
        if (size != null && place != null && size > MAX_DISK_TRANSFER_BYTES && disk) {
            throw media.failed(Message.VALUE_OUT_OF_RANGE.error(size, "MAXTRANSFERSIZE"), place);
        }
    }

    private BackupOptions options() throws SqlError {
        for (Map.Entry<BackupOption, BackupOption> pair : OPPOSITES.entrySet()) {
            Position first = given.get(pair.getKey());
            if (first != null && given.containsKey(pair.getValue())) {
                throw media.conflict(pair.getKey().name(), pair.getValue().name(), first);
            }
        }
        return new BackupOptions(
                given,
                label(BackupOption.NAME),
                label(BackupOption.DESCRIPTION),
                label(BackupOption.MEDIANAME),
                label(BackupOption.MEDIADESCRIPTION),
                label(BackupOption.STANDBY),
                Optional.ofNullable(expireDate),
                number(BackupOption.RETAINDAYS),
                Optional.ofNullable(compression),
                Optional.ofNullable(encryption),
                number(BackupOption.STATS),
                number(BackupOption.BLOCKSIZE),
                number(BackupOption.BUFFERCOUNT),
                number(BackupOption.MAXTRANSFERSIZE),
                new RemoteOptions(label(BackupOption.CREDENTIAL), label(BackupOption.BACKUP_OPTIONS)));
    }

    private Optional<Text> label(BackupOption option) {
        return Optional.ofNullable(labels.get(option));
    }

    private OptionalInt number(BackupOption option) {
        Integer value = numbers.get(option);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private void option() throws SqlError {
        Position place = tokens.position();
        String word = tokens.peek().word();
        if (word.isEmpty()) {
            throw tokens.unexpected();
        }
        if ((ofLog ? NOT_OF_LOG : OF_OTHER_STATEMENTS).contains(word)) {
            throw media.failed(Message.OPTION_NOT_SUPPORTED.error(word), place);
        }
        if (NOT_YET.contains(word)) {
            throw media.notSupported(statement(ofLog) + " with " + word, place);
        }
        tokens.next();
        BackupOption option = named(word, place);
        if (given.put(option, place) != null) {
            throw media.conflict(word, word, place);
        }
        value(option, place);
    }

    private BackupOption named(String word, Position place) throws SqlError {
        for (BackupOption option : BackupOption.values()) {
            if (option.name().equals(word)) {
                return option;
            }
        }
        throw Message.UNKNOWN_OPTION.error(tokens.shownBefore(), "BACKUP").atLine(place.line());
    }

    private void value(BackupOption option, Position place) throws SqlError {
        switch (option) {
            case NAME, MEDIANAME, CREDENTIAL ->
                labels.put(option, media.label(tokens.limits().labelChars()));
            case DESCRIPTION, MEDIADESCRIPTION ->
                labels.put(option, media.label(tokens.limits().descriptionChars()));
            case BACKUP_OPTIONS, STANDBY -> {
                tokens.expectSign("=");
                labels.put(option, tokens.text());
            }
            case EXPIREDATE -> {
                tokens.expectSign("=");
                expireDate = DateText.next(tokens);
            }
            case RETAINDAYS -> numbers.put(option, media.number("RETAINDAYS", 0, 99_999));
            case STATS -> numbers.put(option, media.stats());
            case BLOCKSIZE -> numbers.put(option, media.blockSize());
            case BUFFERCOUNT -> numbers.put(option, media.bufferCount());
            case MAXTRANSFERSIZE -> numbers.put(option, media.maxTransferSize());
            case COMPRESSION -> compression = compression(place);
            case NO_COMPRESSION -> compression = new Compression(place, Compression.Choice.OFF, OptionalInt.empty());
            case ENCRYPTION -> encryption = new EncryptionParser(tokens).parse(place);
            case DIFFERENTIAL,
                    COPY_ONLY,
                    NORECOVERY,
                    NO_TRUNCATE,
                    FORMAT,
                    NOFORMAT,
                    INIT,
                    NOINIT,
                    SKIP,
                    NOSKIP,
                    CHECKSUM,
                    NO_CHECKSUM,
                    STOP_ON_ERROR,
                    CONTINUE_AFTER_ERROR,
                    NO_ENCRYPTION,
                    RESTART,
                    REWIND,
                    NOREWIND,
                    UNLOAD,
                    NOUNLOAD -> {
                // The word alone says it.
            }
        }
    }

    private Compression compression(Position place) throws SqlError {
        if (!tokens.takeSign("(")) {
            return new Compression(place, Compression.Choice.DEFAULT, OptionalInt.empty());
        }
        tokens.expect("ALGORITHM");
        tokens.expectSign("=");
        Compression.Choice choice = switch (tokens.peek().word()) {
            case "MS_XPRESS" -> Compression.Choice.MS_XPRESS;
            case "QAT_DEFLATE" -> Compression.Choice.QAT_DEFLATE;
            case "ZSTD" -> Compression.Choice.ZSTD;
            default -> throw tokens.unexpected();
        };
        tokens.next();
        OptionalInt level = OptionalInt.empty();
        if (tokens.takeSign(",")) {
            tokens.expect("LEVEL");
            level = OptionalInt.of(level());
        }
        tokens.expectSign(")");
        return new Compression(place, choice, level);
    }

    private int level() throws SqlError {
        if (tokens.atSign("=") && tokens.peek(1).kind() == Token.Kind.NUMBER) {
            return media.number("LEVEL", 1, 22);
        }
        tokens.expectSign("=");
        int level = switch (tokens.peek().word()) {
            case "LOW" -> 1;
            case "MEDIUM" -> 3;
            case "HIGH" -> 9;
            default -> throw tokens.unexpected();
        };
        tokens.next();
        return level;
    }
}
