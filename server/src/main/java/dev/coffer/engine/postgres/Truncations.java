package dev.coffer.engine.postgres;

import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ServerError;
import java.io.IOException;
import java.util.Optional;

/**
 * Whether an incremental backup can be trusted. A server that takes one fetches from the full what no record changed
 * since, also behind the place where VACUUM had cut a table off before it grew again by whole blocks at once: deleted
 * rows come back (basebackup_incremental.c takes the larger of a file's size and its limit block for the smaller). Its
 * own summaries of the log tell where a table was cut, and may be read in any database.
 */
final class Truncations {

    /** In every cluster, and there to connect to. */
    private static final String DATABASE = "postgres";

    /** Connects to a database of the server; the connection is the caller's. */
    @FunctionalInterface
    interface Databases {
        ReplicationConnection open(String database) throws IOException;
    }

    private final Databases databases;

    Truncations(Databases databases) {
        this.databases = databases;
    }

    /**
     * Looks at the log between a full and its differential, which the server has summarised.
     *
     * @return what is in doubt when the server does not let the role look
     * @throws NoDifferential when a table was cut off
     */
    Optional<String> doubt(int timeline, long baseLsn, long startLsn) throws NoDifferential, IOException {
        ReplicationConnection.Cuts cuts;
        try (ReplicationConnection connection = databases.open(DATABASE)) {
            cuts = connection.cuts(timeline, baseLsn, startLsn);
        } catch (ServerError refused) {
            return Optional.of(
                    "whether one was cannot be seen, since the role is not let into the database " + DATABASE);
        }
        if (cuts.count() > 0) {
            throw new NoDifferential("VACUUM made tables shorter since the full (" + cuts.count() + " times), and the"
                    + " server may leave out what they became then; with vacuum_truncate off they keep their length");
        }
        return cuts.isComplete()
                ? Optional.empty()
                : Optional.of("whether one was cannot be seen, since summaries of the log are gone");
    }
}
