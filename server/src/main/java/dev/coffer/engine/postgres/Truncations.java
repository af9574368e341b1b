package dev.coffer.engine.postgres;

import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.postgres.RelationFile.Relation;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ServerError;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What an incremental backup of a server leaves unsaid. It fetches from the full what no record changed since, also
 * behind the place where VACUUM had cut a table off before it grew again by whole blocks at once: deleted rows would
 * come back (basebackup_incremental.c takes the larger of a file's size and its limit block for the smaller). The
 * server's own summaries of the log tell where tables were cut, and may be read in any database.
 */
final class Truncations {

    /** In every cluster, and there to connect to. */
    private static final String DATABASE = "postgres";

    /** The class of such errors. */
    private static final String NOT_AUTHORISED = "28";

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
     * @param server as the doubt names it
     * @return facts of the differential: what was cut off, or that this cannot be seen
     * @throws NoDifferential when too many tables were cut off
     */
    Map<String, String> facts(String server, int timeline, long baseLsn, long startLsn)
            throws NoDifferential, IOException {
        Map<Relation, Long> blocks = new HashMap<>();
        boolean isComplete;
        try (ReplicationConnection connection = databases.open(DATABASE)) {
            for (ReplicationConnection.Cut cut : connection.cuts(timeline, baseLsn, startLsn)) {
                blocks.put(new Relation(cut.tablespace(), cut.database(), cut.number()), cut.blocks());
            }
            // Asked last: the server may remove old ones meanwhile.
            isComplete = connection.hasSummaries(timeline, baseLsn, startLsn);
        } catch (ServerError refused) {
            return doubt(
                    server,
                    refused.sqlState().startsWith(NOT_AUTHORISED)
                            ? "the role is not let into the database " + DATABASE
                            : "the database " + DATABASE + " refused it (SQLSTATE " + refused.sqlState() + ")");
        }
        return isComplete ? new CutRelations(blocks).facts() : doubt(server, "summaries of the log are gone");
    }

    private static Map<String, String> doubt(String server, String reason) {
        return Map.of(
                SharedFacts.DOUBT,
                server + " may leave out pages of a table that VACUUM made shorter and COPY longer again, as 17.11 and"
                        + " 18.6 do, so that deleted rows come back; whether one was cannot be seen, since " + reason);
    }
}
