package dev.coffer.command;

import dev.coffer.command.Paths.Access;
import dev.coffer.command.Paths.Purpose;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.result.SqlType;
import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.TypeName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * xp_delete_file, which maintenance plans and scripts clean up with: deletes backup files of which every set ended
 * before a date. A file that is no backup is never touched, whatever it is called, and neither is one of which a part
 * is damaged. A file that a younger backup needs to be restored stays, and the client is told.
 */
public final class DeleteFileProcedure implements Procedure {

    private static final String TYPE = "@type";
    private static final String FOLDER = "@folder";
    private static final String EXTENSION = "@extension";
    private static final String DATE = "@date";
    private static final String SUBFOLDERS = "@subfolders";
    private static final int BACKUPS = 0;
    private static final SqlType TEXT = SqlType.nvarchar(4000);
    private static final SqlType INT = SqlType.of("int");
    private static final TypeName DATETIME = new TypeName("datetime", List.of(), new Position(1, 1));

    private final Premises premises;
    private final Evaluator evaluator;

    public DeleteFileProcedure(Premises premises, Evaluator evaluator) {
        this.premises = premises;
        this.evaluator = evaluator;
    }

    @Override
    public String name() {
        return "xp_delete_file";
    }

    @Override
    public List<Formal> parameters() {
        return List.of(
                Formal.required(TYPE, INT),
                Formal.required(FOLDER, TEXT),
                Formal.optional(EXTENSION, TEXT),
                Formal.optional(DATE, TEXT),
                Formal.optional(SUBFOLDERS, INT));
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        Integer type = arguments.number(TYPE);
        if (type == null || type != BACKUPS) {
            throw Message.NOT_SUPPORTED.error("xp_delete_file of report files");
        }
        String written = arguments.text(FOLDER);
        Path place = premises.paths()
                .resolve(written == null ? "" : written, Purpose.BACKUP, Access.READ)
                .path();
        Instant before = before(caller, arguments);
        Integer deep = arguments.number(SUBFOLDERS);
        try {
            for (Path file : files(place, arguments.text(EXTENSION), deep != null && deep != 0)) {
                caller.cancellation().check();
                delete(file, before, caller);
            }
        } catch (IOException failed) {
            throw Message.EXTENDED_PROCEDURE_FAILED
                    .error(name() + "() returned error 2, 'The system cannot find the file specified.'")
                    .causedBy(failed);
        }
        return 0;
    }

    private Instant before(Caller caller, Arguments arguments) throws SqlError {
        Object given = arguments.value(DATE);
        if (given == null) {
            return premises.clock().instant();
        }
        Object converted = evaluator.converted(given, DATETIME, caller);
        if (!(converted instanceof LocalDateTime date)) {
            throw Message.DATE_CONVERSION.error();
        }
        return date.atZone(premises.names().zone()).toInstant();
    }

    /** The file itself, or those of a folder and of the folders directly in it. */
    private static List<Path> files(Path place, @Nullable String extension, boolean subfolders) throws IOException {
        if (!Files.isDirectory(place)) {
            return Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS) ? List.of(place) : List.of();
        }
        String bare = extension == null ? "" : extension.startsWith(".") ? extension.substring(1) : extension;
        String ending = bare.isEmpty() ? "" : "." + bare.toLowerCase(Locale.ROOT);
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(place, subfolders ? 2 : 1)) {
            entries.filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .filter(entry -> String.valueOf(entry.getFileName())
                            .toLowerCase(Locale.ROOT)
                            .endsWith(ending))
                    .sorted()
                    .forEach(found::add);
        }
        return found;
    }

    /**
     * Looked at twice: a backup may be appended to the file as long as nobody holds it, and nobody is to hold every
     * file of a folder. One that is held is being written.
     */
    private void delete(Path file, Instant before, Caller caller) throws SqlError, IOException {
        Location location = new Location(file.toString());
        Store disk = premises.devices().disk();
        try (StoredFile stored = disk.open(location)) {
            if (!isDispensable(stored, file, before, caller)) {
                return;
            }
        }
        try (GrowingFile held = disk.append(location)) {
            if (isDispensable(held, file, before, caller)) {
                held.remove();
            }
        } catch (StoreException failed) {
            if (failed.kind() != StoreException.Kind.IN_USE) {
                throw StorageErrors.opening(failed, file.toString());
            }
        }
    }

    /** Only what is whole media of ours. */
    private boolean isDispensable(StoredFile stored, Path file, Instant before, Caller caller)
            throws SqlError, IOException {
        try {
            MediaFile media = MediaFile.read(stored, caller.cancellation()::check);
            if (media.sets().isEmpty()
                    || media.tornTail().isPresent()
                    || media.sets().stream()
                            .anyMatch(set -> !set.trailer().finishedAt().isBefore(before))) {
                return false;
            }
            for (BackupSet set : media.sets()) {
                if (premises.catalog().history().isNeededAfter(set.core().setGuid(), before)) {
                    caller.inform(Message.BACKUP_FILE_KEPT, file);
                    return false;
                }
            }
            return true;
        } catch (DamagedMedia foreign) {
            return false;
        }
    }
}
