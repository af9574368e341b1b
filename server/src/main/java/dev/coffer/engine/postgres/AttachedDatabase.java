package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.LogWatch;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A whole server elsewhere as one database: each backup is a connection of its own. Thread-safe. */
final class AttachedDatabase implements LiveDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(AttachedDatabase.class);

    private final ClusterFolder folder;
    private final ServerElsewhere server;
    private final String systemId;
    private final SecureRandom random;

    AttachedDatabase(ClusterFolder folder, ServerElsewhere server, String systemId, SecureRandom random) {
        this.folder = folder;
        this.server = server;
        this.systemId = systemId;
        this.random = random;
    }

    @Override
    public Snapshot snapshot(SnapshotOptions options, Cancellation cancellation) throws EngineException {
        boolean beginsChain = options.log() == SnapshotOptions.Log.KEEP;
        if (beginsChain) {
            new LogJoints(folder).note();
            // Before the image begins, so that the log has no gap behind it.
            new AttachedLog(folder, server).begin(systemId, cancellation);
        }
        ServerHosts hosts = new ServerHosts(server);
        ServerHosts.Primary primary = hosts.connect(Optional.of(systemId), cancellation);
        Truncations truncations =
                new Truncations(database -> hosts.open(primary.address(), Optional.of(database), cancellation));
        Snapshot image =
                RemoteSnapshot.begin(primary.connection(), truncations, options, folder.root(), cancellation, random);
        return beginsChain ? new ChainsBeginning(image, end -> noteJoint(image.start(), end, cancellation)) : image;
    }

    /** What the first log must go on from; without it that asks for another full, and says why. */
    private void noteJoint(Snapshot.Start start, Snapshot.End end, Cancellation cancellation) {
        try {
            LogJoint joint = new AttachedLog(folder, server)
                    .joint(
                            new Numbers(start.facts()).timeline(SharedFacts.TIMELINE),
                            start.firstLsn().longValue(),
                            end.lastLsn().longValue(),
                            systemId,
                            cancellation);
            new LogJoints(folder).note(joint);
        } catch (EngineException failed) {
            LOG.warn("No log can be backed up behind the full that was taken", failed);
        }
    }

    @Override
    public void keepBase(UUID set) throws EngineException {
        try {
            KeptManifest.keep(folder.root(), set);
        } catch (IOException failed) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot remove an older manifest: " + FailureText.of(failed), failed);
        }
    }

    @Override
    public Snapshot log(LogOrder order, Cancellation cancellation) throws EngineException {
        if (order.ending() != LogOrder.Ending.ONLINE) {
            throw new EngineException(Kind.ELSEWHERE, "Nobody here can stop the server, so its log has no tail");
        }
        LogJoints joints = new LogJoints(folder);
        LogJoint joint = joints.of(order.from().longValue());
        ServerHosts.Primary primary = new ServerHosts(server).connect(Optional.of(systemId), cancellation);
        return new RemoteLog(primary, AttachedLog.slot(folder), joint, next -> joints.note(joint, next), cancellation);
    }

    @Override
    public LogWatch watchLog(Cancellation cancellation) throws EngineException {
        return new RemoteWatch(new ServerHosts(server).connect(Optional.of(systemId), cancellation));
    }

    /** On a connection that stays: the server itself notices nothing of it but a question now and then. */
    private record RemoteWatch(ServerHosts.Primary primary) implements LogWatch {

        @Override
        public BigInteger end() throws EngineException {
            try {
                long flushed = primary.connection().identify().flushPosition();
                return new BigInteger(Long.toUnsignedString(flushed));
            } catch (IOException failed) {
                throw AttachedLog.failed(primary.address(), failed);
            }
        }

        @Override
        public void close() {
            primary.connection().close();
        }
    }

    @Override
    public Optional<String> logGone(BigInteger position, Cancellation cancellation) throws EngineException {
        try {
            LogJoint joint = new LogJoints(folder).of(position.longValue());
            new AttachedLog(folder, server).require(joint, systemId, cancellation);
            return Optional.empty();
        } catch (EngineException failed) {
            return KeptLog.reason(failed);
        }
    }

    @Override
    public void releaseLog(BigInteger position, Cancellation cancellation) throws EngineException {
        new AttachedLog(folder, server).release(position.longValue(), cancellation);
    }

    @Override
    public List<String> keepNoLog(Cancellation cancellation) throws EngineException {
        LogJoints joints = new LogJoints(folder);
        if (!joints.mayBeHeld()) {
            return List.of();
        }
        List<String> reasons = new AttachedLog(folder, server).end(cancellation);
        if (reasons.isEmpty()) {
            joints.forget();
        }
        return reasons;
    }

    @Override
    public DatabaseSize size() {
        return new DatabaseSize(0, 0);
    }
}
