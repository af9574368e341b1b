package dev.coffer.tsql;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The WITH clause of RESTORE DATABASE, LOG, HEADERONLY, FILELISTONLY, LABELONLY and VERIFYONLY.
 *
 * @param given every option that was written, with its place
 * @param file position of the set on the media, from 1; absent: the first (HEADERONLY: all)
 * @param stop of STOPAT, STOPATMARK and STOPBEFOREMARK, of which one at most was written
 * @param standby the file that STANDBY names
 * @param statsPercent 1 to 100 when STATS was written, 10 without a value
 * @param trustedSigner fingerprint in upper-case hexadecimal digits, without 0x
 * @param bufferCount for URLs how many segments are read ahead; within bounds
 * @param maxTransferSizeBytes a multiple of 64 KiB up to 20 MiB; for URLs the size of a segment
 * @param remote for URLs
 */
public record RestoreOptions(
        Map<RestoreOption, Position> given,
        OptionalInt file,
        Optional<RestoreStop> stop,
        Optional<Text> standby,
        List<Move> moves,
        OptionalInt statsPercent,
        Optional<Text> mediaName,
        Optional<String> trustedSigner,
        OptionalInt bufferCount,
        OptionalInt maxTransferSizeBytes,
        RemoteOptions remote) {

    public RestoreOptions {
        EnumMap<RestoreOption, Position> copy = new EnumMap<>(RestoreOption.class);
        copy.putAll(given);
        given = Collections.unmodifiableMap(copy);
        moves = List.copyOf(moves);
    }

    public boolean has(RestoreOption option) {
        return given.containsKey(option);
    }

    /** Where an option stands. */
    public Optional<Position> placeOf(RestoreOption option) {
        return Optional.ofNullable(given.get(option));
    }

    /** {@code MOVE 'logical name' TO 'path'}. */
    public record Move(Text logicalName, Text path) {}
}
