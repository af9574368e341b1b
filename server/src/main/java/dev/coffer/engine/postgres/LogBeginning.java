package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds out how far a backup of the log goes, and sees to it that it stays there. Confined to one thread. */
final class LogBeginning {

    private static final Clock CLOCK = Clock.systemUTC();

    private final ManagedDatabase database;
    private final ClusterFolder folder;
    private final Cancellation cancellation;

    LogBeginning(ManagedDatabase database, ClusterFolder folder, Cancellation cancellation) {
        this.database = database;
        this.folder = folder;
        this.cancellation = cancellation;
    }

    Snapshot begin(LogOrder order) throws EngineException {
        cancellation.check();
        try {
            return switch (order.ending()) {
                case ONLINE -> online(order);
                case TAIL -> tail(order);
                case DEAD -> stopped(order, Map.of(), Optional.empty());
            };
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot read the log in " + folder.root() + ": " + FailureText.of(e), e);
        }
    }

    /** Ends with the segment in use, which the switch fills up: so sets hold whole segments only. */
    private Snapshot online(LogOrder order) throws EngineException, IOException {
        long from = order.from().longValue();
        Instant started = CLOCK.instant();
        WalSegments segments = segments();
        long[] end = new long[1];
        Instant[] endsAt = new Instant[1];
        Map<String, String> facts = new HashMap<>();
        database.asOwner(connection -> {
            requireHeld(connection, from, segments);
            BackupSession session = new BackupSession(connection, cancellation);
            facts.putAll(session.facts());
            endsAt[0] = CLOCK.instant();
            end[0] = switched(connection, segments);
        });
        LogSnapshot.Span span = new LogSnapshot.Span(
                started, endsAt[0], from, order.ending(), Optional.of(Math.max(from, end[0])), Map.copyOf(facts));
        return new LogSnapshot(folder, span, () -> {}, cancellation);
    }

    /** Why the log from there on is not held; empty when it is. */
    Optional<String> gone(long from) throws EngineException {
        try {
            WalSegments segments = segments();
            database.asOwner(connection -> requireHeld(connection, from, segments));
            return Optional.empty();
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot read the log in " + folder.root() + ": " + FailureText.of(e), e);
        } catch (EngineException failed) {
            return KeptLog.reason(failed);
        }
    }

    /** Where the log was left before the last recovery fork lies beside the cluster, and no slot holds it. */
    private void requireHeld(Connection connection, long from, WalSegments segments)
            throws SQLException, EngineException {
        try {
            long fork = LogTimelines.of(
                            folder, ControlFile.read(folder.dataDirectory()).timeline(), segments)
                    .fork();
            new KeptLog(connection).require(Math.max(from, fork), segments);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot read the log's history: " + FailureText.of(e), e);
        }
    }

    /** Where the next segment begins. */
    private static long switched(Connection connection, WalSegments segments) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_catalog.pg_switch_wal()")) {
            rows.next();
            long lsn = LogPosition.parse(rows.getString(1));
            long number = segments.numberOf(lsn);
            return lsn == segments.startOf(number) ? lsn : segments.startOf(number + 1);
        }
    }

    private Snapshot tail(LogOrder order) throws EngineException, IOException {
        WalSegments segments = segments();
        Map<String, String> facts = new HashMap<>();
        RecoveryNote.forget(folder);
        database.asOwner(connection -> {
            requireHeld(connection, order.from().longValue(), segments);
            facts.putAll(new BackupSession(connection, cancellation).facts());
        });
        return stopped(order, facts, Optional.of(ControlFile.State.SHUT_DOWN));
    }

    private Snapshot stopped(LogOrder order, Map<String, String> facts, Optional<ControlFile.State> needed)
            throws EngineException, IOException {
        Instant started = CLOCK.instant();
        database.holdStopped();
        AtomicBoolean held = new AtomicBoolean(true);
        Runnable release = () -> {
            if (held.compareAndSet(true, false)) {
                database.letGo();
            }
        };
        boolean begun = false;
        try {
            ControlFile control = ControlFile.read(folder.dataDirectory());
            if (needed.isPresent() && control.state() != needed.get()) {
                throw new EngineException(
                        Kind.UNAVAILABLE, "The server did not shut down in order; its state is " + control.state());
            }
            LogSnapshot.Span span = new LogSnapshot.Span(
                    started,
                    CLOCK.instant(),
                    order.from().longValue(),
                    order.ending(),
                    Optional.empty(),
                    Map.copyOf(facts));
            LogSnapshot snapshot = new LogSnapshot(folder, span, release, cancellation);
            begun = true;
            return snapshot;
        } finally {
            if (!begun) {
                release.run();
            }
        }
    }

    private WalSegments segments() throws EngineException, IOException {
        return new WalSegments(ControlFile.read(folder.dataDirectory()).walSegmentBytes());
    }
}
