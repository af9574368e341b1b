package dev.coffer.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.security.FailedAttempts.Verdict;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What failures cost, by a clock that is moved by hand. */
class FailedAttemptsTest {

    private final AtomicLong now = new AtomicLong();
    private final FailedAttempts attempts = new FailedAttempts(now::get);

    private FailedAttempts.Turn turn(String address, String login) {
        return attempts.turn(Attempted.of(address, login));
    }

    private void fail(String address, String login) {
        attempts.failed(Attempted.of(address, login));
    }

    @Test
    void delaysGrowForOneLoginAtOneAddress() {
        assertThat(turn("10.0.0.1", "sa").delay()).isZero();
        fail("10.0.0.1", "sa");
        assertThat(turn("10.0.0.1", "SA").delay()).isEqualTo(FailedAttempts.FIRST_DELAY);
        fail("10.0.0.1", "SA");
        assertThat(turn("10.0.0.1", "sa").delay()).isGreaterThanOrEqualTo(FailedAttempts.FIRST_DELAY.multipliedBy(2));
        assertThat(turn("10.0.0.2", "sa").delay()).isZero();
        assertThat(turn("10.0.0.1", "other").delay()).isZero();
        attempts.succeeded(Attempted.of("10.0.0.1", "sa"));
        assertThat(turn("10.0.0.1", "sa").delay()).isZero();
    }

    @Test
    void theLockIsOneAddressesAndEnds() {
        for (int failure = 1; failure < FailedAttempts.LOCKED_AFTER; failure++) {
            assertThat(attempts.failed(Attempted.of("10.0.0.1", "sa"))).isFalse();
        }
        assertThat(attempts.failed(Attempted.of("10.0.0.1", "sa"))).isTrue();
        assertThat(turn("10.0.0.1", "sa").verdict()).isEqualTo(Verdict.LOCKED_OUT);
        assertThat(turn("10.0.0.2", "sa").verdict()).isEqualTo(Verdict.LOOKED_AT);
        now.addAndGet(FailedAttempts.FORGOTTEN_AFTER.toNanos());
        assertThat(turn("10.0.0.1", "sa").verdict()).isEqualTo(Verdict.LOCKED_OUT);
        now.addAndGet(1);
        assertThat(turn("10.0.0.1", "sa").verdict()).isEqualTo(Verdict.LOOKED_AT);
        assertThat(turn("10.0.0.1", "sa").delay()).isZero();
    }

    @Test
    void anAddressThatTriesManyLoginsIsSlowedToo() {
        for (int failure = 0; failure <= FailedAttempts.FREE_FOR_ORIGIN; failure++) {
            assertThat(turn("10.0.0.1", "name " + failure).delay()).isZero();
            fail("10.0.0.1", "name " + failure);
        }
        Duration delay = turn("10.0.0.1", "another").delay();
        assertThat(delay).isEqualTo(FailedAttempts.FIRST_DELAY);
        assertThat(turn("10.0.0.1", "one more").delay())
                .as("turns are given out one behind the other")
                .isEqualTo(FailedAttempts.FIRST_DELAY.multipliedBy(2));
    }

    @Test
    void manyAddressesShareTheGuessesOfALogin() {
        attempts.succeeded(Attempted.of("10.0.0.1", "sa"));
        for (int failure = 0; failure < FailedAttempts.FREE_FOR_LOGIN + 20; failure++) {
            fail("10.1.0." + failure, "sa");
        }
        assertThat(turn("10.2.0.1", "sa").delay()).isEqualTo(FailedAttempts.LONGEST_DELAY);
        assertThat(turn("10.2.0.2", "sa").verdict())
                .as("sixteen seconds are more than clients wait")
                .isEqualTo(Verdict.TOO_MANY);
        assertThat(turn("10.0.0.1", "sa").delay()).as("got in there before").isZero();
        assertThat(turn("127.0.0.1", "sa").delay()).as("the machine itself").isZero();
        assertThat(turn("127.0.0.2", "sa").verdict())
                .as("anybody's on this machine")
                .isEqualTo(Verdict.TOO_MANY);
        now.addAndGet(FailedAttempts.LONGEST_DELAY.toNanos() * 2);
        assertThat(turn("10.2.0.2", "sa").delay()).isZero();
    }

    @Test
    void anIpv6NetworkIsOneOrigin() {
        fail("2001:db8:1:2::1", "sa");
        assertThat(turn("2001:db8:1:2:ffff::9", "sa").delay()).isEqualTo(FailedAttempts.FIRST_DELAY);
        assertThat(turn("2001:db8:1:3::1", "sa").delay()).isZero();
        assertThat(Attempted.of("::1", "sa").isLocal()).isTrue();
        assertThat(Attempted.of("0:0:0:0:0:0:0:1%lo", "sa").isLocal()).isTrue();
        assertThat(Attempted.of("no address: at all", "sa").origin()).isEqualTo("no address: at all");
    }
}
