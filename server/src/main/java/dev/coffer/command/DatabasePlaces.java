package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.Message;
import java.util.Optional;

/**
 * From the paths that a statement chooses for a database's two files to its home. A path of this machine is taken as it
 * stands. A Windows path stands for a place on the instance's own disk in any case, so a log named by one stays inside
 * the data folder, which the server's account can reach; the caller is told.
 */
final class DatabasePlaces {

    private DatabasePlaces() {}

    static DatabaseHome choose(
            Homes homes, Optional<Paths.Resolved> data, Optional<Paths.Resolved> log, Caller caller) {
        data.ifPresent(place -> place.report(caller));
        DatabaseHome home = homes.fresh(
                data.map(Paths.Resolved::path),
                log.filter(place -> !place.mapped()).map(Paths.Resolved::path));
        log.filter(Paths.Resolved::mapped)
                .ifPresent(place -> caller.inform(Message.PATH_MAPPED, place.written(), home.logFolder()));
        return home;
    }
}
