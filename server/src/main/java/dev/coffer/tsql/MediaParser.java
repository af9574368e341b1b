package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;

/** What BACKUP and RESTORE have in common: devices, numbers with their bounds, labels. */
final class MediaParser {

    private static final long MIN_BLOCK_BYTES = 512;
    private static final long MAX_BLOCK_BYTES = 65_536;
    private static final long TRANSFER_UNIT_BYTES = 65_536;
    private static final long MAX_TRANSFER_BYTES = 20L * 1024 * 1024;

    /** Of one mirror, as on SQL Server: each is a stripe. */
    private static final int MAX_DEVICES = 64;

    /** Clauses MIRROR TO. */
    private static final int MAX_MIRRORS = 3;

    private final TokenReader tokens;
    private final String statement;

    /** @param statement the words of message 3013, such as BACKUP DATABASE */
    MediaParser(TokenReader tokens, String statement) {
        this.tokens = tokens;
        this.statement = statement;
    }

    /** Behind TO: the devices of each mirror. */
    TargetDevices targets() throws SqlError {
        List<List<Device>> mirrors = new ArrayList<>();
        mirrors.add(devices());
        while (tokens.at("MIRROR", "TO")) {
            Position place = tokens.position();
            if (mirrors.size() > MAX_MIRRORS) {
                throw failed(Message.TOO_MANY_MIRRORS.error(MAX_MIRRORS), place);
            }
            tokens.expect("MIRROR", "TO");
            List<Device> devices = devices();
            if (devices.size() != mirrors.get(0).size()) {
                throw failed(Message.MIRRORS_DIFFER.error(), place);
            }
            mirrors.add(devices);
        }
        return new TargetDevices(mirrors);
    }

    /** {@code device [, ...]}: 1 to 64 (3205). */
    List<Device> devices() throws SqlError {
        List<Device> devices = new ArrayList<>();
        do {
            if (devices.size() == MAX_DEVICES) {
                throw failed(Message.TOO_MANY_DEVICES.error(MAX_DEVICES), tokens.position());
            }
            devices.add(device());
        } while (tokens.takeSign(","));
        return devices;
    }

    private Device device() throws SqlError {
        Position place = tokens.position();
        if (tokens.at("TAPE") || tokens.at("VIRTUAL_DEVICE")) {
            throw notSupported(statement + " with " + tokens.peek().word(), place);
        }
        if (!tokens.at("DISK") && !tokens.at("URL")) {
            return new Device.Logical(tokens.name());
        }
        boolean disk = tokens.next().isWord("DISK");
        tokens.expectSign("=");
        Text value = tokens.text();
        if (value.value().isEmpty()) {
            throw failed(Message.INVALID_ZERO_LENGTH_DEVICE.error(), place);
        }
        return disk ? new Device.Disk(value) : new Device.Url(value);
    }

    /** {@code = number}, within bounds (3250). */
    int number(String option, long low, long high) throws SqlError {
        tokens.expectSign("=");
        Position place = tokens.position();
        long value = tokens.wholeNumber();
        if (value < low || value > high) {
            throw failed(Message.VALUE_OUT_OF_RANGE.error(value, option), place);
        }
        return (int) value;
    }

    int blockSize() throws SqlError {
        Position place = tokens.position();
        int value = number("BLOCKSIZE", MIN_BLOCK_BYTES, MAX_BLOCK_BYTES);
        if (Integer.bitCount(value) != 1) {
            throw failed(Message.BLOCK_SIZE_POWER.error(), place);
        }
        return value;
    }

    int bufferCount() throws SqlError {
        return number("BUFFERCOUNT", 1, Integer.MAX_VALUE);
    }

    int maxTransferSize() throws SqlError {
        Position place = tokens.position();
        int value = number("MAXTRANSFERSIZE", TRANSFER_UNIT_BYTES, MAX_TRANSFER_BYTES);
        if (value % TRANSFER_UNIT_BYTES != 0) {
            throw failed(Message.INVALID_PARAMETER.error("MAXTRANSFERSIZE"), place);
        }
        return value;
    }

    /** {@code STATS [= percent]}; 10 without a value. */
    int stats() throws SqlError {
        return tokens.atSign("=") ? number("STATS", 1, 100) : 10;
    }

    /** {@code = 'label'}, at most so many characters (3244). */
    Text label(int maxChars) throws SqlError {
        tokens.expectSign("=");
        Text label = tokens.text();
        if (label.value().length() > maxChars) {
            throw failed(Message.TEXT_TOO_LONG.error(label.value().length(), maxChars), label.position());
        }
        return label;
    }

    SqlError conflict(String option, String other, Position place) {
        return failed(Message.OPTION_CONFLICT.error(option, other), place);
    }

    SqlError notSupported(String what, Position place) {
        return failed(tokens.notSupported(what, place), place);
    }

    SqlError failed(SqlError error, Position place) {
        SqlError last = Message.TERMINATING_ABNORMALLY.error(statement).atLine(place.line());
        return error.atLine(place.line()).followedBy(last);
    }
}
