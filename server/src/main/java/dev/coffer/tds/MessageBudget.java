package dev.coffer.tds;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all requests of a server share while they are received and run. Thread-safe. */
final class MessageBudget {

    private final AtomicLong left;

    MessageBudget(long totalBytes) {
        this.left = new AtomicLong(totalBytes);
    }

    /** Takes that much; false, and nothing taken, when it is not there. */
    boolean take(long bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            return false;
        }
        return true;
    }

    void give(long bytes) {
        left.addAndGet(bytes);
    }

    long leftBytes() {
        return left.get();
    }
}
