package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ReplicationConnection.SystemIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How far a server elsewhere has come, and by which timelines.
 *
 * @param file the history's file; empty on the first timeline, which has none
 */
record RemotePast(SystemIdentity identity, TimelineHistory history, Optional<byte[]> file) {

    static RemotePast of(ReplicationConnection connection) throws IOException, EngineException {
        SystemIdentity identity = connection.identify();
        int timeline = identity.timeline();
        if (timeline == 1) {
            return new RemotePast(identity, new TimelineHistory(1, List.of()), Optional.empty());
        }
        byte[] content = connection.timelineHistory(timeline);
        TimelineHistory history = TimelineHistory.parse(timeline, new String(content, StandardCharsets.ISO_8859_1));
        return new RemotePast(identity, history, Optional.of(content));
    }

    /**
     * A host that took over before it had received all would go on from an earlier point than ours, or from another.
     *
     * @param host as the message names it
     * @throws EngineException LOG_GONE unless the log that was backed up may go on here, as far as positions tell
     */
    void requireGoesOn(LogJoint joint, String host) throws EngineException {
        if (!joint.isIn(history)) {
            throw KeptLog.gone(
                    joint.from(),
                    host + " is on timeline " + history.timeline() + ", which does not go on from where timeline "
                            + joint.timeline() + " was backed up to");
        }
        if (Long.compareUnsigned(joint.until(), identity.flushPosition()) > 0) {
            throw KeptLog.gone(joint.from(), host + " has only come to " + LogPosition.text(identity.flushPosition()));
        }
    }
}
