package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** Strings of a bulk load in columns of other types. */
class LoadedTextTest {

    private static final SqlType OFFSET = new SqlType("datetimeoffset", 0, 0, 6);

    @Test
    void offsetsAreRead() throws Exception {
        assertThat(LoadedText.read("2026-03-01 10:00:00.5 -09:30", "varchar", OFFSET))
                .isEqualTo(OffsetDateTime.parse("2026-03-01T10:00:00.5-09:30"));
        assertThat(LoadedText.read(" 2026-03-01T10:00Z", "varchar", OFFSET))
                .isEqualTo(OffsetDateTime.parse("2026-03-01T10:00:00Z"));
        assertThat(LoadedText.read("2026-03-01", "varchar", OFFSET))
                .isEqualTo(OffsetDateTime.parse("2026-03-01T00:00:00Z"));
        assertThatThrownBy(() -> LoadedText.read("2026-03-01 10:00 +14:01", "varchar", OFFSET))
                .isInstanceOf(SqlError.class)
                .hasMessageContaining("Conversion failed when converting date");
    }
}
