package dev.coffer.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who listens to a cancellation, and until when. */
@Timeout(20)
class CancellationTest {

    private final Cancellation cancellation = new Cancellation();

    @Test
    void closingWaitsForAListenerThatRuns() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Cancellation.Registration registration = cancellation.onCancel(() -> {
            runs.countDown();
            await(mayEnd);
            ended.set(true);
        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> cancelling = threads.submit(cancellation::cancel);
            await(runs);
            AtomicReference<Thread> closer = new AtomicReference<>();
            Future<Boolean> closing = threads.submit(() -> {
                closer.set(Thread.currentThread());
                registration.close();
                return ended.get();
            });
            while (closer.get() == null || closer.get().getState() != Thread.State.WAITING) {
                assertThat(closing.isDone()).isFalse();
                Thread.onSpinWait();
            }
            mayEnd.countDown();
            assertThat(closing.get()).as("the listener had ended").isTrue();
            cancelling.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aListenerMayCloseItsOwnRegistration() {
        AtomicReference<Cancellation.Registration> own = new AtomicReference<>();
        AtomicInteger runs = new AtomicInteger();
        own.set(cancellation.onCancel(() -> {
            runs.incrementAndGet();
            own.get().close();
        }));
        cancellation.cancel();
        assertThat(runs).hasValue(1);
    }

    @Test
    void whatAnEarlierListenerClosesNeverRuns() {
        AtomicReference<Cancellation.Registration> later = new AtomicReference<>();
        AtomicBoolean ran = new AtomicBoolean();
        cancellation.onCancel(() -> later.get().close());
        later.set(cancellation.onCancel(() -> ran.set(true)));
        cancellation.cancel();
        assertThat(ran).isFalse();
    }

    @Test
    void aLateListenerRunsAtOnce() {
        cancellation.cancel();
        AtomicInteger runs = new AtomicInteger();
        cancellation.onCancel(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopping) {
            throw new IllegalStateException(stopping);
        }
    }
}
