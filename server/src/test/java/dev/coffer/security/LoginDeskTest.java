package dev.coffer.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is let in, who waits, and that a flood holds up nobody else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LoginDeskTest {

    private static final String PASSWORD = "Right-Pa55word";
    private static final int ADMITTED = 0;
    private static final int FAILED = 18456;
    private static final int LOCKED_OUT = 18486;

    private final Map<String, StoredLogin> rows = new ConcurrentHashMap<>();
    private final Logins logins = new Logins(
            new LoginStore() {
                @Override
                public Optional<StoredLogin> find(String name) {
                    return Optional.ofNullable(rows.get(name));
                }

                @Override
                public void put(StoredLogin login) {
                    rows.put(login.name(), login);
                }
            },
            new RandomSource(),
            Clock.systemUTC());
    private final LoginDesk desk = new LoginDesk(logins);
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> waited = new CopyOnWriteArrayList<>();
    private final MovedDesk movedDesk = new MovedDesk();

    @BeforeEach
    void create() throws SqlError {
        try (SecretBytes password = secret(PASSWORD)) {
            logins.setPassword("sa", password);
        }
    }

    @AfterEach
    void close() {
        desk.close();
        movedDesk.desk.close();
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean admits(String login, String password, String source) throws Exception {
        return refusal(login, password, source) == ADMITTED;
    }

    private int refusal(String login, String password, String source) throws Exception {
        return refusal(desk, login, password, source);
    }

    /** The error's number. */
    private static int refusal(LoginDesk desk, String login, String password, String source) throws Exception {
        return desk.refusal(login, secret(password), source)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .map(SqlError::number)
                .orElse(ADMITTED);
    }

    @Test
    void rightAndWrong() throws Exception {
        assertThat(admits("sa", PASSWORD, "a")).isTrue();
        assertThat(admits("sa", PASSWORD, "a")).isTrue();
        assertThat(admits("sa", PASSWORD + " ", "a")).isFalse();
        assertThat(admits("sa", "", "a")).isFalse();
        assertThat(admits("nobody", PASSWORD, "a")).isFalse();
    }

    @Test
    void aNewPasswordMakesTheOldOneWrong() throws Exception {
        assertThat(admits("sa", PASSWORD, "a")).isTrue();
        try (SecretBytes fresh = secret("Another-Pa55word")) {
            logins.setPassword("sa", fresh);
        }
        assertThat(admits("sa", PASSWORD, "a")).isFalse();
        assertThat(admits("sa", "Another-Pa55word", "a")).isTrue();
    }

    @Test
    void weakPasswordsAreNamedByTheirNumbers() {
        assertRefused("Sh0rt", 33062);
        assertRefused("Lo0ng".repeat(30), 33063);
        assertRefused("onlylowercase", 33064);
    }

    private void assertRefused(String password, int number) {
        try (SecretBytes weak = secret(password)) {
            assertThatThrownBy(() -> logins.setPassword("sa", weak))
                    .isInstanceOfSatisfying(
                            SqlError.class, error -> assertThat(error.number()).isEqualTo(number));
        }
    }

    @Test
    void aFloodFromOneAddressHoldsUpNobodyElse() throws Exception {
        assertThat(admits("sa", PASSWORD, "10.0.0.1")).isTrue();
        List<CompletionStage<Optional<SqlError>>> flood = new ArrayList<>();
        for (int attempt = 0; attempt < 300; attempt++) {
            flood.add(desk.refusal("sa", secret("wrong " + attempt), "10.9.9.9"));
        }
        long start = System.nanoTime();
        assertThat(admits("sa", PASSWORD, "10.0.0.1")).isTrue();
        assertThat(System.nanoTime() - start)
                .as("who is known is not hashed again")
                .isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(refusal("sa", "wrong", "10.0.0.3"))
                .as("a third address is looked at")
                .isEqualTo(FAILED);
        assertThat(flood)
                .as("nobody got in, and what was not looked at is answered later")
                .allSatisfy(attempt -> assertThat(
                                attempt.toCompletableFuture().getNow(Optional.of(Message.LOGIN_FAILED.error("sa"))))
                        .isPresent());
    }

    @Test
    void thirdAddressesWaitForNobodysFailures() throws Exception {
        for (int failure = 0; failure < FailedAttempts.LOCKED_AFTER; failure++) {
            assertThat(moved().refusal("sa", "wrong " + failure, "10.9.9.9")).isEqualTo(FAILED);
        }
        assertThat(waited).hasSize(FailedAttempts.LOCKED_AFTER - 1).isSorted();
        assertThat(waited.get(0)).isEqualTo(FailedAttempts.FIRST_DELAY);
        assertThat(waited.get(8)).isEqualTo(FailedAttempts.LONGEST_DELAY);
        assertThat(moved().refusal("sa", PASSWORD, "10.9.9.9"))
                .as("locked out, also with the right password")
                .isEqualTo(LOCKED_OUT);
        assertThat(moved().refusal("SA", PASSWORD, "10.9.9.9")).isEqualTo(LOCKED_OUT);
        assertThat(waited).endsWith(LoginDesk.UNLOOKED_DELAY, LoginDesk.UNLOOKED_DELAY);
        waited.clear();
        assertThat(moved().admits("sa", PASSWORD, "10.0.0.1")).isTrue();
        assertThat(waited).isEmpty();
        now.addAndGet(FailedAttempts.FORGOTTEN_AFTER.toNanos() + 1);
        assertThat(moved().admits("sa", PASSWORD, "10.9.9.9")).isTrue();
    }

    @Test
    void aRememberedPasswordIsNoWayAround() throws Exception {
        assertThat(moved().admits("sa", PASSWORD, "10.0.0.1")).isTrue();
        assertThat(moved().refusal("sa", "wrong", "10.9.9.9")).isEqualTo(FAILED);
        assertThat(moved().refusal("sa", "wrong", "10.9.9.9")).isEqualTo(FAILED);
        waited.clear();
        assertThat(moved().admits("sa", PASSWORD, "10.9.9.9")).isTrue();
        assertThat(waited)
                .as("the comparison waits for its turn")
                .containsExactly(FailedAttempts.FIRST_DELAY.multipliedBy(2));
        assertThat(moved().refusal("sa", "wrong", "10.9.9.9")).isEqualTo(FAILED);
    }

    private MovedDesk moved() {
        return movedDesk;
    }

    /** The desk whose delays only move the clock. */
    private final class MovedDesk {
        private final LoginDesk desk = new LoginDesk(logins, now::get, (delay, work) -> {
            waited.add(delay);
            now.addAndGet(delay.toNanos());
            work.run();
        });

        int refusal(String login, String password, String source) throws Exception {
            return LoginDeskTest.refusal(desk, login, password, source);
        }

        boolean admits(String login, String password, String source) throws Exception {
            return refusal(login, password, source) == ADMITTED;
        }
    }
}
