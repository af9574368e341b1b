package dev.coffer.tsql;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The WITH clause of BACKUP DATABASE and BACKUP LOG. Words that contradict each other were refused by the parser
 * (3031), and so were numbers out of range (3250, 3253).
 *
 * @param given every option that was written, with its place
 * @param name at most 128 UTF-16 units; mediaName too; description and mediaDescription at most 255
 * @param standby the file that STANDBY names
 * @param expireDate local server time
 * @param statsPercent 1 to 100 when STATS was written, 10 without a value
 * @param blockSizeBytes a power of two, 512 to 65536; a hint
 * @param bufferCount on disks how much is under way at once, for URLs the number of parts in memory; within bounds
 * @param maxTransferSizeBytes a multiple of 64 KiB up to 20 MiB; the size of such a buffer, for URLs of a part
 * @param remote for URLs
 */
public record BackupOptions(
        Map<BackupOption, Position> given,
        Optional<Text> name,
        Optional<Text> description,
        Optional<Text> mediaName,
        Optional<Text> mediaDescription,
        Optional<Text> standby,
        Optional<LocalDateTime> expireDate,
        OptionalInt retainDays,
        Optional<Compression> compression,
        Optional<Encryption> encryption,
        OptionalInt statsPercent,
        OptionalInt blockSizeBytes,
        OptionalInt bufferCount,
        OptionalInt maxTransferSizeBytes,
        RemoteOptions remote) {

    public BackupOptions {
        EnumMap<BackupOption, Position> copy = new EnumMap<>(BackupOption.class);
        copy.putAll(given);
        given = Collections.unmodifiableMap(copy);
    }

    public boolean has(BackupOption option) {
        return given.containsKey(option);
    }

    /** The same with one more word. */
    public BackupOptions with(BackupOption option, Position place) {
        Map<BackupOption, Position> more = new EnumMap<>(BackupOption.class);
        more.putAll(given);
        more.put(option, place);
        return new BackupOptions(
                more,
                name,
                description,
                mediaName,
                mediaDescription,
                standby,
                expireDate,
                retainDays,
                compression,
                encryption,
                statsPercent,
                blockSizeBytes,
                bufferCount,
                maxTransferSizeBytes,
                remote);
    }

    /** The same, compressed or not. */
    public BackupOptions withCompression(Compression chosen) {
        return new BackupOptions(
                given,
                name,
                description,
                mediaName,
                mediaDescription,
                standby,
                expireDate,
                retainDays,
                Optional.of(chosen),
                encryption,
                statsPercent,
                blockSizeBytes,
                bufferCount,
                maxTransferSizeBytes,
                remote);
    }

    /** The same, kept for some days. */
    public BackupOptions withRetainDays(int days) {
        return new BackupOptions(
                given,
                name,
                description,
                mediaName,
                mediaDescription,
                standby,
                expireDate,
                OptionalInt.of(days),
                compression,
                encryption,
                statsPercent,
                blockSizeBytes,
                bufferCount,
                maxTransferSizeBytes,
                remote);
    }

    /** Where an option stands. */
    public Optional<Position> placeOf(BackupOption option) {
        return Optional.ofNullable(given.get(option));
    }

    /** What happens to a media that is there already. */
    public Media media() {
        if (has(BackupOption.FORMAT)) {
            return Media.FORMAT;
        }
        return has(BackupOption.INIT) ? Media.INIT : Media.APPEND;
    }

    /** What BACKUP does to a media that is there already. */
    public enum Media {
        /** NOINIT, the default: a set is appended. */
        APPEND,
        /** INIT: the sets are overwritten, the media's label and identity stay. */
        INIT,
        /** FORMAT: a new media; implies SKIP. */
        FORMAT
    }
}
