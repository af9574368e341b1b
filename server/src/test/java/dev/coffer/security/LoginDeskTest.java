package dev.coffer.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.crypto.RandomSource;
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

    @BeforeEach
    void create() throws SqlError {
        try (SecretBytes password = secret(PASSWORD)) {
            logins.setPassword("sa", password);
        }
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static SecretBytes secret(String text) {
        return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    private boolean admits(String login, String password, String source) throws Exception {
        return desk.admits(login, secret(password), source)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
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
        assertThat(admits("sa", PASSWORD, "known")).isTrue();
        List<CompletionStage<Boolean>> flood = new ArrayList<>();
        for (int attempt = 0; attempt < 300; attempt++) {
            flood.add(desk.admits("sa", secret("wrong " + attempt), "hostile"));
        }
        long start = System.nanoTime();
        assertThat(admits("sa", PASSWORD, "known")).isTrue();
        assertThat(System.nanoTime() - start)
                .as("who is known is not hashed again")
                .isLessThan(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(admits("sa", "wrong", "third"))
                .as("a third address is looked at")
                .isFalse();
        for (CompletionStage<Boolean> attempt : flood) {
            assertThat(attempt.toCompletableFuture().get(60, TimeUnit.SECONDS)).isFalse();
        }
        assertThat(admits("sa", PASSWORD, "hostile")).isTrue();
    }

    @Test
    void failuresWaitLongerAndLonger() {
        AtomicLong now = new AtomicLong();
        FailedAttempts attempts = new FailedAttempts(now::get);
        assertThat(attempts.failed("a", "sa")).isEqualTo(FailedAttempts.FIRST_DELAY);
        assertThat(attempts.failed("a", "SA")).isEqualTo(FailedAttempts.FIRST_DELAY.multipliedBy(2));
        assertThat(attempts.failed("b", "sa")).isEqualTo(FailedAttempts.FIRST_DELAY);
        Duration last = Duration.ZERO;
        for (int attempt = 0; attempt < 100; attempt++) {
            last = attempts.failed("a", "sa");
        }
        assertThat(last).isEqualTo(FailedAttempts.LONGEST_DELAY);
        now.addAndGet(FailedAttempts.FORGOTTEN_AFTER.toNanos() + 1);
        assertThat(attempts.failed("a", "sa")).isEqualTo(FailedAttempts.FIRST_DELAY);
        attempts.failed("a", "sa");
        attempts.succeeded("a", "sa");
        assertThat(attempts.failed("a", "sa")).isEqualTo(FailedAttempts.FIRST_DELAY);
    }
}
