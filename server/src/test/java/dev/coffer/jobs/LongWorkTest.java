package dev.coffer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork.Kind;
import dev.coffer.jobs.LongWork.Outcome;
import dev.coffer.work.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets a place, and when. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LongWorkTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PLACES = 2;

    private LongWork work = new LongWork(PLACES, 1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Counts how often it was told. */
    private static final class Told implements LongWork.Waiting {
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public void begins() {
            begun.incrementAndGet();
        }

        @Override
        public void ends() {
            ended.incrementAndGet();
        }
    }

    private Future<?> start(LongWork.Work what, Cancellation cancellation, LongWork.Waiting waiting) {
        return start(Kind.BACKUP_FULL, what, cancellation, waiting);
    }

    private Future<?> start(Kind kind, LongWork.Work what, Cancellation cancellation, LongWork.Waiting waiting) {
        return threads.submit(() -> {
            work.run(kind, cancellation, waiting, what);
            return true;
        });
    }

    private void awaitRunning(int count) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (work.runningCount() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void awaitWaiting(int count) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (work.waitingCount() != count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private static long until(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return 10;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PLACES})
    void placesAreTakenInTheOrderOfComing(int places) throws Exception {
        work = new LongWork(places, 1);
        CountDownLatch open = new CountDownLatch(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<?>> all = new ArrayList<>();
        AtomicInteger together = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int i = 0; i < places; i++) {
            all.add(start(() -> until(open), Cancellation.never(), new Told()));
        }
        awaitRunning(places);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < 24 - places; i++) {
            int number = i;
            Told waiting = new Told();
            told.add(waiting);
            all.add(start(
                    () -> {
                        order.add(number);
                        most.accumulateAndGet(together.incrementAndGet(), Math::max);
                        together.decrementAndGet();
                        return 10;
                    },
                    Cancellation.never(),
                    waiting));
            awaitWaiting(i + 1);
        }
        assertThat(told).allMatch(waiting -> waiting.begun.get() == 1 && waiting.ended.get() == 0);
        open.countDown();
        for (Future<?> each : all) {
            each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        if (places == 1) {
            assertThat(order).isSorted();
        }
        assertThat(most.get()).isLessThanOrEqualTo(places);
        assertThat(told).allMatch(waiting -> waiting.ended.get() == 1);
        assertThat(work.tally(Kind.BACKUP_FULL, Outcome.SUCCEEDED).count()).isEqualTo(24);
        assertThat(work.tally(Kind.BACKUP_FULL, Outcome.SUCCEEDED).bytes()).isEqualTo(240);
        assertThat(work.runningCount() + work.waitingCount()).isZero();
    }

    @Test
    void whoWaitsCanBeCancelledAndHoldsUpNobody() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        Future<?> first = start(() -> until(open), Cancellation.never(), new Told());
        Future<?> second = start(() -> until(open), Cancellation.never(), new Told());
        awaitRunning(PLACES);
        Cancellation cancellation = new Cancellation();
        Future<?> waiting = start(() -> 1, cancellation, new Told());
        awaitWaiting(1);
        Future<?> behind = start(() -> 1, Cancellation.never(), new Told());
        awaitWaiting(2);
        cancellation.cancel();
        assertThatThrownBy(() -> waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(CancellationException.class);
        assertThat(work.tally(Kind.BACKUP_FULL, Outcome.CANCELLED).count()).isEqualTo(1);
        open.countDown();
        for (Future<?> each : List.of(first, second, behind)) {
            each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void logsWaitForNoWholeDatabaseAndHoldUpNone() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < PLACES; i++) {
            all.add(start(() -> until(open), Cancellation.never(), new Told()));
        }
        awaitRunning(PLACES);
        Told first = new Told();
        all.add(start(() -> 1, Cancellation.never(), first));
        awaitWaiting(1);
        work.run(Kind.BACKUP_LOG, Cancellation.never(), new Told(), () -> 1);
        all.add(start(Kind.RESTORE_LOG, () -> until(open), Cancellation.never(), new Told()));
        awaitRunning(PLACES + 1);
        all.add(start(Kind.BACKUP_LOG, () -> 1, Cancellation.never(), new Told()));
        awaitWaiting(2);
        assertThat(first.ended.get()).isZero();
        open.countDown();
        for (Future<?> each : all) {
            each.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(work.runningCount() + work.waitingCount()).isZero();
    }

    @Test
    void failuresGiveTheirPlaceBackAndAreCounted() {
        for (int i = 0; i < PLACES + 1; i++) {
            assertThatThrownBy(() -> work.run(Kind.VERIFY, Cancellation.never(), new Told(), () -> {
                        throw Message.VOLUME_EMPTY.error("x");
                    }))
                    .isInstanceOf(SqlError.class);
        }
        assertThat(work.tally(Kind.VERIFY, Outcome.FAILED).count()).isEqualTo(PLACES + 1);
        assertThat(work.runningCount()).isZero();
    }
}
