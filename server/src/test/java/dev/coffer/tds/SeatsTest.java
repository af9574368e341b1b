package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.tds.Seats.Welcome;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** Who finds a place when there are few. */
class SeatsTest {

    private static final Limits LIMITS = Limits.standard();

    private final Seats seats = new Seats(LIMITS);

    private final Neighbourhood around = new EchoServer(LIMITS).neighbourhood();

    private boolean arrive(String origin, Welcome welcome) {
        return seats.arrive(new TdsConnection(around, new EmbeddedChannel()), origin, welcome);
    }

    @Test
    void placesAreKeptForThoseWhoWereHereBefore() {
        int strangers = LIMITS.sockets() - LIMITS.keptSockets();
        for (int i = 0; i < strangers; i++) {
            assertThat(arrive("host " + i % 100, Welcome.STRANGER)).isTrue();
        }
        assertThat(arrive("another", Welcome.STRANGER)).isFalse();
        assertThat(arrive("127.0.0.1", Welcome.KNOWN)).isTrue();
    }

    @Test
    void oneOriginHasSoManyThatDidNotLogIn() {
        for (int i = 0; i < LIMITS.strangers(); i++) {
            assertThat(arrive("one", Welcome.STRANGER)).isTrue();
        }
        assertThat(arrive("one", Welcome.STRANGER)).isFalse();
        assertThat(arrive("one", Welcome.KNOWN)).isFalse();
        assertThat(arrive("two", Welcome.STRANGER)).isTrue();
    }
}
