package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ServerAddress;
import dev.coffer.engine.postgres.wire.ServerError;
import dev.coffer.engine.postgres.wire.WalStream;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The slots that hold the log of an attached server for backups of it: one on each host, so that a host that takes over
 * has it too. They are permanent, and what they hold is bounded by the server's own setting, which must have a bound.
 * Confined to one thread.
 */
final class AttachedLog {

    /** What a server says of a slot that is not there. */
    static final String UNDEFINED_OBJECT = "42704";

    private static final Logger LOG = LoggerFactory.getLogger(AttachedLog.class);

    private static final String BOUND = "max_slot_wal_keep_size";
    private static final String NO_BOUND = "-1";

    private final ServerHosts hosts;
    private final String slot;

    /** @param folder of the database, whose id names the slots: other instances may keep the same server's log */
    AttachedLog(ClusterFolder folder, ServerElsewhere server) throws EngineException {
        this.hosts = new ServerHosts(server);
        this.slot = slot(folder);
    }

    static String slot(ClusterFolder folder) {
        return "coffer_" + folder.home().id().toString().replace("-", "");
    }

    /**
     * Keeps the log from the primary's last checkpoint on; older slots go first. A host that is not reached, or cannot
     * hold the log, is passed over: should it take over, the chain ends.
     *
     * @throws EngineException ELSEWHERE when the primary cannot, or would hold without a bound
     */
    void begin(String systemId, Cancellation cancellation) throws EngineException {
        end(cancellation).forEach(reason -> LOG.warn("The slot {} may still hold the log on {}", slot, reason));
        ServerHosts.Primary primary = hosts.connect(Optional.of(systemId), cancellation);
        try (ReplicationConnection connection = primary.connection()) {
            if (connection.show(BOUND).equals(NO_BOUND)) {
                throw new EngineException(
                        Kind.ELSEWHERE,
                        primary.address() + " would keep its log without a bound, until its disk is full: set " + BOUND
                                + " there, such as ALTER SYSTEM SET " + BOUND + " = '20GB', and reload");
            }
            segments(connection);
            connection.createSlot(slot);
        } catch (IOException failed) {
            throw failed(primary.address(), failed);
        }
        for (ServerAddress address : hosts.addresses()) {
            if (!address.equals(primary.address())) {
                tryOn(address, cancellation, connection -> connection.createSlot(slot));
            }
        }
    }

    /**
     * What a server's log consists of.
     *
     * @throws EngineException ELSEWHERE when its segments are too long to be held
     */
    static WalSegments segments(ReplicationConnection connection) throws IOException, EngineException {
        WalSegments segments = WalSegments.of(connection);
        if (segments.segmentBytes() > WalSegments.LARGEST_HELD_BYTES) {
            throw new EngineException(
                    Kind.ELSEWHERE,
                    "its WAL segments have " + segments.segmentBytes() + " bytes, and log is backed up in segments of "
                            + WalSegments.LARGEST_HELD_BYTES + " bytes at most: set the recovery model SIMPLE, and"
                            + " take fulls and differentials");
        }
        return segments;
    }

    /** @throws EngineException LOG_GONE when the host lacks the slot, or holds less by it */
    static void requireHeld(ServerHosts.Primary primary, String slot, WalSegments segments, LogJoint joint)
            throws IOException, EngineException {
        long fromLsn = joint.from();
        Optional<Long> held = primary.connection().heldFrom(slot);
        String host = " on " + primary.address();
        if (held.isEmpty()) {
            throw KeptLog.gone(fromLsn, "there is no slot " + slot + host + " that holds it");
        }
        // Segments are held as a whole.
        if (segments.numberOf(held.get()) > segments.numberOf(joint.readFrom(segments))) {
            throw KeptLog.gone(fromLsn, "it is kept from " + LogPosition.text(held.get()) + " on only" + host);
        }
    }

    /** @throws EngineException LOG_GONE unless the primary holds the log from that joint on, and it is the same log */
    void require(LogJoint joint, String systemId, Cancellation cancellation) throws EngineException {
        onPrimary(systemId, cancellation, (primary, segments, past) -> {
            String host = primary.address().toString();
            requireHeld(primary, slot, segments, joint);
            past.requireGoesOn(joint, host);
            joint.require(passage(primary, segments, past, joint.until(), cancellation), host);
            return joint;
        });
    }

