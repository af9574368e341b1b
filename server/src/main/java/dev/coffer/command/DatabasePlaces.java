package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * From the paths that a statement chooses for a database's two files to its home. Where the server runs as another user
 * than this process (as root), it cannot enter the instance's own folder, in which Windows paths lie: a log named by
 * one then stays inside the data folder, and the caller is told; a log in another closed folder is refused.
 */
final class DatabasePlaces {

    private DatabasePlaces() {}

    static DatabaseHome choose(Homes homes, Optional<Paths.Resolved> data, Optional<Paths.Resolved> log, Caller caller)
            throws SqlError {
        data.ifPresent(place -> place.report(caller));
        boolean reached = log.isEmpty() || isReached(homes, log.get());
        DatabaseHome home = homes.fresh(
                data.map(Paths.Resolved::path), log.filter(place -> reached).map(Paths.Resolved::path));
        if (reached) {
            log.ifPresent(place -> place.report(caller));
        } else {
            caller.inform(Message.PATH_MAPPED, log.get().written(), home.logFolder());
        }
        return home;
    }

    /**
     * A path that is taken as it stands has its folder already: one that is made on the way would hide a typing error
     * or a disk that is not mounted.
     */
    static void requireFolder(Paths.Resolved place) throws SqlError {
        Path parent = place.path().getParent();
        if (!place.mapped() && parent != null && !Files.isDirectory(parent)) {
            throw Message.DIRECTORY_LOOKUP_FAILED.error(
                    place.written(), "2(The system cannot find the file specified.)");
        }
    }

    private static boolean isReached(Homes homes, Paths.Resolved log) throws SqlError {
        try {
            boolean reached = homes.reaches(log.path());
            if (!reached && !log.mapped()) {
                throw Message.DIRECTORY_LOOKUP_FAILED
                        .error(log.written(), "5(Access is denied.)")
                        .withHint("Let other users pass through its parents with chmod o+x, or name another place.");
            }
            return reached;
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }
}
