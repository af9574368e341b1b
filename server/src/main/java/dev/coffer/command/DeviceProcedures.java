package dev.coffer.command;

import dev.coffer.catalog.BackupDevices;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.result.SqlType;
import dev.coffer.storage.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * sp_addumpdevice, sp_dropdevice and sp_helpdevice: backup devices with names of their own.
 *
 * @see <a href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-addumpdevice-transact-sql">
 *     sp_addumpdevice</a>
 */
public final class DeviceProcedures {

    private static final SqlType NAME = SqlType.nvarchar(128);
    private static final SqlType PATH = SqlType.nvarchar(260);
    private static final int MAX_NAME_CHARS = 128;
    private static final int MAX_PATH_CHARS = 260;
    private static final int DISK = 2;

    /** What sp_helpdevice's description says, as a number. */
    private static final int BACKUP_DEVICE = 16;

    private final BackupDevices devices;
    private final Devices places;

    public DeviceProcedures(BackupDevices devices, Devices places) {
        this.devices = devices;
        this.places = places;
    }

    public List<Procedure> all() {
        return List.of(
                new Step(
                        "sp_addumpdevice",
                        List.of(
                                Procedure.Formal.required("@devtype", NAME),
                                Procedure.Formal.required("@logicalname", NAME),
                                Procedure.Formal.required("@physicalname", PATH),
                                Procedure.Formal.optional("@cntrltype", SqlType.of("smallint")),
                                Procedure.Formal.optional("@devstatus", NAME)),
                        this::add),
                new Step(
                        "sp_dropdevice",
                        List.of(
                                Procedure.Formal.required("@logicalname", NAME),
                                Procedure.Formal.optional("@delfile", NAME)),
                        this::drop),
                new Step("sp_helpdevice", List.of(Procedure.Formal.optional("@devname", NAME)), this::help));
    }

    private interface Work {
        void run(Caller caller, Arguments arguments) throws SqlError;
    }

    private record Step(String name, List<Formal> parameters, Work work) implements Procedure {
        @Override
        public int run(Caller caller, Arguments arguments) throws SqlError {
            work.run(caller, arguments);
            return 0;
        }
    }

    private void add(Caller caller, Arguments arguments) throws SqlError {
        requireNoTransaction(caller, "sp_addumpdevice");
        String type = orEmpty(arguments.text("@devtype"));
        if (type.equalsIgnoreCase("tape")) {
            throw Message.NOT_SUPPORTED.error("The device type tape");
        }
        if (!type.equalsIgnoreCase("disk")) {
            throw Message.UNKNOWN_DEVICE_TYPE.error(type);
        }
        String name = orEmpty(arguments.text("@logicalname")).strip();
        if (name.isEmpty()) {
            throw Message.LOGICAL_NAME_NULL.error();
        }
        String path = orEmpty(arguments.text("@physicalname"));
        if (path.isBlank()) {
            throw Message.PHYSICAL_NAME_NULL.error();
        }
        requireLength(name, MAX_NAME_CHARS);
        requireLength(path, MAX_PATH_CHARS);
        devices.add(new BackupDevices.Entry(name, path));
    }

    private static void requireLength(String text, int maxChars) throws SqlError {
        if (text.length() > maxChars) {
            throw Message.TEXT_TOO_LONG.error(text.length(), maxChars);
        }
    }

    private void drop(Caller caller, Arguments arguments) throws SqlError {
        requireNoTransaction(caller, "sp_dropdevice");
        String name = orEmpty(arguments.text("@logicalname"));
        BackupDevices.Entry device = devices.find(name).orElseThrow(() -> Message.NO_LOGICAL_DEVICE.error(name));
        String deletion = orEmpty(arguments.text("@delfile"));
        if (!deletion.isEmpty() && !deletion.equalsIgnoreCase("DELFILE")) {
            throw Message.INVALID_PARAMETER.error("@delfile");
        }
        if (!deletion.isEmpty()) {
            delete(places.named(device), caller);
        }
        devices.drop(device.name());
        caller.inform(Message.DEVICE_DROPPED);
    }

    /** Deletes what is a backup, and nothing else: the path was not checked when the device was made. */
    private static void delete(DevicePlace place, Caller caller) throws SqlError {
        try {
            if (place.store().exists(place.location())) {
                requireMedia(place, caller);
                Files.delete(Path.of(place.location().value()));
                caller.inform(Message.PHYSICAL_FILE_DELETED, place.location());
            }
        } catch (DamagedMedia foreign) {
            throw Message.PHYSICAL_FILE_NOT_DELETED
                    .error(place.location(), "5(Access is denied.)")
                    .withHint("Remove it by hand: it is no backup of Coffer.")
                    .causedBy(foreign);
        } catch (IOException failed) {
            throw Message.PHYSICAL_FILE_NOT_DELETED
                    .error(place.location(), "5(Access is denied.)")
                    .causedBy(failed);
        }
    }

    private static void requireMedia(DevicePlace place, Caller caller) throws IOException, DamagedMedia {
        try (StoredFile file = place.store().open(place.location())) {
            if (file.sizeBytes() > 0) {
                MediaFile.read(file, caller.cancellation()::check);
            }
        }
    }

    private void help(Caller caller, Arguments arguments) throws SqlError {
        String name = arguments.text("@devname");
        List<BackupDevices.Entry> shown;
        if (name == null) {
            shown = devices.all();
        } else {
            Optional<BackupDevices.Entry> found = devices.find(name);
            shown = List.of(found.orElseThrow(() -> Message.NO_LOGICAL_DEVICE.error(name)));
        }
        new RowShape<BackupDevices.Entry>()
                .column("device_name", NAME, BackupDevices.Entry::name)
                .column("physical_name", PATH, BackupDevices.Entry::physicalName)
                .always("description", SqlType.nvarchar(255), "disk, backup device")
                .always("status", SqlType.of("int"), BACKUP_DEVICE)
                .always("cntrltype", SqlType.of("smallint"), (short) DISK)
                .always("size", SqlType.of("int"), 0)
                .write(shown, caller.sink());
    }

    private static void requireNoTransaction(Caller caller, String procedure) throws SqlError {
        if (caller.state().transactionCount() > 0) {
            throw Message.PROCEDURE_IN_TRANSACTION.error(procedure);
        }
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
