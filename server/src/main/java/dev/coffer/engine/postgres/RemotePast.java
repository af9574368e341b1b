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
     * A host that took over before it had received all would go on from an earlier point than ours.
     *
     * @param lastTimeline the newest one that was backed up before
     * @param host as the message names it
     * @throws EngineException LOG_GONE unless the log that was backed up to that position goes on here
     */
    void requireGoesOn(long fromLsn, int lastTimeline, String host) throws EngineException {
        if (lastTimeline == history.timeline()) {
            if (Long.compareUnsigned(fromLsn, identity.flushPosition()) > 0) {
                throw KeptLog.gone(fromLsn, host + " has only come to " + LogPosition.text(identity.flushPosition()));
            }
            return;
        }
        Optional<TimelineHistory.Left> left = history.left().stream()
                .filter(each -> each.timeline() == lastTimeline)
                .findFirst();
        if (left.isEmpty() || Long.compareUnsigned(left.get().untilLsn(), fromLsn) < 0) {
            throw KeptLog.gone(
                    fromLsn,
                    host + " is on timeline " + history.timeline() + ", which does not go on from where timeline "
                            + lastTimeline + " was backed up to");
        }
    }
}
