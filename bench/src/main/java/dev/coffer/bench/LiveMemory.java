package dev.coffer.bench;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What this process holds on to: the heap behind a full collection, and direct buffers. */
final class LiveMemory {

    private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();
    private static final String DIRECT = "direct";

    private LiveMemory() {}

    /** Collects garbage first, which stops every thread: nothing that is timed runs meanwhile. */
    static long bytes() {
        System.gc();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals(DIRECT))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return HEAP.getHeapMemoryUsage().getUsed() + direct;
    }
}
