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
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final ClusterFolder folder;
    private final SnapshotOptions options;
    private final Cancellation cancellation;
    private final Start start;
    private final ControlFile control;
    private final SnapshotPlan plan;
    private final Optional<ChangedBlocks> changes;

    private PostgresSnapshot(
            BackupSession session,
            ClusterFolder folder,
            SnapshotOptions options,
            Cancellation cancellation,
            Start start,
            ControlFile control,
            Optional<ChangedBlocks> changes)
            throws EngineException, IOException {
        this.session = session;
        this.folder = folder;
        this.options = options;
        this.cancellation = cancellation;
        this.start = start;
        this.control = control;
        this.changes = changes;
        this.plan = SnapshotPlan.of(folder.dataDirectory());
    }

    /** Begins on a connection of the owner, which the snapshot then owns. */
    static PostgresSnapshot begin(
            Connection connection,
            ClusterFolder folder,
            SnapshotOptions options,
            Cancellation cancellation,
            SecureRandom random)
            throws EngineException {
        BackupSession session = new BackupSession(connection, cancellation);
        try {
            cancellation.check();
            Optional<FullBackup> base = baseOf(options, folder);
            Instant startedAt = Clock.systemUTC().instant();
            long startLsn = session.start(LABEL, random);
            Map<String, String> facts = new LinkedHashMap<>(session.facts());
            facts.put(Facts.START_LSN, WalSegments.text(startLsn));
            ControlFile control = ControlFile.read(folder.dataDirectory());
            Optional<ChangedBlocks> changes = Optional.empty();
            if (base.isPresent()) {
                facts.put(Facts.BASE_LSN, WalSegments.text(base.get().startLsn()));
                changes = Optional.of(
                        ChangedBlocks.since(base.get(), session.summaries(), control, timeline(facts), startLsn));
            }
            BigInteger first = unsigned(startLsn);
            Start start = new Start(startedAt, first, first, Map.copyOf(facts));
            return new PostgresSnapshot(session, folder, options, cancellation, start, control, changes);
        } catch (SQLException | IOException | RuntimeException | EngineException e) {
            closeAfter(session, e);
            throw failure(e, cancellation, "begin");
        }
    }

    private static Optional<FullBackup> baseOf(SnapshotOptions options, ClusterFolder folder)
            throws EngineException, IOException {
        return options.extent() instanceof SnapshotOptions.Since since
                ? Optional.of(FullBackup.read(folder.root(), since.base()))
                : Optional.empty();
    }

    private static int timeline(Map<String, String> facts) {
        return Integer.parseInt(facts.getOrDefault(SharedFacts.TIMELINE, "0"));
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    public long estimatedBytes() {
        long bytes = control.walSegmentBytes() * 2L;
        for (Map.Entry<String, Long> file : plan.files().entrySet()) {
            long changed = partOf(file.getKey())
                    .map(blocks -> (long) blocks.cardinality() * PageChecksum.PAGE_BYTES)
                    .orElse(Long.MAX_VALUE);
            bytes += Math.min(file.getValue(), changed);
        }
        return bytes;
    }

    /** The blocks of a file that are enough; empty: all of them. */
    private Optional<BitSet> partOf(String path) {
        return changes.flatMap(since -> since.partOf(path));
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        TarWriter tar = new TarWriter(payload);
        BackupManifest manifest = new BackupManifest(control.systemId());
        PageVerifier verifier = new PageVerifier(start.firstLsn().longValue(), this::logEnd);
        FileCopier copier = new FileCopier(
                folder.dataDirectory(), tar, manifest, verifier, control.blocksOfSegment(), options, cancellation);
        try {
            Set<String> relations = copyFiles(copier);
            Instant now = Clock.systemUTC().instant();
            copier.bytes(
                    ControlFile.PATH, ControlFile.read(folder.dataDirectory()).content(), now);
            Instant endsAt = Clock.systemUTC().instant();
            BackupSession.Stop stop = session.stop();
            copier.bytes("backup_label", label(stop).getBytes(StandardCharsets.UTF_8), now);
            if (!stop.tablespaceMap().isEmpty()) {
                copier.bytes("tablespace_map", stop.tablespaceMap().getBytes(StandardCharsets.UTF_8), now);
            }
            WalSpan span = span(stop);
            copier.wal(span, now);
            session.close();
            byte[] text = manifest.finish(span.timeline(), span.startLsn(), span.endLsn());
            copier.unlisted(BackupManifest.PATH, text, now);
            tar.finish();
            if (options.extent() instanceof SnapshotOptions.Base base) {
                new FullBackup(base.set(), control.systemId(), span.timeline(), span.startLsn(), relations)
                        .write(folder.root());
            }
            return end(stop, endsAt, copier);
        } catch (SQLException e) {
            throw failure(e, cancellation, "go on with");
        } finally {
            close();
        }
    }

    /** Returns the relation files that were there to the end. */
    private Set<String> copyFiles(FileCopier copier) throws EngineException, IOException {
        for (String each : plan.folders()) {
            copier.folder(each, start.startedAt());
        }
        Set<String> relations = new HashSet<>();
        for (String file : plan.files().keySet()) {
            if (copier.file(file, partOf(file)) && RelationFile.of(file).isPresent()) {
                relations.add(file);
            }
        }
        for (Map.Entry<String, String> file : STAND_ALONE.entrySet()) {
            if (!plan.files().containsKey(file.getKey())) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                copier.bytes(file.getKey(), content, start.startedAt());
            }
        }
        return relations;
    }

    /** As the server writes it for an incremental backup; it refuses to start on one that was not combined. */
    private String label(BackupSession.Stop stop) {
        return stop.label()
                + changes.map(ChangedBlocks::base)
                        .map(base -> "INCREMENTAL FROM LSN: " + WalSegments.text(base.startLsn())
                                + "\nINCREMENTAL FROM TLI: " + base.timeline() + "\n")
                        .orElse("");
    }

    private static End end(BackupSession.Stop stop, Instant endsAt, FileCopier copier) {
        return new End(
                unsigned(stop.endLsn()),
                copier.dataBytes(),
                copier.logBytes(),
                copier.damagedPages(),
                Map.of(
                        Facts.END_LSN,
                        WalSegments.text(stop.endLsn()),
                        SharedFacts.LOG_ENDS_AT,
                        endsAt.toString(),
                        "files",
                        Long.toString(copier.fileCount()),
                        "pages.checked",
                        Long.toString(copier.checkedPages()),
                        Facts.READ_BYTES,
                        Long.toString(copier.readBytes())));
    }

    private WalSpan span(BackupSession.Stop stop) {
        return new WalSpan(
                new WalSegments(control.walSegmentBytes()),
                PageChecksum.PAGE_BYTES,
                control.systemId(),
                timeline(start.facts()),
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
