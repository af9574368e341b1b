package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.errors.SqlError;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** RAISERROR's places. */
final class MessageFormatTest {

    private static String fill(String format, @Nullable Object... arguments) throws SqlError {
        return MessageFormat.fill(format, Arrays.asList(arguments));
    }

    @Test
    void placesAreFilledAsPrintfFillsThem() throws SqlError {
        assertThat(fill("%s|%10s|%-10s|%.2s|%*s", "ab", "ab", "ab", "abc", 4, "x"))
                .isEqualTo("ab|        ab|ab        |ab|   x");
        assertThat(fill("%d|%i|%+d|%05d|%I64d", 1, -2, 3, 42, Long.MAX_VALUE))
                .isEqualTo("1|-2|+3|00042|9223372036854775807");
        assertThat(fill("%x|%X|%#x|%o|%u", 255, 255, 255, 8, -1)).isEqualTo("ff|FF|0xff|10|4294967295");
        assertThat(fill("100%% of %s", "it")).isEqualTo("100% of it");
        assertThat(fill("%s %d", null, null)).isEqualTo("(null) (null)");
        assertThat(fill("%s")).isEqualTo("(null)");
        assertThat(fill("no place", "surplus")).isEqualTo("no place");
    }

    @Test
    void widthsAreBounded() throws SqlError {
        assertThat(fill("%999s", "x")).hasSize(999);
        assertThat(fill("%*s", 1_000_000_000, "x").length()).isLessThan(3000);
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        for (String format : List.of("%q", "50%", "%5", "%-", "%ls %z")) {
            assertThatThrownBy(() -> fill(format, "x", "y")).as(format).isInstanceOf(SqlError.class);
        }
        assertThatThrownBy(() -> fill("%d", "text")).isInstanceOf(SqlError.class);
        assertThatThrownBy(() -> fill("%s", 5)).isInstanceOf(SqlError.class);
    }
}
