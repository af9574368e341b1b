package dev.coffer.work;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine. At home a test without it is skipped; with {@code CI=true} it fails. */
public final class Needs {

    private Needs() {}

    /** @param need whether it is there */
    public static void require(boolean need, String sentence) {
        if (!need && "true".equals(System.getenv("CI"))) {
            fail(sentence + " In CI nothing is skipped, so this is a failure.");
        }
        Assumptions.assumeTrue(need, sentence);
    }

    /** Whether the tests run as root. */
    public static boolean root() {
        return Ids.of("unix:uid") == 0;
    }
}
