package dev.coffer.faults;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a database held at one moment, and which moment it came from. Moments are a tree: a database that was restored
 * goes on from an earlier one, and what came behind that is another branch. Immutable.
 */
final class Moment {

    private final @Nullable Moment before;
    private final SortedMap<Integer, Integer> rows;
    private final Instant at;
    private final boolean commits;
    private final Optional<String> mark;

    private Moment(
            @Nullable Moment before, Map<Integer, Integer> rows, Instant at, boolean commits, Optional<String> mark) {
        this.before = before;
        this.rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
        this.at = at;
        this.commits = commits;
        this.mark = mark;
    }

    static Moment first(Instant at) {
        return new Moment(null, Map.of(), at, true, Optional.empty());
    }

    /** Behind a backup, a restore or a kill: the rows are the same. */
    Moment later(Instant now) {
        return new Moment(this, rows, now, false, Optional.empty());
    }

    /** Behind a transaction. */
    Moment committed(Map<Integer, Integer> changed, Instant now, Optional<String> withMark) {
        return new Moment(this, changed, now, true, withMark);
    }

    /** Values by id. */
    SortedMap<Integer, Integer> rows() {
        return rows;
    }

    /** Everything in it was over by then, and what comes behind it had not begun. */
    Instant at() {
        return at;
    }

    /** The name of the marked transaction that led here. */
    Optional<String> mark() {
        return mark;
    }

    /** Whether the later one is this one, or came from it. */
    boolean leadsTo(Moment later) {
        @Nullable Moment each = later;
        while (each != null && each != this) {
            each = each.before;
        }
        return each == this;
    }

    /** The moments behind this one up to one that it leads to, in their order. */
    List<Moment> until(Moment later) {
        Deque<Moment> path = new ArrayDeque<>();
        for (@Nullable Moment each = later; each != null && each != this; each = each.before) {
            path.addFirst(each);
        }
        return List.copyOf(path);
    }

    /** The first transaction that was committed behind this moment, on the way to one that it leads to. */
    Optional<Moment> commitBefore(Moment later) {
        return until(later).stream().filter(each -> each.commits).findFirst();
    }

    /** The last moment that leads to both. */
    Moment parting(Moment other) {
        Moment each = this;
        while (each.before != null && !each.leadsTo(other)) {
            each = each.before;
        }
        return each;
    }
}
