package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.work.Seeds;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hostile clients end their own connection and nothing else. The sessions behind the wire are echoes. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ServerFuzzTest {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("coffer.fuzz.seconds", 5));
    private static final Duration STALLED = Duration.ofMillis(500);
    private static final Limits LIMITS = Limits.standard()
            .withLoginTimeout(Duration.ofSeconds(2))
            .withStalledWrite(Duration.ofMillis(300))
            .withStalledRequest(STALLED);

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final EchoServer echo = new EchoServer(LIMITS);

    @BeforeEach
    void start() throws IOException {
        echo.start();
    }

    @AfterEach
    void stop() {
        echo.close();
    }

    private Socket plain() throws IOException {
        return new Socket(echo.server().address().getAddress(), echo.port());
    }

    @Test
    void halfARequestIsNotWaitedForForEver() throws Exception {
        long free = echo.server().freeRequestBytes();
        try (StrictClient slow = echo.client()) {
            slow.login();
            byte[] body = Requests.batch("half");
            slow.sendRaw(StrictClient.packet(PacketType.SQL_BATCH.code(), 0, body, 0, body.length));
            assertThatThrownBy(slow::receive)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        try (StrictClient slow = echo.client()) {
            slow.login();
            slow.sendRaw(new byte[] {1, 1, 0});
            assertThatThrownBy(slow::receive)
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        awaitNoSessions();
        assertThat(echo.server().freeRequestBytes()).isEqualTo(free);
    }

    @Test
    void mutatedConversations() throws Exception {
        Random random = seeds.random();
        long end = System.nanoTime() + TIME.toNanos();
        int rounds = 0;
        while (System.nanoTime() < end) {
            try (StrictClient hostile = echo.client()) {
                hostile.login();
                misbehave(hostile, random);
            } catch (IOException closed) {
                assertThat(closed).isNotInstanceOf(SocketTimeoutException.class);
            }
            rounds++;
        }
        assertThat(rounds).isGreaterThan(5);
        assertHealthy();
        awaitNoSessions();
    }

    /** Sends until the server has had enough, ten times at most. */
    private static void misbehave(StrictClient hostile, Random random) throws IOException {
        for (int request = 0; request < 10; request++) {
            switch (random.nextInt(5)) {
                case 0 -> hostile.send(PacketType.SQL_BATCH, Mutations.of(Requests.batch("3 rows"), random));
                case 1 -> hostile.send(PacketType.RPC, Mutations.of(Requests.call(), random));
                case 2 -> hostile.send(PacketType.TRANSACTION, Mutations.of(Requests.begin(), random));
                case 3 -> hostile.send(PacketType.BULK_LOAD, Mutations.of(Requests.rows(), random));
                default -> {
                    // What its header says is missing may never come: nobody waits for an answer.
                    byte[] body = Requests.batch("3 rows");
                    hostile.sendRaw(Mutations.of(StrictClient.packet(1, 1, body, 0, body.length), random));
                    hostile.send(PacketType.ATTENTION, new byte[0]);
                    return;
                }
            }
            hostile.receive();
        }
    }

    @Test
    void garbageAndSilenceBeforeTheLogin() throws Exception {
        Random random = seeds.random();
        for (int round = 0; round < 200; round++) {
            try (Socket socket = plain()) {
                byte[] noise = Mutations.of(
                        StrictClient.packet(18, 1, Requests.prelogin(), 0, Requests.prelogin().length), random);
                socket.getOutputStream().write(noise);
                socket.getOutputStream().flush();
            } catch (IOException reset) {
                assertThat(reset.getMessage()).isNotBlank();
            }
        }
        try (Socket silent = plain()) {
            silent.setSoTimeout(20_000);
            assertThat(silent.getInputStream().read())
                    .as("closed by the login timeout")
                    .isEqualTo(-1);
        }
        assertHealthy();
    }

    @Test
    void whoSaysLittleAndSlowlyIsDropped() throws Exception {
        byte[] prelogin = StrictClient.packet(18, 1, Requests.prelogin(), 0, Requests.prelogin().length);
        try (Socket slow = plain()) {
            slow.setSoTimeout(100);
            long start = System.nanoTime();
            assertThatThrownBy(() -> {
                        for (int sent = 0; System.nanoTime() - start < TimeUnit.SECONDS.toNanos(20); sent++) {
                            slow.getOutputStream().write(prelogin[Math.min(sent, prelogin.length - 2)]);
                            try {
                                requireOpen(slow.getInputStream().read());
                            } catch (SocketTimeoutException nothingYet) {
                                slow.getOutputStream().flush();
                            }
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertHealthy();
    }

    private static void requireOpen(int read) throws IOException {
        if (read < 0) {
            throw new IOException("The server closed");
        }
    }

    @Test
    void aHostThatOpensAndSaysNothingLeavesRoomForOthers() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < LIMITS.strangers() + 20; i++) {
                Socket socket = new Socket();
                socket.bind(new InetSocketAddress("127.0.0.2", 0));
                socket.connect(echo.server().address());
                silent.add(socket);
            }
            assertThat(silent.get(LIMITS.strangers() + 10).getInputStream().read())
                    .as("one too many from there")
                    .isEqualTo(-1);
            assertHealthy();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void bytesBeforeTlsAreNotTakenForTheClients() throws Exception {
        byte[] prelogin = StrictClient.packet(18, 1, Requests.prelogin(), 0, Requests.prelogin().length);
        byte[] login = Requests.login("sa", "right", "", false);
        byte[] injected = StrictClient.packet(16, 1, login, 0, login.length);
        try (Socket socket = plain()) {
            socket.setSoTimeout(20_000);
            byte[] both = Arrays.copyOf(prelogin, prelogin.length + injected.length);
            System.arraycopy(injected, 0, both, prelogin.length, injected.length);
            socket.getOutputStream().write(both);
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(answer.length).as("a PRELOGIN answer at most").isLessThan(100);
        }
        assertThat(echo.server().sessionCount()).isZero();
    }

    @Test
    void oversizedRequestsAreRefused() throws Exception {
        try (StrictClient hostile = echo.client()) {
            hostile.login();
            byte[] packet = StrictClient.packet(1, 0, new byte[4000], 0, 4000);
            assertThatThrownBy(() -> {
                        for (long sent = 0; sent <= LIMITS.requestBytes() + 10_000_000L; sent += 4000) {
                            hostile.sendRaw(packet);
                        }
                        hostile.receive();
                    })
                    .isInstanceOf(IOException.class);
        }
        assertHealthy();
    }

    @Test
    void whoReadsNothingIsDropped() throws Exception {
        try (StrictClient lazy = echo.client()) {
            lazy.login();
            lazy.send(PacketType.SQL_BATCH, Requests.batch("900000 rows"));
            awaitNoSessions();
        }
        assertHealthy();
    }

    @Test
    void attentionIsAnsweredInAMessageOfItsOwn() throws Exception {
        try (StrictClient client = echo.client()) {
            client.login();
            client.send(PacketType.ATTENTION, new byte[0]);
            assertThat(client.receive())
                    .startsWith(0xFD, Token.Done.ATTENTION, 0)
                    .hasSize(13);
            client.send(PacketType.SQL_BATCH, Requests.batch("900000 rows"));
            client.send(PacketType.ATTENTION, new byte[0]);
            byte[] cut = client.receive();
            assertThat(cut.length).isGreaterThanOrEqualTo(13).isLessThan(500_000_000);
            assertThat(client.receive())
                    .startsWith(0xFD, Token.Done.ATTENTION, 0)
                    .hasSize(13);
            client.send(PacketType.SQL_BATCH, Requests.batch("1 row"));
            assertThat(client.receive()).startsWith(0x81);
        }
    }

    private void assertHealthy() throws Exception {
        try (StrictClient client = echo.client()) {
            assertThat(client.login()).startsWith(0xE3);
            client.send(PacketType.SQL_BATCH, Requests.batch("2 rows"));
            assertThat(client.receive()).startsWith(0x81).hasSizeGreaterThan(2000);
        }
        assertThat(echo.server().freeRequestBytes()).isEqualTo(LIMITS.totalRequestBytes());
    }

    private void awaitNoSessions() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (echo.server().sessionCount() > 0) {
            assertThat(System.nanoTime()).as("sessions end").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
