package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A base backup read from the files of a running cluster: folders, data files, pg_control, backup_label, the WAL of the
 * span, manifest. So the tar stands alone, and PostgreSQL starts on it. The lists of files lie in the home's scratch
 * files, so the memory it takes does not depend on how many they are. Confined to one thread.
 */
final class PostgresSnapshot implements Snapshot {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresSnapshot.class);

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
    private final Optional<ChangedBlocks> changes;
    private final SnapshotPlan plan;
    private final long estimatedBytes;

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
        this.plan = SnapshotPlan.of(folder.dataDirectory(), folder.root());
        try {
            this.estimatedBytes = control.walSegmentBytes() * 2L + bytesOfFiles();
        } catch (EngineException | IOException | RuntimeException e) {
            closeAfter(plan, e);
            throw e;
        }
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
        Optional<ChangedBlocks> changes = Optional.empty();
        try {
            cancellation.check();
            Instant startedAt = Clock.systemUTC().instant();
            long startLsn = session.start(LABEL, random);
            Map<String, String> facts = new LinkedHashMap<>(session.facts());
            facts.put(Facts.START_LSN, LogPosition.text(startLsn));
            ControlFile control = ControlFile.read(folder.dataDirectory());
            if (options.extent() instanceof SnapshotOptions.Since since) {
                ChangedBlocks found = ChangedBlocks.since(
                        FullBackup.read(folder.root(), since.base()),
                        session.summaries(),
                        control,
                        timeline(facts),
                        startLsn);
                facts.put(Facts.BASE_LSN, LogPosition.text(found.base().startLsn()));
                changes = Optional.of(found);
            }
            BigInteger first = unsigned(startLsn);
            Start start = new Start(startedAt, first, first, Map.copyOf(facts));
            return new PostgresSnapshot(session, folder, options, cancellation, start, control, changes);
        } catch (SQLException | IOException | RuntimeException | EngineException e) {
            closeAfter(session, e);
            if (changes.isPresent()) {
                closeAfter(changes.get(), e);
            }
            throw failure(e, cancellation, "begin");
        }
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
        return estimatedBytes;
    }

    private long bytesOfFiles() throws EngineException, IOException {
        long[] bytes = new long[1];
        files((path, sizeBytes, part) -> {
            long partBytes = part.map(blocks -> (long) blocks.cardinality() * PageChecksum.PAGE_BYTES)
                    .orElse(Long.MAX_VALUE);
            bytes[0] += Math.min(sizeBytes, partBytes);
        });
        return bytes[0];
    }

    /** Takes a file and the blocks of it that are enough; empty: all of them. */
    @FunctionalInterface
    private interface PartTaker {
        void take(String path, long sizeBytes, Optional<BitSet> part) throws EngineException, IOException;
    }

    private void files(PartTaker taker) throws EngineException, IOException {
        if (changes.isEmpty()) {
            plan.files((path, sizeBytes) -> taker.take(path, sizeBytes, Optional.empty()));
        } else {
            ChangedBlocks.Lookup parts = changes.get().files();
            plan.files((path, sizeBytes) -> taker.take(path, sizeBytes, parts.partOf(path)));
        }
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        try (ScratchFile listing = ScratchFile.in(folder.root())) {
            if (options.extent() instanceof SnapshotOptions.Base base) {
                FullBackup full = new FullBackup(
                        base.set(),
                        control.systemId(),
                        timeline(start.facts()),
                        start.firstLsn().longValue());
                try (FullBackup.Writing relations = full.write(folder.root())) {
                    End end = write(payload, listing, relations::add);
                    relations.finish();
                    return end;
                }
            }
            return write(payload, listing, relation -> {});
        } catch (SQLException e) {
            throw failure(e, cancellation, "go on with");
        } finally {
            close();
        }
    }

    /** Takes the path of a relation file that was there to the end. */
    @FunctionalInterface
    private interface RelationTaker {
        void take(String path) throws IOException;
    }

    private End write(OutputStream payload, ScratchFile listing, RelationTaker relations)
            throws EngineException, IOException, SQLException {
        TarWriter tar = new TarWriter(payload);
        BackupManifest manifest = new BackupManifest(listing.output(), control.systemId());
        PageVerifier verifier = new PageVerifier(start.firstLsn().longValue(), this::logEnd);
        FileCopier copier =
                new FileCopier(folder, tar, manifest, verifier, control.blocksOfSegment(), options, cancellation);
        copyFiles(copier, relations);
        Instant now = Clock.systemUTC().instant();
        copier.bytes(ControlFile.PATH, ControlFile.read(folder.dataDirectory()).content(), now);
        Instant endsAt = Clock.systemUTC().instant();
        BackupSession.Stop stop = session.stop();
        copier.bytes(Combination.LABEL, label(stop).getBytes(StandardCharsets.UTF_8), now);
        if (!stop.tablespaceMap().isEmpty()) {
            copier.bytes("tablespace_map", stop.tablespaceMap().getBytes(StandardCharsets.UTF_8), now);
        }
        WalSpan span = span(stop);
        copier.wal(span, now);
        session.close();
        manifest.finish(span.timeline(), span.startLsn(), span.endLsn());
        copier.manifest(listing, now);
        tar.finish();
        return end(stop, endsAt, copier);
    }

    private void copyFiles(FileCopier copier, RelationTaker relations) throws EngineException, IOException {
        for (String each : plan.folders()) {
            copier.folder(each, start.startedAt());
        }
        Map<String, String> missing = new TreeMap<>(STAND_ALONE);
        files((path, sizeBytes, part) -> {
            missing.remove(path);
            if (copier.file(path, part) && RelationFile.of(path).isPresent()) {
                relations.take(path);
            }
        });
        for (Map.Entry<String, String> file : missing.entrySet()) {
            byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
            copier.bytes(file.getKey(), content, start.startedAt());
        }
    }

    /** As the server writes it for an incremental backup; it refuses to start on one that was not combined. */
    private String label(BackupSession.Stop stop) {
        return stop.label()
                + changes.map(ChangedBlocks::base)
                        .map(base -> "INCREMENTAL FROM LSN: " + LogPosition.text(base.startLsn())
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
                        LogPosition.text(stop.endLsn()),
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
            throw new IOException("Cannot see how far the log reaches: " + FailureText.of(e), e);
        }
    }

    /** Ends the session: the server then forgets the backup and the slot. */
    @Override
    public void close() {
        close(session);
        close(plan);
        changes.ifPresent(PostgresSnapshot::close);
    }

    /** Whether the backup is whole was told before. */
    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("What a backup read by cannot be closed", e);
        }
    }

    private static void closeAfter(AutoCloseable resource, Exception failure) {
        try {
            resource.close();
        } catch (Exception e) {
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
