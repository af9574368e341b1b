package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.ForeignCluster;
import dev.coffer.engine.IncompatiblePayload;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.SharedFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an image of data must be to be laid down here: of a build that this server runs, and what its set and its own
 * manifest say of it. Confined to one thread.
 */
final class PayloadCheck {

    /** Those files have some hundred bytes, pg_control 8192. */
    private static final long LARGEST_SMALL_BYTES = 1 << 16;

    private final RestoreOrder order;
    private final ClusterTemplate template;

    PayloadCheck(RestoreOrder order, ClusterTemplate template) {
        this.order = order;
        this.template = template;
    }

    /** Compares what the set says about itself with this server, before anything is written. */
    void requireCompatible() throws EngineException, IOException {
        if (order.facts().containsKey(SharedFacts.ELSEWHERE)) {
            ServerVersion found = ServerVersion.of(new Numbers(order.facts()).number(Facts.SERVER_VERSION));
            if (!template.version().runs(found)) {
                throw new IncompatiblePayload(
                        "PostgreSQL", found.toString(), template.version().toString());
            }
        }
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

    /**
     * The payload itself must agree with what was said about it.
     *
     * @param data where it was laid down
     */
    void requireWhole(Path data, PayloadUnpacker unpacker) throws EngineException, IOException {
        requireFiles(data);
        ManifestCheck.check(data.resolve(BackupManifest.PATH), unpacker.laid(), data);
        requireKind(unpacker);
        requireNoTablespace(unpacker);
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
        if (found.walSegmentBytes() > WalSegments.LARGEST_HELD_BYTES) {
            throw new EngineException(
                    Kind.INCOMPATIBLE,
                    "The backup is of a cluster with WAL segments of " + found.walSegmentBytes() + " bytes; at most "
                            + WalSegments.LARGEST_HELD_BYTES + " are taken");
        }
        String systemId = order.facts().get(SharedFacts.SYSTEM_ID);
        if (systemId != null && !systemId.equals(Long.toUnsignedString(found.systemId()))) {
            throw new EngineException(
                    Kind.DAMAGED, "The payload is of system " + found.systemId() + ", not " + systemId);
        }
    }

    /**
     * What every payload holds is there, and small enough to be read; the manifest, which may be large, is read as a
     * stream.
     */
    static void requireFiles(Path data) throws EngineException, IOException {
        for (String name : new String[] {BackupManifest.PATH, Combination.LABEL, "PG_VERSION", ControlFile.PATH}) {
            Path file = data.resolve(name);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new EngineException(Kind.DAMAGED, "The payload lacks " + name);
            }
            if (!name.equals(BackupManifest.PATH) && Files.size(file) > LARGEST_SMALL_BYTES) {
                throw new EngineException(Kind.DAMAGED, "The payload's " + name + " is longer than any");
            }
        }
    }

    /** Only a server elsewhere has any. */
    private static void requireNoTablespace(PayloadUnpacker unpacker) throws EngineException {
        if (unpacker.tablespaceFile().isPresent()) {
            throw new ForeignCluster(
                    "There is a tablespace in it: " + unpacker.tablespaceFile().get());
        }
    }

    /** Parts of files stand on a full; on their own they are no database. */
    private void requireKind(PayloadUnpacker unpacker) throws EngineException {
        if (order.part() == Part.FULL && unpacker.holdsParts()) {
            throw new EngineException(Kind.DAMAGED, "The payload of a full backup holds parts of files");
        }
    }
}
