package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ReplicationConnection.SystemIdentity;
import dev.coffer.engine.postgres.wire.ServerAddress;
import dev.coffer.engine.postgres.wire.ServerLogin;
import dev.coffer.engine.postgres.wire.TlsTrust;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A server that is not ours, as a URL names it: one of its hosts is the primary, the others may take its place. Always
 * over TLS, the certificate checked for authority and name. Confined to one thread.
 */
final class ServerHosts {

    static final int OLDEST_MAJOR = 15;
    static final int NEWEST_MAJOR = 18;

    /**
     * A connection to the primary.
     *
     * @param connection the caller's to close
     */
    record Primary(
            ReplicationConnection connection, ServerAddress address, SystemIdentity identity, ServerVersion version) {}

    private final ServerElsewhere server;
    private final ServerUrl url;

    /** @throws EngineException ELSEWHERE when the URL is none */
    ServerHosts(ServerElsewhere server) throws EngineException {
        this.server = server;
        this.url = ServerUrl.parse(server.url());
    }

    /**
     * Connects to the first host that is a primary.
     *
     * @param systemId the only one that is accepted; empty for any
     * @throws EngineException ELSEWHERE when there is none, saying of each host why
     */
    Primary connect(Optional<String> systemId, Cancellation cancellation) throws EngineException {
        List<String> reasons = new ArrayList<>();
        for (ServerAddress address : url.hosts()) {
            try {
                return connect(address, systemId, cancellation);
            } catch (IOException | EngineException refused) {
                if (cancellation.isCancelled()) {
                    throw cancelled(refused);
                }
                reasons.add(address + ": " + FailureText.of(refused));
            }
        }
        throw new EngineException(Kind.ELSEWHERE, String.join("; ", reasons));
    }

    private Primary connect(ServerAddress address, Optional<String> systemId, Cancellation cancellation)
            throws IOException, EngineException {
        ReplicationConnection connection = open(address, cancellation);
        boolean accepted = false;
        try {
            ServerVersion version = version(connection);
            if (connection.show("in_hot_standby").equals("on")) {
                throw unfit("is a standby; name the primary, or a host that is one");
            }
            SystemIdentity identity = connection.identify();
            if (systemId.isPresent() && !systemId.get().equals(identity.systemId())) {
                throw unfit("is another cluster (system identifier " + identity.systemId() + ") than the one that was"
                        + " attached (" + systemId.get() + ")");
            }
            accepted = true;
            return new Primary(connection, address, identity, version);
        } finally {
            if (!accepted) {
                connection.close();
            }
        }
    }

    List<ServerAddress> addresses() {
        return url.hosts();
    }

    /** A connection to one of the hosts, whatever it is; the caller's to close. */
    ReplicationConnection open(ServerAddress address, Cancellation cancellation) throws IOException {
        return open(address, Optional.empty(), cancellation);
    }

    /** The same, in a database. */
    ReplicationConnection open(ServerAddress address, Optional<String> database, Cancellation cancellation)
            throws IOException {
        TlsTrust trust =
                url.authority().isPresent() ? TlsTrust.of(url.authority().get()) : TlsTrust.ofSystem();
        return ReplicationConnection.open(
                address, new ServerLogin(server.user(), server.password()), Optional.of(trust), database, cancellation);
    }

    private static ServerVersion version(ReplicationConnection connection) throws IOException, EngineException {
        String text = connection.show("server_version_num");
        ServerVersion version = ServerVersion.of(text.matches("\\d{5,9}") ? Integer.parseInt(text) : 0);
        if (version.major() < OLDEST_MAJOR || version.major() > NEWEST_MAJOR) {
            throw unfit(
                    "runs PostgreSQL " + version + "; " + OLDEST_MAJOR + " to " + NEWEST_MAJOR + " can be attached");
        }
        return version;
    }

    private static EngineException unfit(String why) {
        return new EngineException(Kind.ELSEWHERE, "the server " + why);
    }

    private static CancellationException cancelled(Exception cause) {
        CancellationException cancelled = new CancellationException("The operation was cancelled");
        cancelled.initCause(cause);
        return cancelled;
    }
}
