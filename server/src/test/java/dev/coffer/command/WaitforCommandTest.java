package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

/** WAITFOR TIME goes by the clock on the server's wall. */
class WaitforCommandTest {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void theTimeIsOfTheServersZone() {
        ZonedDateTime now = ZonedDateTime.parse("2026-11-30T12:30:00Z").withZoneSameInstant(TOKYO);
        assertThat(WaitforCommand.until(LocalTime.of(22, 0), now)).isEqualTo(Duration.ofMinutes(30));
        assertThat(WaitforCommand.until(LocalTime.of(21, 0), now)).isEqualTo(Duration.ofMinutes(23 * 60 + 30));
    }

    @Test
    void theTimeThatItIsIsNow() {
        ZonedDateTime now = ZonedDateTime.of(2026, 11, 30, 22, 0, 0, 0, BERLIN);
        assertThat(WaitforCommand.until(LocalTime.of(22, 0), now)).isZero();
    }

    @Test
    void clocksThatAreSetBackMakeTheNightLonger() {
        ZonedDateTime evening = ZonedDateTime.of(2026, 10, 24, 23, 0, 0, 0, BERLIN);
        assertThat(WaitforCommand.until(LocalTime.of(22, 0), evening)).isEqualTo(Duration.ofHours(24));
        assertThat(WaitforCommand.until(LocalTime.of(6, 0), evening)).isEqualTo(Duration.ofHours(8));
    }
}
