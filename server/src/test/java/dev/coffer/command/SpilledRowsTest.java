package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of every class of values come back from the file as they went. */
class SpilledRowsTest {

    @TempDir
    Path folder;

    @Test
    void rowsComeBackFromAnyPlace() throws Exception {
        @Nullable
        Object[] all = {
            "wörd 😀",
            true,
            (short) -3,
            7,
            Long.MIN_VALUE,
            new BigDecimal("-12345678901234567890.1200"),
            1.5f,
            -2.25,
            new byte[] {1, 0, 2},
            LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_900),
            LocalDate.of(1, 1, 1),
            LocalTime.MIDNIGHT,
            OffsetDateTime.parse("2024-02-29T23:30:00.5-05:30"),
            UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
            new Variant(SqlType.numeric(9, 2), new BigDecimal("1.50")),
            null
        };
        try (SpilledRows rows = SpilledRows.create(folder, all.length)) {
            @Nullable Object[] empty = new @Nullable Object[all.length];
            rows.add(empty);
            rows.add(all);
            rows.add(empty);
            rows.seal();
            assertThat(rows.count()).isEqualTo(3);
            assertThat(rows.read(1)).isEqualTo(all);
            assertThat(rows.read(2)).isEqualTo(empty);
            assertThat(rows.read(0)).isEqualTo(empty);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}
