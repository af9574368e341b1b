package dev.coffer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.work.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
final class ConveyorTest {

    private static final int LANES = 7;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Conveyor conveyor = new Conveyor(LANES, 1, () -> new Lane(8, 8));

    @Test
    void chunksComeOutInTheOrderTheyWentInWhateverTheWorkersDo() {
        int count = 20_000;
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger mostUnderWay = new AtomicInteger();
        try (Crew crew = new Crew(conveyor)) {
            crew.start("fill", () -> {
                for (int i = 0; i < count; i++) {
                    Lane lane = conveyor.nextFree();
                    assertThat(lane.index).isEqualTo(i);
                    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    lane.plainLength = i;
                    conveyor.filled();
                }
                conveyor.end();
            });
            Random random = seeds.random();
            for (int worker = 0; worker < 3; worker++) {
                Random own = new Random(random.nextLong());
                crew.start("work", () -> work(own));
            }
            List<Integer> taken = new ArrayList<>();
            for (Optional<Lane> next = conveyor.nextDone(0); next.isPresent(); next = conveyor.nextDone(0)) {
                taken.add(next.get().sealed.getInt(0));
                underWay.decrementAndGet();
                conveyor.release(0);
            }
            assertThat(taken).hasSize(count).isSorted();
            assertThat(taken.get(count - 1)).isEqualTo(2 * (count - 1));
        }
        assertThat(mostUnderWay.get()).isBetween(1, LANES);
        assertThat(conveyor.failure()).isEmpty();
    }

    private void work(Random random) {
        for (Optional<Lane> next = conveyor.nextFilled(); next.isPresent(); next = conveyor.nextFilled()) {
            Lane lane = next.get();
            if (random.nextInt(10) == 0) {
                LockSupport.parkNanos(1_000);
            }
            lane.sealed.putInt(0, 2 * lane.plainLength);
            conveyor.done(lane);
        }
    }

    @Test
    void theFillerWaitsWhileAllLanesAreUnderWay() throws Exception {
        for (int i = 0; i < LANES; i++) {
            conveyor.nextFree();
            conveyor.filled();
        }
        CountDownLatch got = new CountDownLatch(1);
        try (Crew crew = new Crew(conveyor)) {
            crew.start("fill", () -> {
                conveyor.nextFree();
                got.countDown();
            });
            assertThat(got.await(50, TimeUnit.MILLISECONDS)).isFalse();
            conveyor.done(conveyor.nextFilled().orElseThrow());
            conveyor.nextDone(0);
            conveyor.release(0);
            assertThat(got.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theFirstFailureStopsEverybodyWhoWaitsAndIsKept() throws Exception {
        CountDownLatch waiting = new CountDownLatch(3);
        CountDownLatch stopped = new CountDownLatch(3);
        try (Crew crew = new Crew(conveyor)) {
            for (int i = 0; i < 2; i++) {
                crew.start("work", () -> untilStopped(waiting, stopped, conveyor::nextFilled));
            }
            crew.start("take", () -> untilStopped(waiting, stopped, () -> conveyor.nextDone(0)));
            waiting.await();
            conveyor.fail(new IOException("disk lost"));
            conveyor.fail(new IOException("an echo"));
            assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(conveyor.failure()).get().extracting(Throwable::getMessage).isEqualTo("disk lost");
        assertThatThrownBy(conveyor::nextFree).isInstanceOf(Conveyor.Stopped.class);
    }

    private static void untilStopped(CountDownLatch waiting, CountDownLatch stopped, Crew.Job job) throws Exception {
        waiting.countDown();
        try {
            job.run();
        } catch (Conveyor.Stopped expected) {
            stopped.countDown();
        }
    }

    @Test
    void whatAThreadThrowsIsTheFailure() {
        AssertionError broken = new AssertionError("broken");
        try (Crew crew = new Crew(conveyor)) {
            crew.start("work", () -> {
                throw broken;
            });
            assertThatThrownBy(() -> conveyor.nextDone(0)).isInstanceOf(Conveyor.Stopped.class);
        }
        assertThat(conveyor.failure()).containsSame(broken);
    }

    @Test
    void anEmptyConveyorEnds() {
        conveyor.end();
        assertThat(conveyor.nextFilled()).isEmpty();
        assertThat(conveyor.nextDone(0)).isEmpty();
    }
}
