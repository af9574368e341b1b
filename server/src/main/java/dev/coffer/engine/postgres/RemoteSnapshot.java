package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ReplicationConnection.SystemIdentity;
import dev.coffer.engine.postgres.wire.ServerBackup;
import dev.coffer.engine.postgres.wire.ServerError;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * A base backup of a server that runs elsewhere, taken over the replication protocol; its payload is laid out like that
 * of a managed database: folders, data files, WAL, manifest. Tablespaces stand in pg_tblspc as folders. The server
 * itself reads consistently and checks the pages. Confined to one thread.
 */
final class RemoteSnapshot implements Snapshot {

    private static final String LABEL = "coffer";
    private static final int SLOT_SUFFIX_BYTES = 8;

    /** What the server reports for a page whose checksum is wrong. */
    private static final String DATA_CORRUPTED = "XX001";

    /** And for an incremental backup whose log it did not summarise. */
    private static final String NOT_IN_STATE = "55000";

    private static final int OLDEST_WITH_INCREMENTAL = 17;

    private final ReplicationConnection connection;
    private final ServerBackup backup;
    private final SnapshotOptions.Extent extent;
    private final Path workFolder;
    private final Cancellation cancellation;
    private final Start start;
    private final WalSegments segments;

    private RemoteSnapshot(
            ReplicationConnection connection,
            ServerBackup backup,
            SnapshotOptions.Extent extent,
            Path workFolder,
            Cancellation cancellation,
            Start start,
            WalSegments segments) {
        this.connection = connection;
        this.backup = backup;
        this.extent = extent;
        this.workFolder = workFolder;
        this.cancellation = cancellation;
        this.start = start;
        this.segments = segments;
    }

    /**
     * Begins on a connection that the snapshot then owns.
     *
     * @param truncations asked behind a differential's beginning
     * @param workFolder takes the manifest while it arrives: its size is known at its end only; and keeps those of
     *     fulls that differentials stand on
     */
    static RemoteSnapshot begin(
            ReplicationConnection connection,
            Truncations truncations,
            SnapshotOptions options,
            Path workFolder,
            Cancellation cancellation,
            SecureRandom random)
            throws EngineException {
        try {
            if (options.onDamage() == OnDamage.CONTINUE) {
                throw new EngineException(
                        Kind.ELSEWHERE,
                        "A server elsewhere does not say which pages are damaged, so its backup stops at the first");
            }
            cancellation.check();
            Instant startedAt = Clock.systemUTC().instant();
            byte[] suffix = new byte[SLOT_SUFFIX_BYTES];
            random.nextBytes(suffix);
            connection.createTemporarySlot("coffer_" + HexFormat.of().formatHex(suffix));
            Map<String, String> facts = facts(connection);
            WalSegments segments = WalSegments.of(connection);
            Optional<KeptManifest> base = Optional.empty();
            if (options.extent() instanceof SnapshotOptions.Since since) {
                base = Optional.of(KeptManifest.read(workFolder, since.base()));
                upload(connection, base.get());
                facts.put(Facts.BASE_LSN, LogPosition.text(base.get().startLsn()));
            }
            ServerBackup backup = ServerBackup.begin(
                    connection, LABEL, base.isPresent() ? ServerBackup.Extent.INCREMENTAL : ServerBackup.Extent.WHOLE);
            if (base.isPresent()) {
                // Now the server has summarised all of the log between.
                facts.putAll(truncations.facts(
                        facts.getOrDefault(SharedFacts.SERVER, ""),
                        backup.start().timeline(),
                        base.get().startLsn(),
                        backup.start().startPosition()));
            }
            facts.put(SharedFacts.TIMELINE, Integer.toString(backup.start().timeline()));
            facts.put(Facts.START_LSN, LogPosition.text(backup.start().startPosition()));
            BigInteger first = unsigned(backup.start().startPosition());
            return new RemoteSnapshot(
                    connection,
                    backup,
                    options.extent(),
                    workFolder,
                    cancellation,
                    new Start(startedAt, first, first, Map.copyOf(facts)),
                    segments);
        } catch (IOException | RuntimeException | EngineException e) {
            connection.close();
            throw failure(e, cancellation, "begin");
        }
    }

