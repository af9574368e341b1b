package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import org.junit.jupiter.api.Test;

class DatabaseUsesTest {

    private final DatabaseUses uses = new DatabaseUses();

    @Test
    void nobodyClaimsADatabaseThatSomebodyIsIn() throws SqlError {
        DatabaseUses.Hold first = uses.enter("Shop");
        DatabaseUses.Hold second = uses.enter("shop");
        assertThat(uses.tryClaim("SHOP")).isEmpty();
        first.close();
        first.close();
        assertThat(uses.tryClaim("SHOP")).as("the second is still in it").isEmpty();
        second.close();
        assertThat(uses.tryClaim("SHOP")).isPresent();
    }

    @Test
    void nobodyEntersOrClaimsAClaimedOne() throws SqlError {
        DatabaseUses.Hold claim = uses.tryClaim("shop").orElseThrow();
        assertThat(uses.tryClaim("Shop")).isEmpty();
        SqlError refused = catchThrowableOfType(SqlError.class, () -> uses.enter("Shop"));
        assertThat(refused.catalogued()).isEqualTo(Message.DATABASE_RESTORING);
        assertThat(uses.tryClaim("other")).isPresent();
        claim.close();
        uses.enter("Shop").close();
    }
}
