package dev.coffer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.work.Cancellation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long MEBIBYTE = 1L << 20;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Pace pace = new Pace(now::get);

    @Test
    void everyByteHasItsTime() {
        assertThat(pace.turn(3 * MEBIBYTE, MEBIBYTE)).isZero();
        assertThat(pace.turn(MEBIBYTE, MEBIBYTE)).isEqualTo(TimeUnit.SECONDS.toNanos(3));
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(pace.turn(MEBIBYTE, 2 * MEBIBYTE)).isEqualTo(TimeUnit.SECONDS.toNanos(3));
        assertThat(pace.turn(0, MEBIBYTE)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(3500));
    }

    @Test
    void timeWithoutWritersIsNotMadeUpFor() {
        pace.turn(MEBIBYTE, MEBIBYTE);
        now.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(pace.turn(MEBIBYTE, MEBIBYTE)).isZero();
        assertThat(pace.turn(MEBIBYTE, MEBIBYTE)).isEqualTo(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void whoeverWaitsCanBeCancelled() {
        pace.turn(3600 * MEBIBYTE, MEBIBYTE);
        Cancellation cancellation = new Cancellation();
        Thread canceller = new Thread(cancellation::cancel);
        canceller.start();
        assertThatThrownBy(() -> pace.await(MEBIBYTE, MEBIBYTE, cancellation))
                .isInstanceOf(CancellationException.class);
    }
}
