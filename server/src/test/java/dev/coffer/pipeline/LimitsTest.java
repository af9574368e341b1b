package dev.coffer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.pipeline.Restraint.Buffering;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How many chunks are under way at once. */
class LimitsTest {

    private static int lanes(OptionalInt count, OptionalInt bytesOfOne) {
        return Limits.forCores(2).buffering(new Buffering(count, bytesOfOne)).laneCount();
    }

    @Test
    void buffersThatAStatementAsksForAreChunksWithinBounds() {
        OptionalInt unsaid = OptionalInt.empty();
        assertThat(lanes(unsaid, unsaid)).isEqualTo(Limits.forCores(2).laneCount());
        assertThat(lanes(unsaid, OptionalInt.of(64 << 10)))
                .isEqualTo(Limits.forCores(2).laneCount());
        assertThat(lanes(OptionalInt.of(3), unsaid)).isEqualTo(3);
        assertThat(lanes(OptionalInt.of(3), OptionalInt.of(4 << 20))).isEqualTo(12);
        assertThat(lanes(OptionalInt.of(8), OptionalInt.of(64 << 10))).isEqualTo(1);
        assertThat(lanes(OptionalInt.of(Integer.MAX_VALUE), OptionalInt.of(4 << 20)))
                .isEqualTo(32);
        assertThat(Limits.forCores(96)
                        .buffering(new Buffering(OptionalInt.of(1000), unsaid))
                        .laneCount())
                .isEqualTo(Limits.forCores(96).laneCount());
    }
}
