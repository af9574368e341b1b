package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.work.Cancellation;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long the rest of a request is waited for; the clock is the test's. */
class PacketDecoderTest {

    private static final Limits LIMITS = Limits.standard();
    private static final byte[] BODY = Requests.batch("0123456789");

    private final MessageBudget budget = new MessageBudget(LIMITS.totalRequestBytes());
    private final MessageBudget strangers = new MessageBudget(LIMITS.strangerBytes());
    private final PacketDecoder decoder = new PacketDecoder(strangers, LIMITS);
    private final List<Throwable> failures = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder, new ChannelInboundHandlerAdapter() {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            failures.add(cause);
        }
    });

    @BeforeEach
    void logIn() {
        channel.freezeTime();
        assertThat(decoder.allow(budget)).isTrue();
    }

    private void send(byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private void part(PacketType type, int status, int at) {
        send(StrictClient.packet(type.code(), status, BODY, at, 1));
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void everyPacketBringsNewTime() {
        for (int at = 0; at < BODY.length - 1; at++) {
            part(PacketType.SQL_BATCH, 0, at);
            pass(LIMITS.stalledRequest().minusMillis(1));
        }
        part(PacketType.SQL_BATCH, PacketType.END_OF_MESSAGE, BODY.length - 1);
        InboundMessage message = channel.readInbound();
        assertThat(message.body()).isEqualTo(BODY);
        pass(LIMITS.stalledRequest().multipliedBy(10));
        assertThat(failures).isEmpty();
    }

    @Test
    void singleBytesBringNone() {
        byte[] packet = StrictClient.packet(PacketType.SQL_BATCH.code(), 1, BODY, 0, BODY.length);
        for (int at = 0; at < 10; at++) {
            send(new byte[] {packet[at]});
            pass(LIMITS.stalledRequest().dividedBy(9));
        }
        assertThat(failures).singleElement().isInstanceOf(MalformedMessage.class);
    }

    @Test
    void timeBeforeARequestDoesNotCount() {
        part(PacketType.SQL_BATCH, 0, 0);
        part(PacketType.SQL_BATCH, PacketType.END_OF_MESSAGE, 1);
        pass(LIMITS.stalledRequest().minusMillis(1));
        send(new byte[] {1});
        pass(LIMITS.stalledRequest().minusMillis(1));
        assertThat(failures).isEmpty();
        pass(Duration.ofMillis(2));
        assertThat(failures).singleElement().asString().contains("Half a request, and nothing more of it for 120 s");
    }

    @Test
    void bulkLoadsHaveMoreTime() {
        part(PacketType.BULK_LOAD, 0, 0);
        pass(LIMITS.stalledLoad().minusMillis(1));
        assertThat(failures).isEmpty();
        pass(Duration.ofMillis(2));
        assertThat(failures).singleElement().asString().contains("Half a bulk load");
    }

    @Test
    void aRequestThatFindsNoMemoryIsReadToItsEnd() {
        long left = 10;
        assertThat(budget.take(budget.leftBytes() - left)).isTrue();
        for (int at = 0; at < BODY.length; at++) {
            part(PacketType.SQL_BATCH, at == BODY.length - 1 ? PacketType.END_OF_MESSAGE : 0, at);
        }
        InboundMessage dropped = channel.readInbound();
        assertThat(dropped.fate()).isEqualTo(InboundMessage.Fate.DROPPED);
        assertThat(dropped.body()).isEmpty();
        assertThat(budget.leftBytes()).isEqualTo(left);
        send(StrictClient.packet(PacketType.SQL_BATCH.code(), PacketType.END_OF_MESSAGE, BODY, 0, 1));
        InboundMessage next = channel.readInbound();
        assertThat(next.fate()).isEqualTo(InboundMessage.Fate.WHOLE);
        assertThat(failures).isEmpty();
    }

    @Test
    void strangersHaveMemoryOfTheirOwn() {
        PacketDecoder fresh = new PacketDecoder(strangers, LIMITS);
        EmbeddedChannel stranger = new EmbeddedChannel(fresh);
        byte[] half = StrictClient.packet(PacketType.LOGIN.code(), 0, new byte[1000], 0, 1000);
        stranger.writeInbound(Unpooled.wrappedBuffer(half));
        assertThat(strangers.leftBytes()).isEqualTo(LIMITS.strangerBytes() - 1000);
        assertThat(budget.leftBytes()).isEqualTo(LIMITS.totalRequestBytes());
        assertThat(fresh.allow(budget)).as("with half a message").isFalse();
        stranger.close().syncUninterruptibly();
        assertThat(strangers.leftBytes()).isEqualTo(LIMITS.strangerBytes());
        byte[] long4096 = StrictClient.packet(PacketType.PRELOGIN.code(), 0, new byte[4097], 0, 4097);
        EmbeddedChannel other = new EmbeddedChannel(new PacketDecoder(strangers, LIMITS));
        assertThatThrownBy(() -> other.writeInbound(Unpooled.wrappedBuffer(long4096)))
                .hasMessageContaining("A message of more than 4096 bytes");
    }

    @Test
    void aLoadThatIsFullIsNotReadFromUntilThereIsRoom() throws Exception {
        byte[] rows = new byte[32_000];
        InboundMessage message = null;
        for (int sent = 0; sent < 33; sent++) {
            send(StrictClient.packet(PacketType.BULK_LOAD.code(), 0, rows, 0, rows.length));
            message = message == null ? channel.readInbound() : message;
        }
        assertThat(channel.config().isAutoRead()).isFalse();
        pass(LIMITS.stalledLoad().multipliedBy(2));
        assertThat(failures).isEmpty();
        PacketQueue load = Objects.requireNonNull(message.load());
        for (int taken = 0; taken < 20; taken++) {
            assertThat(load.take(Cancellation.never())).hasSize(rows.length);
        }
        assertThat(channel.config().isAutoRead()).isTrue();
        assertThat(budget.leftBytes()).isEqualTo(LIMITS.totalRequestBytes());
    }
}
