package dev.coffer.work;

import java.util.Random;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Where tests get their randomness: {@code @RegisterExtension final Seeds seeds = new Seeds();}. A failed test prints
 * its seed, and {@code -Dseed=N} repeats it.
 */
public final class Seeds implements TestWatcher {

    private final long seed = Long.getLong("seed", System.nanoTime());

    public Random random() {
        return new Random(seed);
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println(context.getDisplayName() + " failed with -Dseed=" + seed);
    }
}
