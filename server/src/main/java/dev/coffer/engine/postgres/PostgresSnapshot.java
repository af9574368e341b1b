package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * A base backup read from the files of a running cluster: folders, data files, pg_control, backup_label, the WAL of the
 * span, manifest. So the tar stands alone, and PostgreSQL starts on it. Confined to one thread.
 */
final class PostgresSnapshot implements Snapshot {

    private static final String LABEL = "coffer";

    /**
     * Configuration for somebody who unpacks the tar by hand and starts PostgreSQL on it: reachable over a socket that
     * only the same account can open. Coffer itself never reads it.
     */
    private static final Map<String, String> STAND_ALONE = new TreeMap<>(Map.of(
            "postgresql.conf", "listen_addresses = ''\nunix_socket_permissions = 0700\nwal_level = replica\n",
            "pg_hba.conf", "local all all trust\n",
            "pg_ident.conf", "\n"));

    private final BackupSession session;
    private final Path dataDirectory;
    private final SnapshotOptions options;
    private final Cancellation cancellation;
    private final Start start;
    private final ControlFile control;
    private final SnapshotPlan plan;

    private PostgresSnapshot(
            BackupSession session,
            Path dataDirectory,
            SnapshotOptions options,
            Cancellation cancellation,
            Start start,
            ControlFile control)
            throws EngineException, IOException {
        this.session = session;
        this.dataDirectory = dataDirectory;
        this.options = options;
        this.cancellation = cancellation;
        this.start = start;
        this.control = control;
        this.plan = SnapshotPlan.of(dataDirectory);
    }

    /** Begins on a connection of the owner, which the snapshot then owns. */
    static PostgresSnapshot begin(
            Connection connection,
            Path dataDirectory,
            SnapshotOptions options,
            Cancellation cancellation,
            SecureRandom random)
            throws EngineException {
        BackupSession session = new BackupSession(connection, cancellation);
        try {
            cancellation.check();
            Instant startedAt = Clock.systemUTC().instant();
            long startLsn = session.start(LABEL, random);
            Map<String, String> facts = new LinkedHashMap<>(session.facts());
            facts.put(Facts.START_LSN, WalSegments.text(startLsn));
            BigInteger first = unsigned(startLsn);
            return new PostgresSnapshot(
                    session,
                    dataDirectory,
                    options,
                    cancellation,
                    new Start(startedAt, first, first, Map.copyOf(facts)),
                    ControlFile.read(dataDirectory));
        } catch (SQLException | IOException | RuntimeException | EngineException e) {
            closeAfter(session, e);
            throw failure(e, cancellation, "begin");
        }
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    public long estimatedBytes() {
        return plan.bytes() + control.walSegmentBytes() * 2L;
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        TarWriter tar = new TarWriter(payload);
        BackupManifest manifest = new BackupManifest(control.systemId());
        PageVerifier verifier = new PageVerifier(start.firstLsn().longValue(), this::logEnd);
        FileCopier copier = new FileCopier(
                dataDirectory, tar, manifest, verifier, control.blocksOfSegment(), options, cancellation);
        try {
            for (String folder : plan.folders()) {
                copier.folder(folder, start.startedAt());
            }
            for (String file : plan.files()) {
                copier.file(file);
            }
            Instant now = Clock.systemUTC().instant();
            for (Map.Entry<String, String> file : STAND_ALONE.entrySet()) {
                if (!plan.files().contains(file.getKey())) {
                    copier.bytes(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), now);
                }
            }
            copier.bytes(ControlFile.PATH, ControlFile.read(dataDirectory).content(), now);
            BackupSession.Stop stop = session.stop();
            copier.bytes("backup_label", stop.label().getBytes(StandardCharsets.UTF_8), now);
            if (!stop.tablespaceMap().isEmpty()) {
                copier.bytes("tablespace_map", stop.tablespaceMap().getBytes(StandardCharsets.UTF_8), now);
            }
            WalSpan span = span(stop);
            copier.wal(span, now);
            session.close();
            byte[] text = manifest.finish(span.timeline(), span.startLsn(), span.endLsn());
            copier.unlisted(BackupManifest.PATH, text, now);
            tar.finish();
            return new End(
                    unsigned(stop.endLsn()),
                    copier.dataBytes(),
                    copier.logBytes(),
                    copier.damagedPages(),
                    Map.of(
                            Facts.END_LSN,
                            WalSegments.text(stop.endLsn()),
                            "files",
                            Long.toString(copier.fileCount()),
                            "pages.checked",
                            Long.toString(copier.checkedPages())));
        } catch (SQLException e) {
            throw failure(e, cancellation, "go on with");
        } finally {
            close();
        }
    }

    private WalSpan span(BackupSession.Stop stop) {
        return new WalSpan(
                new WalSegments(control.walSegmentBytes()),
                PageChecksum.PAGE_BYTES,
                control.systemId(),
                Integer.parseInt(start.facts().getOrDefault(SharedFacts.TIMELINE, "0")),
                start.firstLsn().longValue(),
                stop.endLsn());
    }

    private long logEnd() throws IOException {
        try {
            return session.logEnd();
        } catch (SQLException e) {
            throw new IOException("Cannot see how far the log reaches", e);
        }
    }

    /** Ends the session: the server then forgets the backup and the slot. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot close the session of a backup", e);
        }
    }

    private static void closeAfter(BackupSession session, Exception failure) {
        try {
            session.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static EngineException failure(Exception e, Cancellation cancellation, String step) {
        if (cancellation.isCancelled()) {
            CancellationException cancelled = new CancellationException("The operation was cancelled");
            cancelled.initCause(e);
            throw cancelled;
        }
        if (e instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (e instanceof EngineException known) {
            return known;
        }
        return new EngineException(Kind.UNAVAILABLE, "Cannot " + step + " the snapshot: " + e.getMessage(), e);
    }

    private static BigInteger unsigned(long lsn) {
        return new BigInteger(Long.toUnsignedString(lsn));
    }
}
