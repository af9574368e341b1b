package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.work.Cancellation;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;

/** A whole server elsewhere as one database: each backup is a connection of its own. Thread-safe. */
final class AttachedDatabase implements LiveDatabase {

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
        if (options.extent() instanceof SnapshotOptions.Since) {
            throw new NoDifferential("Differentials of an attached database are not supported");
        }
        ServerHosts.Primary primary = new ServerHosts(server).connect(Optional.of(systemId), cancellation);
        return RemoteSnapshot.begin(primary.connection(), options, folder.root(), cancellation, random);
    }

    @Override
    public void keepBase(UUID set) {
        // Nothing is kept: no differential is taken.
    }

    @Override
    public Snapshot log(LogOrder order, Cancellation cancellation) throws EngineException {
        throw new EngineException(Kind.ELSEWHERE, "The log of an attached database is not kept");
    }

    @Override
    public void releaseLog(BigInteger position) {
        // None is held.
    }

    @Override
    public void keepNoLog() {
        // None is held.
    }

    @Override
    public DatabaseSize size() {
        return new DatabaseSize(0, 0);
    }
}
