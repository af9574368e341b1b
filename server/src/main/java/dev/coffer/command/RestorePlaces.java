package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.SetCore;
import dev.coffer.tsql.RestoreOptions;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a restore puts the two files of a database: where MOVE says; else where the database of that name has them;
 * else, when there is none, where they were when they were backed up. Places that nobody chose, below the instance's
 * own folder, are chosen anew.
 *
 * <p>The old files stay until the new ones are whole, so those of one database take turns under a name and its
 * neighbours. Confined to one thread.
 */
final class RestorePlaces {

    private static final char DATA = 'D';
    private static final char LOG = 'L';

    /** The database's own files, those that an unfinished restore keeps, and the new ones. */
    private static final List<String> TURNS = List.of("", ".2", ".3");

    private final BackupSet set;
    private final Optional<DatabaseEntry> existing;
    private final Premises premises;

    RestorePlaces(BackupSet set, Optional<DatabaseEntry> existing, Premises premises) {
        this.set = set;
        this.existing = existing;
        this.premises = premises;
    }

    /** @throws SqlError 4353 when one file is moved twice */
    static void requireOneMoveEach(RestoreOptions options) throws SqlError {
        Set<String> moved = new HashSet<>();
        for (RestoreOptions.Move move : options.moves()) {
            String name = move.logicalName().value();
            if (!moved.add(name.toLowerCase(Locale.ROOT))) {
                throw Message.CONFLICTING_RELOCATIONS.error(name);
            }
        }
    }

    DatabaseHome choose(RestoreOptions options, Caller caller) throws SqlError {
        Optional<Paths.Resolved> data = Optional.empty();
        Optional<Paths.Resolved> log = Optional.empty();
        for (RestoreOptions.Move move : options.moves()) {
            SetCore.DatabaseFile file = RestorePlan.file(set, move.logicalName().value());
            Paths.Resolved target = moved(move, file);
            if (file.type() == DATA) {
                data = Optional.of(target);
            } else {
                log = Optional.of(target);
            }
        }
        if (data.isEmpty()) {
            data = unmoved(DATA);
        }
        if (log.isEmpty()) {
            log = unmoved(LOG);
        }
        if (data.isPresent()
                && log.isPresent()
                && data.get().path().equals(log.get().path())) {
            throw Message.FILE_CLAIMED_TWICE.error(
                    data.get().path(),
                    logicalName(DATA),
                    DatabaseHeaders.DATA_FILE_ID,
                    logicalName(LOG),
                    DatabaseHeaders.LOG_FILE_ID);
        }
        return DatabasePlaces.choose(premises.homes(), data, log, caller);
    }

    private Paths.Resolved moved(RestoreOptions.Move move, SetCore.DatabaseFile file) throws SqlError {
        Paths.Resolved target =
                premises.paths().resolve(move.path().value(), Paths.Purpose.DATABASE, Paths.Access.WRITE);
        if (own().contains(target.path())) {
            return free(target);
        }
        return requireUsable(target, file);
    }

    private Paths.Resolved requireUsable(Paths.Resolved target, SetCore.DatabaseFile file) throws SqlError {
        SqlError unusable = Message.FILE_CANNOT_BE_RESTORED
                .error(file.logicalName(), target.written())
                .withHint("Name a path where nothing is yet.");
        try {
            DatabasePlaces.requireFolder(target);
        } catch (SqlError missing) {
            throw missing.followedBy(unusable);
        }
        if (isTaken(target.path())) {
            throw unusable;
        }
        return target;
    }

    private Optional<Paths.Resolved> unmoved(char type) throws SqlError {
        return existing.isPresent() ? ofExisting(existing.get().home(), type) : original(type);
    }

    private Optional<Paths.Resolved> ofExisting(DatabaseHome home, char type) throws SqlError {
        boolean unchosen =
                type == DATA ? premises.homes().isOwn(home) : home.logFolder().startsWith(home.dataFolder());
        if (unchosen) {
            return Optional.empty();
        }
        String path = (type == DATA ? home.dataFolder() : home.logFolder()).toString();
        String name = TURNS.stream()
                .filter(turn -> !turn.isEmpty() && path.endsWith(turn))
                .findFirst()
                .map(turn -> path.substring(0, path.length() - turn.length()))
                .orElse(path);
        Paths.Resolved place = new Paths.Resolved(name, Path.of(name), false);
        // A disk that is not mounted is not made up for by a folder beneath it.
        DatabasePlaces.requireFolder(place);
        return Optional.of(free(place));
    }

    /** Where the file was when it was backed up, in a server's own words; one elsewhere has no place here. */
    private Optional<Paths.Resolved> original(char type) throws SqlError {
        Optional<SetCore.DatabaseFile> data = file(DATA);
        Optional<SetCore.DatabaseFile> wanted = file(type);
        if (data.isEmpty() || wanted.isEmpty() || !isPath(data.get()) || !isPath(wanted.get())) {
            return Optional.empty();
        }
        Paths.Resolved ofData = resolved(data.get());
        Paths.Resolved place = resolved(wanted.get());
        boolean unchosen =
                type == DATA ? Homes.isUnchosen(place.path()) : place.path().startsWith(ofData.path());
        return unchosen ? Optional.empty() : Optional.of(requireUsable(place, wanted.get()));
    }

    private Optional<SetCore.DatabaseFile> file(char type) {
        return set.core().database().files().stream()
                .filter(file -> file.type() == type)
                .findFirst();
    }

    private String logicalName(char type) {
        return file(type).map(SetCore.DatabaseFile::logicalName).orElse("");
    }

    private static boolean isPath(SetCore.DatabaseFile file) {
        return file.physicalName().startsWith("/");
    }

    private Paths.Resolved resolved(SetCore.DatabaseFile file) throws SqlError {
        return premises.paths().resolve(file.physicalName(), Paths.Purpose.DATABASE, Paths.Access.READ);
    }

    /** The folders that the database of that name has now, with those that an unfinished restore keeps. */
    private List<Path> own() throws SqlError {
        List<Path> folders = new ArrayList<>();
        if (existing.isPresent()) {
            List<DatabaseHome> homes = new ArrayList<>(List.of(existing.get().home()));
            premises.catalog().restores().keptHome(existing.get().databaseId()).ifPresent(homes::add);
            for (DatabaseHome home : homes) {
                folders.add(home.dataFolder());
                folders.add(home.logFolder());
            }
        }
        return folders;
    }

    private static Paths.Resolved free(Paths.Resolved target) {
        return TURNS.stream()
                .map(turn -> Path.of(target.path() + turn))
                .filter(path -> !isTaken(path))
                .findFirst()
                .map(path -> new Paths.Resolved(target.written(), path, target.mapped()))
                .orElse(target);
    }

    private static boolean isTaken(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
