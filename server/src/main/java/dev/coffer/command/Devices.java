package dev.coffer.command;

import dev.coffer.catalog.BackupDevices;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.storage.Location;
import dev.coffer.storage.NullStore;
import dev.coffer.storage.RemoteStores;
import dev.coffer.storage.Store;
import dev.coffer.storage.Trial;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.Device;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.RemoteOptions;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.TargetDevices;
import dev.coffer.tsql.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a statement's devices stand for: the one place that knows which store keeps which. Thread-safe. */
public final class Devices {

    /** The stores that URLs name, and the credentials that open them. Thread-safe. */
    public interface Urls {

        /**
         * @param deviceCount of the whole statement
         * @throws SqlError when no store keeps such URLs, or no credential opens it
         */
        DevicePlace toWrite(Text url, Writing writing, int deviceCount, Caller caller) throws SqlError;

        /**
         * @param deviceCount of the whole statement
         * @throws SqlError when no store keeps such URLs, or no credential opens it
         */
        DevicePlace toRead(Text url, RestoreOptions options, int deviceCount, Caller caller) throws SqlError;

        /**
         * Where one object lies that is no backup of a statement; nothing is asked of the place yet.
         *
         * @param database whose credentials count beside the server's
         * @throws SqlError when no store keeps such URLs, or no credential opens it
         */
        DevicePlace object(Text url, RemoteOptions options, String database, Caller caller) throws SqlError;

        /** As {@link RemoteStores#tryOut}, with an object in the folder, container or bucket that the URL names. */
        List<Trial> tryOut(Text url, RemoteOptions options, Caller caller) throws SqlError;
    }

    /**
     * How devices are written.
     *
     * @param retainUntil until when nobody is to remove what is written, where the place can see to it
     */
    public record Writing(BackupOptions options, Optional<Instant> retainUntil) {}

    private final Paths paths;
    private final Store disk;
    private final Store nothing = new NullStore();
    private final Urls urls;
    private final BackupDevices named;

    /** @param named the devices that sp_addumpdevice made */
    public Devices(Paths paths, Store disk, Urls urls, BackupDevices named) {
        this.named = named;
        this.paths = paths;
        this.disk = disk;
        this.urls = urls;
    }

    /**
     * The devices that BACKUP writes, by mirror. Folders of the instance's own are made; the client is told once of
     * each that is open to others.
     *
     * @throws SqlError 3206 for a logical device that is not there, 3201 for a path that cannot be
     */
    List<List<DevicePlace>> toWrite(TargetDevices devices, Writing writing, Caller caller) throws SqlError {
        FolderWarning folders = new FolderWarning(caller);
        int deviceCount = devices.mirrors().size() * devices.familyCount();
        Finder finder = new Finder(Paths.Access.WRITE, url -> urls.toWrite(url, writing, deviceCount, caller));
        List<List<DevicePlace>> places = new ArrayList<>();
        for (List<Device> mirror : devices.mirrors()) {
            List<DevicePlace> found = all(mirror, finder);
            for (DevicePlace place : found) {
                place.report(caller);
                place.path().ifPresent(folders::about);
            }
            places.add(found);
        }
        return places;
    }

    /**
     * The devices that RESTORE reads, in the order of the statement.
     *
     * @throws SqlError 3206 for a logical device that is not there, 3201 for a path that cannot be
     */
    List<DevicePlace> toRead(List<Device> devices, RestoreOptions options, Caller caller) throws SqlError {
        return all(devices, new Finder(Paths.Access.READ, url -> urls.toRead(url, options, devices.size(), caller)));
    }

    /** Where a device of sp_addumpdevice lies. */
    DevicePlace named(BackupDevices.Entry device) throws SqlError {
        return onDisk(device.physicalName(), Optional.of(device.name()), Paths.Access.READ);
    }

    private DevicePlace onDisk(String path, Optional<String> logicalName, Paths.Access access) throws SqlError {
        if (NullStore.isNamed(path)) {
            return new DevicePlace(
                    nothing,
                    NullStore.NUL,
                    DevicePlace.Kind.DISK,
                    logicalName,
                    logicalName.map(name -> name + "(" + path + ")").orElse(path),
                    false);
        }
        Paths.Resolved resolved = paths.resolve(path, Paths.Purpose.BACKUP, access);
        return new DevicePlace(
                disk,
                new Location(resolved.path().toString()),
                DevicePlace.Kind.DISK,
                logicalName,
                logicalName.map(name -> name + "(" + path + ")").orElse(path),
                resolved.mapped());
    }

    private static List<DevicePlace> all(List<Device> devices, Finder finder) throws SqlError {
        List<DevicePlace> places = new ArrayList<>();
        for (Device device : devices) {
            places.add(device.find(finder));
        }
        return places;
    }

    /** Where one object lies, as {@link Urls#object}. */
    DevicePlace object(Text url, RemoteOptions options, String database, Caller caller) throws SqlError {
        return urls.object(url, options, database, caller);
    }

    /** Tries out the place that a URL names, as {@link Urls#tryOut}. */
    List<Trial> tryOut(Text url, RemoteOptions options, Caller caller) throws SqlError {
        return urls.tryOut(url, options, caller);
    }

    /** Keeps files on this machine. */
    Store disk() {
        return disk;
    }

    @FunctionalInterface
    private interface UrlFinder {
        DevicePlace find(Text url) throws SqlError;
    }

    private final class Finder implements Device.Finder<DevicePlace> {

        private final Paths.Access access;
        private final UrlFinder urlFinder;

        Finder(Paths.Access access, UrlFinder urlFinder) {
            this.access = access;
            this.urlFinder = urlFinder;
        }

        @Override
        public DevicePlace disk(Text path) throws SqlError {
            return onDisk(path.value(), Optional.empty(), access);
        }

        @Override
        public DevicePlace url(Text url) throws SqlError {
            return urlFinder.find(url);
        }

        @Override
        public DevicePlace logical(Name name) throws SqlError {
            BackupDevices.Entry device =
                    named.find(name.text()).orElseThrow(() -> Message.NO_SUCH_DEVICE.error(name.text()));
            return onDisk(device.physicalName(), Optional.of(device.name()), access);
        }
    }
}
