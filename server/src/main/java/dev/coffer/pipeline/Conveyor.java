package dev.coffer.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ring of lanes between one filler, several workers and one or several takers, to whom they go in turn: filled in
 * order, worked on in any order, taken in order by each. The number of lanes bounds memory, and is the back-pressure:
 * the filler waits while all are under way.
 *
 * <p>The first failure stops everybody: each method then throws {@link Stopped}, at once, also in those who wait.
 * Thread-safe; a lane changes hands only through here, which makes its plain fields visible to the next holder.
 */
final class Conveyor {

    /** Somebody failed or cancelled; {@link #failure} says why. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stopped(@Nullable Throwable cause) {
            super("The pipeline was stopped", cause, false, false);
        }
    }

    private enum State {
        FREE,
        FILLED,
        DONE
    }

    private final List<Lane> lanes;
    private final State[] states;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Condition filled = lock.newCondition();
    private final Condition done = lock.newCondition();

    private long fillIndex;
    private long workIndex;
    private final long[] takeIndexes;
    private boolean ended;
    private @Nullable Throwable failure;

    Conveyor(int laneCount, int takerCount, Supplier<Lane> newLane) {
        this.takeIndexes = LongStream.range(0, takerCount).toArray();
        this.lanes = Stream.generate(newLane).limit(laneCount).toList();
        this.states = new State[laneCount];
        Arrays.fill(states, State.FREE);
    }

    /** Filler: the next lane to fill, with its index set. Asking again before {@link #filled} gives the same lane. */
    Lane nextFree() {
        lock.lock();
        try {
            await(freed, () -> stateOf(fillIndex) == State.FREE);
            Lane lane = laneOf(fillIndex);
            lane.index = fillIndex;
            return lane;
        } finally {
            lock.unlock();
        }
    }

    /** Filler: the lane of {@link #nextFree} is ready for a worker. */
    void filled() {
        lock.lock();
        try {
            requireRunning();
            states[slot(fillIndex)] = State.FILLED;
            fillIndex++;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Filler: nothing follows. */
    void end() {
        lock.lock();
        try {
            ended = true;
            filled.signalAll();
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Worker: a lane to work on; empty when there is no more. */
    Optional<Lane> nextFilled() {
        lock.lock();
        try {
            await(filled, () -> workIndex < fillIndex || ended);
            return workIndex == fillIndex ? Optional.empty() : Optional.of(laneOf(workIndex++));
        } finally {
            lock.unlock();
        }
    }

    /** Worker: the lane is ready for the taker. */
    void done(Lane lane) {
        lock.lock();
        try {
            requireRunning();
            states[slot(lane.index)] = State.DONE;
            if (lane.index == takeIndexes[(int) (lane.index % takeIndexes.length)]) {
                done.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Taker: its next lane in order; empty when there is no more. */
    Optional<Lane> nextDone(int taker) {
        lock.lock();
        try {
            await(done, () -> isDone(takeIndexes[taker]) || (ended && takeIndexes[taker] >= fillIndex));
            long index = takeIndexes[taker];
            return index >= fillIndex ? Optional.empty() : Optional.of(laneOf(index));
        } finally {
            lock.unlock();
        }
    }

    /** A lane's slot says nothing of an index that was not filled yet: it may still hold an earlier one. */
    private boolean isDone(long index) {
        return index < fillIndex && stateOf(index) == State.DONE;
    }

    /** Taker: the lane of {@link #nextDone} may be filled again. */
    void release(int taker) {
        lock.lock();
        try {
            states[slot(takeIndexes[taker])] = State.FREE;
            takeIndexes[taker] += takeIndexes.length;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Stops everybody; only the first failure is kept, later ones follow from it. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            freed.signalAll();
            filled.signalAll();
            done.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<Throwable> failure() {
        lock.lock();
        try {
            return Optional.ofNullable(failure);
        } finally {
            lock.unlock();
        }
    }

    private int slot(long index) {
        return (int) (index % states.length);
    }

    private State stateOf(long index) {
        return states[slot(index)];
    }

    private Lane laneOf(long index) {
        return lanes.get(slot(index));
    }

    private void await(Condition condition, BooleanSupplier reached) {
        requireRunning();
        while (!reached.getAsBoolean()) {
            condition.awaitUninterruptibly();
            requireRunning();
        }
    }

    private void requireRunning() {
        if (failure != null) {
            throw new Stopped(failure);
        }
    }
}
