package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.LogWatch;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A whole server elsewhere as one database: each backup is a connection of its own. Thread-safe. */
final class AttachedDatabase implements LiveDatabase {

    private final ClusterFolder folder;
    private final ServerElsewhere server;
    private final String systemId;
    private final SecureRandom random;

    /** Of the log that was begun last; 0 before. */
    private final AtomicInteger newestTimeline = new AtomicInteger();

    AttachedDatabase(ClusterFolder folder, ServerElsewhere server, String systemId, SecureRandom random) {
        this.folder = folder;
        this.server = server;
        this.systemId = systemId;
        this.random = random;
    }

    @Override
    public Snapshot snapshot(SnapshotOptions options, Cancellation cancellation) throws EngineException {
        if (options.log() == SnapshotOptions.Log.KEEP) {
            // Before the image begins, so that the log has no gap behind it.
            noteTimeline(new AttachedLog(folder, server).begin(systemId, cancellation));
        }
        ServerHosts hosts = new ServerHosts(server);
        ServerHosts.Primary primary = hosts.connect(Optional.of(systemId), cancellation);
        Truncations truncations =
                new Truncations(database -> hosts.open(primary.address(), Optional.of(database), cancellation));
        return RemoteSnapshot.begin(primary.connection(), truncations, options, folder.root(), cancellation, random);
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
        int last = lastTimeline(order.from().longValue());
        ServerHosts.Primary primary = new ServerHosts(server).connect(Optional.of(systemId), cancellation);
        RemoteLog log =
                new RemoteLog(primary, AttachedLog.slot(folder), order.from().longValue(), last, cancellation);
        newestTimeline.set(log.timeline());
        return log;
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
    public boolean keepsLog(BigInteger position, Cancellation cancellation) throws EngineException {
        long from = position.longValue();
        try {
            new AttachedLog(folder, server).require(from, lastTimeline(from), systemId, cancellation);
            return true;
        } catch (EngineException failed) {
            if (failed.kind() == Kind.LOG_GONE) {
                return false;
            }
            throw failed;
        }
    }

    @Override
    public void releaseLog(BigInteger position, Cancellation cancellation) throws EngineException {
        if (newestTimeline.get() != 0) {
            noteTimeline(newestTimeline.get());
        }
        new AttachedLog(folder, server).release(position.longValue(), cancellation);
    }

    @Override
    public List<String> keepNoLog(Cancellation cancellation) throws EngineException {
        return new AttachedLog(folder, server).end(cancellation);
    }

    private int lastTimeline(long fromLsn) throws EngineException {
        try {
            return Integer.parseUnsignedInt(
                    Files.readString(folder.logTimeline()).strip());
        } catch (IOException | NumberFormatException unknown) {
            throw KeptLog.gone(fromLsn, "the timeline that it was backed up to is not known");
        }
    }

    /** A kill in between leaves an older one: then a failover since is taken for a break of the chain. */
    private void noteTimeline(int timeline) throws EngineException {
        try {
            Path aside = folder.root().resolve(folder.logTimeline().getFileName() + ".next");
            Files.writeString(aside, timeline + "\n");
            Folders.syncOne(aside);
            Files.move(aside, folder.logTimeline(), StandardCopyOption.ATOMIC_MOVE);
            Folders.syncOne(folder.root());
        } catch (IOException failed) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot write " + folder.logTimeline() + ": " + FailureText.of(failed), failed);
        }
    }

    @Override
    public DatabaseSize size() {
        return new DatabaseSize(0, 0);
    }
}
