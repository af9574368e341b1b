package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.command.DatabaseUses.Purpose;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.work.Cancellation;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUsesTest {

    private static final int ONE = 51;
    private static final int TWO = 52;

    private final DatabaseUses uses = new DatabaseUses();

    @Test
    void nobodyClaimsADatabaseThatSomebodyIsIn() throws SqlError {
        DatabaseUses.Hold first = uses.enter("Shop", ONE);
        DatabaseUses.Hold second = uses.enter("shop", TWO);
        assertThat(uses.tryClaim("SHOP", Purpose.CHANGE)).isEmpty();
        first.close();
        first.close();
        assertThat(uses.tryClaim("SHOP", Purpose.CHANGE))
                .as("the second is still in it")
                .isEmpty();
        second.close();
        assertThat(uses.tryClaim("SHOP", Purpose.CHANGE)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"RESTORE, DATABASE_RESTORING", "CHANGE, DATABASE_IN_TRANSITION"})
    void nobodyEntersOrClaimsAClaimedOne(Purpose purpose, Message refusal) throws SqlError {
        DatabaseUses.Hold claim = uses.tryClaim("shop", purpose).orElseThrow();
        assertThat(uses.tryClaim("Shop", Purpose.RESTORE)).isEmpty();
        SqlError refused = catchThrowableOfType(SqlError.class, () -> uses.enter("Shop", ONE));
        assertThat(refused.catalogued()).isEqualTo(refusal);
        assertThat(uses.tryClaim("other", purpose)).isPresent();
        claim.close();
        uses.enter("Shop", ONE).close();
    }

    @Test
    void aRestoreHasTheDatabaseForItselfUntilItIsOver() throws SqlError {
        SqlError failure = Message.VOLUME_EMPTY.error("x");
        assertThatThrownBy(() -> uses.whileRestored("shop", () -> {
                    assertThat(catchThrowableOfType(SqlError.class, () -> uses.enter("Shop", ONE))
                                    .catalogued())
                            .isEqualTo(Message.DATABASE_RESTORING);
                    throw failure;
                }))
                .isSameAs(failure);
        DatabaseUses.Hold stay = uses.enter("Shop", ONE);
        assertThat(catchThrowableOfType(SqlError.class, () -> uses.whileRestored("SHOP", () -> 1))
                        .catalogued())
                .isEqualTo(Message.EXCLUSIVE_ACCESS);
        stay.close();
        assertThat(uses.whileRestored("shop", () -> 7)).isEqualTo(7);
    }

    @Test
    void whoHasClosedADatabaseIsAloneInItOnceTheOthersHaveLeft() throws Exception {
        DatabaseUses.Hold other = uses.enter("shop", TWO);
        DatabaseUses.Hold own = uses.enter("shop", ONE);
        DatabaseUses.Hold closing = uses.tryClose("SHOP", ONE).orElseThrow();
        assertThat(uses.tryClose("shop", TWO)).isEmpty();
        assertThat(catchThrowableOfType(SqlError.class, () -> uses.enter("Shop", TWO))
                        .catalogued())
                .isEqualTo(Message.DATABASE_IN_TRANSITION);
        assertThat(uses.others("Shop", ONE)).containsExactly(TWO);
        assertThat(uses.awaitLeft("shop", ONE, Duration.ZERO, Cancellation.never()))
                .isFalse();
        CompletableFuture<Boolean> left = CompletableFuture.supplyAsync(
                () -> uses.awaitLeft("shop", ONE, Duration.ofMinutes(1), Cancellation.never()));
        other.close();
        assertThat(left.get(1, TimeUnit.MINUTES)).isTrue();
        own.close();
        assertThat(uses.tryClaim("shop", Purpose.CHANGE)).as("it is closed").isEmpty();
        closing.close();
        assertThat(uses.tryClaim("shop", Purpose.CHANGE)).isPresent();
    }

    @Test
    void aCancelledWaitEnds() throws Exception {
        uses.enter("shop", TWO);
        Cancellation cancellation = new Cancellation();
        CompletableFuture<Boolean> waiting =
                CompletableFuture.supplyAsync(() -> uses.awaitLeft("shop", ONE, Duration.ofMinutes(5), cancellation));
        cancellation.cancel();
        assertThat(waiting)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(CancellationException.class);
    }
}
