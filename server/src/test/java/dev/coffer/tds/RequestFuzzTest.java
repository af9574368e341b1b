package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.errors.SqlError;
import dev.coffer.work.Seeds;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mutated requests are read, refused or malformed: never anything else, and never with more memory than they have. */
class RequestFuzzTest {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("coffer.fuzz.seconds", 3));

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private record Kind(PacketType type, byte[] body) {}

    @Test
    void readersThrowWhatTheyDeclare() throws Exception {
        List<Kind> kinds = List.of(
                new Kind(PacketType.PRELOGIN, Requests.prelogin()),
                new Kind(PacketType.LOGIN, Requests.login("sa", "secret", "master", true)),
                new Kind(PacketType.SQL_BATCH, Requests.batch("SELECT 1")),
                new Kind(PacketType.RPC, Requests.call()),
                new Kind(PacketType.TRANSACTION, Requests.begin()));
        for (Kind kind : kinds) {
            read(kind.type(), kind.body().clone(), TdsVersion.V7_4);
        }
        List<TdsVersion> versions = List.of(TdsVersion.values());
        Random random = seeds.random();
        long end = System.nanoTime() + TIME.toNanos();
        int read = 0;
        int refused = 0;
        while (System.nanoTime() < end) {
            Kind kind = kinds.get(random.nextInt(kinds.size()));
            TdsVersion version = versions.get(random.nextInt(versions.size()));
            try {
                read(kind.type(), Mutations.of(kind.body(), random), version);
                read++;
            } catch (MalformedMessage | SqlError declared) {
                refused++;
            }
        }
        assertThat(read).as("mutants that were still readable").isPositive();
        assertThat(refused).as("mutants that were refused").isPositive();
    }

    private static void read(PacketType type, byte[] body, TdsVersion version) throws MalformedMessage, SqlError {
        switch (type) {
            case PRELOGIN -> Prelogin.read(body);
            case LOGIN -> Login7.read(body).password().close();
            default ->
                new MessageReader(new Dialect(version, true), Limits.standard())
                        .read(new InboundMessage(type, 1, Arrays.copyOf(body, body.length)));
        }
    }
}
