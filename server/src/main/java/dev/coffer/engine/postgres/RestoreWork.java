package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.IncompatiblePayload;
import dev.coffer.engine.InsufficientSpace;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The beginning of one restore: checks, lays a full down, makes it durable. Whatever fails, the home is removed again.
 * Confined to one thread.
 */
final class RestoreWork {

    /** Room for the log that replay itself writes. */
    private static final long REPLAY_BYTES = 64L << 20;

    private final RestoreOrder order;
    private final ClusterFolder folder;
    private final ClusterTemplate template;
    private final ServerLauncher launcher;
    private final Cancellation cancellation;

    RestoreWork(RestoreOrder order, ClusterTemplate template, ServerLauncher launcher, Cancellation cancellation) {
        this.order = order;
        this.folder = new ClusterFolder(order.home());
        this.template = template;
        this.launcher = launcher;
        this.cancellation = cancellation;
    }

    LaidDown run(InputStream payload) throws EngineException, IOException {
        requireCompatible();
        requireSpace();
        folder.createRoot();
        try {
            PayloadUnpacker unpacker =
                    new PayloadUnpacker(folder.dataDirectory(), folder.root(), launcher.account(), cancellation);
            unpacker.unpack(payload);
            checkLaidDown(unpacker);
            folder.markRestoring();
            cancellation.check();
            folder.sync();
            return new LaidDown(unpacker.dataBytes(), unpacker.logBytes(), Optional.empty());
        } catch (EngineException | IOException | RuntimeException e) {
            folder.deleteAfter(e);
            if (isFull(e)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + folder.root() + " is full", e);
            }
            throw e;
        }
    }

    /** Compares what the set says about itself with this server, before anything is written. */
    private void requireCompatible() throws EngineException, IOException {
        ControlFile own = ControlFile.read(template.folder());
        Map<String, String> needed = new TreeMap<>(Map.of(
                Facts.CATALOG_VERSION, Integer.toString(own.catalogVersion()),
                Facts.CONTROL_VERSION, Integer.toString(own.controlVersion()),
                Facts.BLOCK_SIZE, Integer.toString(own.blockSizeBytes()),
                Facts.ARCHITECTURE, System.getProperty("os.arch", "")));
        for (Map.Entry<String, String> fact : needed.entrySet()) {
            String found = order.facts().getOrDefault(fact.getKey(), fact.getValue());
            requireEqual(fact.getKey(), found, fact.getValue());
        }
    }

    private static void requireEqual(String what, String found, String needed) throws EngineException {
        if (!found.equals(needed)) {
            throw new IncompatiblePayload(what, found, needed);
        }
    }

    /** On each disk for what goes there. The log is laid down inside and moved at the end, so the first holds all. */
    private void requireSpace() throws EngineException, IOException {
        requireSpace(folder.root(), Math.addExact(Math.max(0, order.expectedBytes()), REPLAY_BYTES));
        if (folder.hasOwnLogFolder() && !onOneDisk(folder.root(), folder.walFolder())) {
            requireSpace(folder.walFolder(), Math.addExact(logBytes(), REPLAY_BYTES));
        }
    }

    private static void requireSpace(Path place, long needed) throws EngineException, IOException {
        Path existing = existing(place);
        long available = Files.getFileStore(existing).getUsableSpace();
        if (available < needed) {
            throw new InsufficientSpace(existing.toString(), needed, available);
        }
    }

    private static boolean onOneDisk(Path one, Path other) throws IOException {
        return Files.getFileStore(existing(one)).equals(Files.getFileStore(existing(other)));
    }

    private static Path existing(Path place) {
        Path existing = place;
        while (!Files.exists(existing)) {
            existing = PostgresBinaries.parentOf(existing);
        }
        return existing;
    }

    /** What the set says about its log; a set that says nothing needs room for what replay writes, at least. */
    private long logBytes() throws EngineException {
        return Math.max(0, new Numbers(order.facts()).number(SharedFacts.LOG_BYTES));
    }

    /** A full disk, or one on which this user may have no more. */
    static boolean isFull(Exception failure) {
        String reason = String.valueOf(failure.getMessage());
        return failure instanceof IOException
                && (reason.contains("No space left") || reason.contains("quota exceeded"));
    }

    /** The payload itself must agree with what was said about it. */
    private void checkLaidDown(PayloadUnpacker unpacker) throws EngineException, IOException {
        Path data = folder.dataDirectory();
        for (String name : new String[] {BackupManifest.PATH, "backup_label", "PG_VERSION", ControlFile.PATH}) {
            if (!unpacker.laid().containsKey(name)) {
                throw new EngineException(Kind.DAMAGED, "The payload lacks " + name);
            }
        }
        String manifest = Files.readString(data.resolve(BackupManifest.PATH), StandardCharsets.UTF_8);
        ManifestCheck.check(manifest, unpacker.laid());
        requireEqual(
                "major version",
                Files.readString(data.resolve("PG_VERSION")).strip(),
                Files.readString(template.folder().resolve("PG_VERSION")).strip());
        ControlFile own = ControlFile.read(template.folder());
        ControlFile found = ControlFile.read(data);
        requireEqual(
                "catalog version", Integer.toString(found.catalogVersion()), Integer.toString(own.catalogVersion()));
        if (!found.hasDataChecksums()) {
            throw new EngineException(Kind.INCOMPATIBLE, "The backup is of a cluster without data checksums");
        }
        String systemId = order.facts().get(SharedFacts.SYSTEM_ID);
        if (systemId != null && !systemId.equals(Long.toUnsignedString(found.systemId()))) {
            throw new EngineException(
                    Kind.DAMAGED, "The payload is of system " + found.systemId() + ", not " + systemId);
        }
    }
}
