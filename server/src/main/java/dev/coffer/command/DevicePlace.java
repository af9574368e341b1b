package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.storage.Location;
import dev.coffer.storage.NullStore;
import dev.coffer.storage.Store;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A device, found.
 *
 * @param store keeps its file
 * @param location of the file: what the history calls the physical device
 * @param kind what SQL Server calls such a device
 * @param logicalName of a device that sp_addumpdevice made
 * @param written how messages name it: as the statement did, a logical device with its path in parentheses
 * @param mapped whether the location is another than was written
 */
public record DevicePlace(
        Store store, Location location, Kind kind, Optional<String> logicalName, String written, boolean mapped) {

    /** Logical devices have the numbers of their kinds and this. */
    private static final int PERMANENT = 100;

    /** A kind of device. */
    public enum Kind {
        DISK(2),
        URL(9);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** As msdb.dbo.backupmediafamily shows it. */
    int deviceType() {
        return kind.number + (logicalName.isPresent() ? PERMANENT : 0);
    }

    /** Of a file on disk; the device NUL has none. */
    Optional<Path> path() {
        return kind == Kind.DISK && !location.equals(NullStore.NUL)
                ? Optional.of(Path.of(location.value()))
                : Optional.empty();
    }

    /** As the error log names devices, those of one kind together. */
    static String logged(List<DevicePlace> places) {
        return Arrays.stream(Kind.values())
                .filter(kind -> places.stream().anyMatch(place -> place.kind == kind))
                .map(kind -> places.stream()
                        .filter(place -> place.kind == kind)
                        .map(place -> "'" + place.location + "'")
                        .collect(Collectors.joining(", ", "TYPE=" + kind + ": {", "}")))
                .collect(Collectors.joining(", "));
    }

    /** Tells the client the real path, when it is not what was written (message PATH_MAPPED). */
    void report(Caller caller) {
        if (mapped) {
            caller.inform(Message.PATH_MAPPED, written, location);
        }
    }
}
