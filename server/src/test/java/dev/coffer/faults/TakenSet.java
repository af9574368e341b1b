package dev.coffer.faults;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A backup that stands in a file, and what it holds. */
final class TakenSet {

    private final Kind kind;
    private final Path file;
    private final Moment from;
    private final Moment to;
    private final @Nullable TakenSet full;

    enum Kind {
        FULL,
        DIFFERENTIAL,
        LOG
    }

    private TakenSet(Kind kind, Path file, Moment from, Moment to, @Nullable TakenSet full) {
        this.kind = kind;
        this.file = file;
        this.from = from;
        this.to = to;
        this.full = full;
    }

    static TakenSet full(Path file, Moment at) {
        return new TakenSet(Kind.FULL, file, at, at, null);
    }

    static TakenSet differential(Path file, Moment at, TakenSet full) {
        return new TakenSet(Kind.DIFFERENTIAL, file, at, at, full);
    }

    static TakenSet log(Path file, Moment from, Moment to) {
        return new TakenSet(Kind.LOG, file, from, to, null);
    }

    Kind kind() {
        return kind;
    }

    Path file() {
        return file;
    }

    /** Where a database ends up that is restored as far as this set goes. */
    Moment to() {
        return to;
    }

    /** The full that a differential stands on. */
    Optional<TakenSet> full() {
        return Optional.ofNullable(full);
    }

    /** Whether a database that was restored to that moment can go on with this log. */
    boolean follows(Moment reached) {
        return from.leadsTo(reached) && reached.leadsTo(to);
    }

    /**
     * Whether it must not: something that was committed lies between, or on another branch. Backups alone move a
     * database a little way, too little to be sure.
     */
    boolean misfits(Moment reached) {
        if (reached.leadsTo(from)) {
            return reached.commitBefore(from).isPresent();
        }
        if (to.leadsTo(reached)) {
            return to.commitBefore(reached).isPresent();
        }
        Moment parting = reached.parting(to);
        return parting.commitBefore(reached).isPresent()
                && parting.commitBefore(to).isPresent();
    }

    /** Whether that moment is on another branch than the end of this set. */
    boolean isBeside(Moment reached) {
        return !reached.leadsTo(to) && !to.leadsTo(reached);
    }

    @Override
    public String toString() {
        return kind + " " + file.getFileName();
    }
}