    /**
     * The joint behind a full, which the primary still holds.
     *
     * @param from where the next log begins
     * @param until where the full's own ends
     */
    LogJoint joint(int timeline, long from, long until, String systemId, Cancellation cancellation)
            throws EngineException {
        return onPrimary(systemId, cancellation, (primary, segments, past) -> {
            if (past.history().timeline() != timeline) {
                throw KeptLog.gone(from, primary.address() + " took over meanwhile");
            }
            LogJoint.Passage passed = passage(primary, segments, past, until, cancellation);
            return new LogJoint(from, past.history(), until, passed.hash());
        });
    }

    /** What is asked of a primary. */
    @FunctionalInterface
    private interface Look {
        LogJoint at(ServerHosts.Primary primary, WalSegments segments, RemotePast past)
                throws IOException, EngineException;
    }

    private LogJoint onPrimary(String systemId, Cancellation cancellation, Look look) throws EngineException {
        ServerHosts.Primary primary = hosts.connect(Optional.of(systemId), cancellation);
        try (ReplicationConnection connection = primary.connection()) {
            return look.at(primary, segments(connection), RemotePast.of(connection));
        } catch (IOException failed) {
            throw failed(primary.address(), failed);
        }
    }

    /** Without the slot, which another backup may be reading by. */
    private static LogJoint.Passage passage(
            ServerHosts.Primary primary, WalSegments segments, RemotePast past, long until, Cancellation cancellation)
            throws IOException, EngineException {
        LogJoint.Passage passed = new LogJoint.Passage(segments, until);
        new LogStretch(primary, segments, past.history(), cancellation)
                .read(
                        Optional.empty(),
                        passed.begin(),
                        until,
                        (timeline, position, bytes) -> passed.take(position, bytes));
        return passed;
    }

    /** Drops the slots; returns each host that may keep its own, with the reason. */
    List<String> end(Cancellation cancellation) {
        List<String> reasons = new ArrayList<>();
        for (ServerAddress address : hosts.addresses()) {
            cancellation.check();
            try (ReplicationConnection connection = hosts.open(address, cancellation)) {
                connection.dropSlot(slot);
            } catch (ServerError refused) {
                if (!refused.sqlState().equals(UNDEFINED_OBJECT)) {
                    reasons.add(address + ": " + refused.getMessage());
                }
            } catch (IOException unreached) {
                // Who is cancelled is cut off, and has not been told that hosts are away.
                cancellation.check();
                reasons.add(address + ": " + FailureText.of(unreached));
            }
        }
        return List.copyOf(reasons);
    }

    /** Lets the log before that position go, on every host that is reached. */
    void release(long position, Cancellation cancellation) {
        for (ServerAddress address : hosts.addresses()) {
            tryOn(address, cancellation, connection -> release(connection, position));
        }
    }

    /**
     * A slot moves by what its receiver says to have made durable. The last byte before the position is kept, and with
     * it its segment: by that the next backup of the log sees whether it is the same log.
     */
    private void release(ReplicationConnection connection, long position) throws IOException {
        Optional<Long> held = connection.heldFrom(slot);
        if (held.isEmpty() || Long.compareUnsigned(held.get(), position - 1) >= 0) {
            return;
        }
        ReplicationConnection.SystemIdentity identity = connection.identify();
        // A standby may not have received yet what its primary has given us.
        long flushed = identity.flushPosition();
        long reached = Long.compareUnsigned(position - 1, flushed) < 0 ? position - 1 : flushed;
        WalStream stream =
                WalStream.begin(connection, Optional.of(slot), reached, identity.timeline(), Clock.systemUTC());
        if (!stream.hasEnded()) {
            stream.acknowledge(reached);
            stream.stop();
        }
    }

    private interface Step {
        void run(ReplicationConnection connection) throws IOException;
    }

    private void tryOn(ServerAddress address, Cancellation cancellation, Step step) {
        try (ReplicationConnection connection = hosts.open(address, cancellation)) {
            step.run(connection);
        } catch (IOException passed) {
            LOG.warn("The slot {} on {} was passed over: {}", slot, address, FailureText.of(passed));
        }
    }

    static EngineException failed(ServerAddress address, IOException failure) {
        return new EngineException(Kind.ELSEWHERE, address + ": " + FailureText.of(failure), failure);
    }
}