    /** Asks for what changed since a full; the server has the log between summarised, or says that it has not. */
    private static void upload(ReplicationConnection connection, KeptManifest base)
            throws IOException, EngineException {
        ServerVersion version = ServerVersion.of(Long.parseLong(connection.show("server_version_num")));
        if (version.major() < OLDEST_WITH_INCREMENTAL) {
            throw new EngineException(
                    Kind.ELSEWHERE,
                    "PostgreSQL " + version + " takes no incremental backups, " + OLDEST_WITH_INCREMENTAL
                            + " and newer do: take a full one");
        }
        if (!connection.show("summarize_wal").equals("on")) {
            throw new EngineException(
                    Kind.ELSEWHERE,
                    "the server does not note which blocks change: set it there with ALTER SYSTEM SET summarize_wal ="
                            + " on, reload, and take a full backup");
        }
        int timeline = connection.identify().timeline();
        if (timeline != base.timeline()) {
            throw new NoDifferential(
                    "The full is of timeline " + base.timeline() + ", and the server went on to " + timeline);
        }
        try (InputStream manifest = Files.newInputStream(base.file())) {
            connection.uploadManifest(manifest);
        }
    }

    /** What a role that may only replicate gets to know; the payload's pg_control says the rest. */
    static Map<String, String> facts(ReplicationConnection connection) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        SystemIdentity identity = connection.identify();
        facts.put("engine", "PostgreSQL");
        facts.put(SharedFacts.ELSEWHERE, "1");
        facts.put(SharedFacts.SYSTEM_ID, identity.systemId());
        facts.put(SharedFacts.SERVER, "PostgreSQL " + connection.show("server_version"));
        facts.put(Facts.SERVER_VERSION, connection.show("server_version_num"));
        facts.put(Facts.BLOCK_SIZE, connection.show("block_size"));
        return facts;
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    public long estimatedBytes() {
        return backup.start().estimatedBytes();
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        TarWriter tar = new TarWriter(payload);
        ReceivedLog log = new ReceivedLog(
                segments,
                Long.parseUnsignedLong(start.facts().getOrDefault(SharedFacts.SYSTEM_ID, "0")),
                backup.start().timeline(),
                backup.start().startPosition());
        TarPassage passage = new TarPassage(tar, log);
        try (ScratchFile manifest = ScratchFile.in(workFolder)) {
            ServerBackup.End end = backup.receive(new Payload(passage, manifest));
            passage.end();
            log.requireUpTo(end.endPosition());
            connection.close();
            writeManifest(tar, manifest);
            tar.finish();
            if (extent instanceof SnapshotOptions.Base base) {
                KeptManifest.write(workFolder, base.set(), manifest);
            }
            return new End(
                    unsigned(end.endPosition()),
                    passage.dataBytes(),
                    passage.logBytes(),
                    0,
                    Map.of(
                            Facts.END_LSN,
                            LogPosition.text(end.endPosition()),
                            "files",
                            Long.toString(passage.fileCount())));
        } catch (ServerError e) {
            throw failure(e, cancellation, "go on with");
        } finally {
            close();
        }
    }

    private static void writeManifest(TarWriter tar, ScratchFile manifest) throws IOException {
        if (manifest.sizeBytes() == 0) {
            throw new IOException("The server sent no manifest");
        }
        tar.file(BackupManifest.PATH, manifest, Clock.systemUTC().instant().getEpochSecond());
    }

    /** Sorts what arrives into the tar and the manifest's file. */
    private final class Payload implements ServerBackup.Receiver {

        private final TarPassage passage;
        private final ScratchFile manifest;
        private boolean inManifest;

        Payload(TarPassage passage, ScratchFile manifest) {
            this.passage = passage;
            this.manifest = manifest;
        }

        @Override
        public void archive(Optional<ServerBackup.Tablespace> tablespace) throws IOException {
            passage.begin(tablespace.map(space -> "pg_tblspc/" + space.oid()).orElse(""));
        }

        @Override
        public void manifest() {
            inManifest = true;
        }

        @Override
        public void bytes(ByteBuffer content) throws IOException {
            cancellation.check();
            if (!inManifest) {
                passage.bytes(content);
                return;
            }
            manifest.append(content);
        }
    }

    /** Ends the connection: the server then forgets the backup and the slot. */
    @Override
    public void close() {
        connection.close();
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
        if (e instanceof ServerError error && error.sqlState().equals(NOT_IN_STATE)) {
            return new NoDifferential("The server has no summary of its log since the full: " + e.getMessage());
        }
        if (e instanceof ServerError error && error.sqlState().equals(DATA_CORRUPTED)) {
            return new EngineException(Kind.ELSEWHERE, "The server found damaged pages: " + e.getMessage(), e);
        }
        return new EngineException(Kind.ELSEWHERE, "Cannot " + step + " the snapshot: " + e.getMessage(), e);
    }

    private static BigInteger unsigned(long lsn) {
        return new BigInteger(Long.toUnsignedString(lsn));
    }
}
