package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.RelationFile.Relation;
import java.io.IOException;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which blocks of which relations changed since a full backup, from WAL summaries, and by that which files a
 * differential may take in part. Stricter than the server's own incremental backup: one limit block, which a creation,
 * a truncation or a removal leaves, and all of the fork is taken whole; for what a truncation took away and an
 * extension brought back is in no summary. Confined to one thread.
 *
 * <p>Takes some 200 bytes of memory for a relation with changes and 16 KiB for each segment of 1 GiB with changes; of a
 * database with more than {@value #MOST_REMEMBERED} such relations nothing is remembered but that it is taken whole.
 */
final class ChangedBlocks implements AutoCloseable {

    /** About 20 MiB. */
    static final int MOST_REMEMBERED = 100_000;

    private final FullBackup.Kept base;
    private final int blocksOfSegment;
    private final Map<RelationFile, BitSet> changed = new HashMap<>();
    private final Set<Relation> limited = new HashSet<>();

    /** @param base what is not among its files is new; closed with this */
    ChangedBlocks(FullBackup.Kept base, int blocksOfSegment) {
        this.base = base;
        this.blocksOfSegment = blocksOfSegment;
    }

    /**
     * Reads what changed from the start of the base to the start of a differential.
     *
     * @param kept the base; closed with what this returns, or when it fails
     * @param control of the cluster now
     * @param timeline that the differential is taken on
     * @throws NoDifferential when the base is of another system or timeline, or the log between is not all
     *     summarised any more
     */
    static ChangedBlocks since(
            FullBackup.Kept kept, WalSummaries summaries, ControlFile control, int timeline, long startLsn)
            throws EngineException, IOException, SQLException {
        ChangedBlocks changes = new ChangedBlocks(kept, control.blocksOfSegment());
        boolean read = false;
        try {
            changes.read(summaries, control, timeline, startLsn);
            read = true;
            return changes;
        } finally {
            if (!read) {
                changes.close();
            }
        }
    }

    private void read(WalSummaries summaries, ControlFile control, int timeline, long startLsn)
            throws EngineException, SQLException {
        FullBackup full = base.head();
        if (full.systemId() != control.systemId()) {
            throw new NoDifferential("The full backup " + full.set() + " is of another system");
        }
        if (full.timeline() != timeline) {
            throw new NoDifferential("The full backup " + full.set() + " is of timeline " + full.timeline()
                    + ", and the database went on to timeline " + timeline);
        }
        summaries.await(startLsn);
        summaries.requireAll(timeline, full.startLsn(), startLsn);
        summaries.read(timeline, full.startLsn(), startLsn, this);
    }

    FullBackup base() {
        return base.head();
    }

    /**
     * One row of a summary, of a main fork.
     *
     * @param block counted over all segments
     * @param limit whether it is a limit block: from there on the fork was cut off, or is new
     */
    void add(Relation relation, long block, boolean limit) {
        if (limited.contains(relation.wholeDatabase())) {
            return;
        }
        if (limit || relation.number() == 0) {
            limited.add(relation);
        } else {
            RelationFile file = new RelationFile(relation, (int) (block / blocksOfSegment));
            changed.computeIfAbsent(file, key -> new BitSet()).set((int) (block % blocksOfSegment));
        }
        if (changed.size() + limited.size() > MOST_REMEMBERED) {
            takeWhole(relation.wholeDatabase());
        }
    }

    private void takeWhole(Relation database) {
        changed.keySet().removeIf(file -> file.relation().wholeDatabase().equals(database));
        limited.removeIf(relation -> relation.wholeDatabase().equals(database));
        limited.add(database);
    }

    /** Begins to look files up, from the first path on; as often as wanted. */
    Lookup files() throws IOException {
        return new Lookup(base.files());
    }

    @Override
    public void close() throws IOException {
        base.close();
    }

    /** The parts of files, which are asked for in rising order of their paths. */
    final class Lookup {

        private final FullBackup.Lookup inBase;

        private Lookup(FullBackup.Lookup inBase) {
            this.inBase = inBase;
        }

        /**
         * The blocks of that file that a differential must hold, counted from the file's start; empty: the file goes
         * whole.
         */
        Optional<BitSet> partOf(String path) throws IOException {
            Optional<RelationFile> file = RelationFile.of(path);
            if (file.isEmpty() || !inBase.has(path)) {
                return Optional.empty();
            }
            Relation relation = file.get().relation();
            if (limited.contains(relation) || limited.contains(relation.wholeDatabase())) {
                return Optional.empty();
            }
            return Optional.of(changed.getOrDefault(file.get(), new BitSet()));
        }
    }
}
