package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.RelationFile.Relation;
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
 * extension brought back is in no summary. Takes 16 KiB for each segment of 1 GiB with changes. Confined to one thread.
 */
final class ChangedBlocks {

    private final FullBackup base;
    private final int blocksOfSegment;
    private final Map<RelationFile, BitSet> changed = new HashMap<>();
    private final Set<Relation> limited = new HashSet<>();

    /** @param base what is not among its files is new */
    ChangedBlocks(FullBackup base, int blocksOfSegment) {
        this.base = base;
        this.blocksOfSegment = blocksOfSegment;
    }

    /**
     * Reads what changed from the start of the base to the start of a differential.
     *
     * @param control of the cluster now
     * @param timeline that the differential is taken on
     * @throws NoDifferential when the base is of another system or timeline, or the log between is not all
     *     summarised any more
     */
    static ChangedBlocks since(
            FullBackup base, WalSummaries summaries, ControlFile control, int timeline, long startLsn)
            throws EngineException, SQLException {
        if (base.systemId() != control.systemId()) {
            throw new NoDifferential("The full backup " + base.set() + " is of another system");
        }
        if (base.timeline() != timeline) {
            throw new NoDifferential("The full backup " + base.set() + " is of timeline " + base.timeline()
                    + ", and the database went on to timeline " + timeline);
        }
        summaries.await(startLsn);
        summaries.requireAll(timeline, base.startLsn(), startLsn);
        ChangedBlocks changes = new ChangedBlocks(base, control.blocksOfSegment());
        summaries.read(timeline, base.startLsn(), startLsn, changes);
        return changes;
    }

    FullBackup base() {
        return base;
    }

    /**
     * One row of a summary, of a main fork.
     *
     * @param block counted over all segments
     * @param limit whether it is a limit block: from there on the fork was cut off, or is new
     */
    void add(Relation relation, long block, boolean limit) {
        if (limit || relation.number() == 0) {
            limited.add(relation);
            return;
        }
        RelationFile file = new RelationFile(relation, (int) (block / blocksOfSegment));
        changed.computeIfAbsent(file, key -> new BitSet()).set((int) (block % blocksOfSegment));
    }

    /**
     * The blocks of that file that a differential must hold, counted from the file's start; empty: the file goes whole.
     */
    Optional<BitSet> partOf(String path) {
        Optional<RelationFile> file = RelationFile.of(path);
        if (file.isEmpty() || !base.files().contains(path)) {
            return Optional.empty();
        }
        Relation relation = file.get().relation();
        if (limited.contains(relation) || limited.contains(relation.wholeDatabase())) {
            return Optional.empty();
        }
        return Optional.of(changed.getOrDefault(file.get(), new BitSet()));
    }
}
