package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Joins packets to messages (MS-TDS 2.2.3.1). An attention comes out at once, also between the packets of a message
 * that the client then takes back. What it passes on was taken from the budget: whoever has run the message gives it
 * back. Confined to the connection's event loop.
 *
 * <pre>
 *   type 1 | status 1 | length 2, big-endian, header included | SPID 2 | packet id 1 | window 1 | body
 * </pre>
 */
final class PacketDecoder extends ByteToMessageDecoder {

    private static final int LENGTH_OFFSET = 2;
    private static final byte[] NOTHING = new byte[0];

    private final Limits limits;
    private MessageBudget budget;
    private @Nullable PacketType type;
    private int firstStatus;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;
    private boolean loads;
    private boolean dropped;
    private long lastPacketNanos;
    private boolean halfSent;
    private boolean watched;
    private @Nullable PacketQueue load;

    /**
     * @param strangers what messages before the login are taken from
     * @param limits those of a login hold until {@link #allow}
     */
    PacketDecoder(MessageBudget strangers, Limits limits) {
        this.budget = strangers;
        this.limits = limits;
    }

    /**
     * The client has logged in: from the next packet on, messages may have a request's length, and bulk loads, which
     * have no bound, are passed on as they come.
     *
     * @return false when another message has begun already
     */
    boolean allow(MessageBudget requests) {
        if (holdsBytes()) {
            return false;
        }
        budget = requests;
        loads = true;
        return true;
    }

    /** The message is not needed any more. */
    void giveBack(InboundMessage message) {
        budget.give(message.body().length);
    }

    /** Whether bytes wait here that came before anybody may have sent them: a forged start of an encrypted session. */
    boolean holdsBytes() {
        return type != null || actualReadableBytes() > 0;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws MalformedMessage {
        if (in.readableBytes() < PacketType.HEADER_BYTES) {
            return;
        }
        int start = in.readerIndex();
        int length = in.getUnsignedShort(start + LENGTH_OFFSET);
        PacketType packet = PacketType.of(in.getUnsignedByte(start));
        if (length < PacketType.HEADER_BYTES || length > PacketType.MAX_PACKET_BYTES) {
            throw new MalformedMessage("A packet of " + length + " bytes");
        }
        if (in.readableBytes() < length) {
            return;
        }
        lastPacketNanos = now(context);
        int status = in.getUnsignedByte(start + 1);
        in.skipBytes(PacketType.HEADER_BYTES);
        int bodyBytes = length - PacketType.HEADER_BYTES;
        if (packet == PacketType.ATTENTION) {
            in.skipBytes(bodyBytes);
            endLoad(PacketQueue.End.TAKEN_BACK);
            out.add(new InboundMessage(packet, status, NOTHING));
            return;
        }
        if (packet == PacketType.BULK_LOAD && loads && type == null) {
            byte[] rows = new byte[bodyBytes];
            in.readBytes(rows);
            carry(context, status, rows, out);
            return;
        }
        append(packet, status, in, bodyBytes);
        if ((status & PacketType.END_OF_MESSAGE) != 0) {
            out.add(finish(packet, status));
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        boolean halfBefore = halfSent;
        halfSent = isHalfSent();
        if (halfSent && !halfBefore) {
            lastPacketNanos = now(context);
        }
        if (halfSent && loads && !watched) {
            watched = true;
            watch(context, patience().toNanos());
        }
        super.channelReadComplete(context);
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    private boolean isHalfSent() {
        return load != null || holdsBytes();
    }

    private Duration patience() {
        return load == null ? limits.stalledRequest() : limits.stalledLoad();
    }

    /** Looks again later; only whole packets count as going on, so that one byte now and then does not. */
    private void watch(ChannelHandlerContext context, long nanos) {
        ScheduledFuture<?> unused = context.executor().schedule(() -> look(context), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ChannelHandlerContext context) {
        if (context.isRemoved() || !isHalfSent()) {
            watched = false;
            return;
        }
        if (load != null && load.isPaused()) {
            lastPacketNanos = now(context);
        }
        long left = patience().toNanos() - (now(context) - lastPacketNanos);
        if (left > 0) {
            watch(context, left);
            return;
        }
        context.fireExceptionCaught(new MalformedMessage((load == null ? "Half a request" : "Half a bulk load")
                + ", and nothing more of it for "
                + patience().toSeconds() + " s"));
    }

    /** Part of a bulk load, which begins to run with its first packet. */
    private void carry(ChannelHandlerContext context, int status, byte[] rows, List<Object> out) {
        PacketQueue current = load;
        if (current == null) {
            current = new PacketQueue(context.channel());
            load = current;
            int begun = status & ~PacketType.IGNORE;
            out.add(new InboundMessage(PacketType.BULK_LOAD, begun, NOTHING, InboundMessage.Fate.WHOLE, current));
        }
        current.offer(rows);
        if ((status & PacketType.END_OF_MESSAGE) != 0) {
            endLoad((status & PacketType.IGNORE) != 0 ? PacketQueue.End.TAKEN_BACK : PacketQueue.End.WHOLE);
        }
    }

    private void endLoad(PacketQueue.End how) {
        if (load != null) {
            load.end(how);
            load = null;
        }
    }

    private void append(PacketType packet, int status, ByteBuf in, int length) throws MalformedMessage {
        if (load != null) {
            throw new MalformedMessage("A packet of type " + packet + " inside a bulk load");
        }
        if (type == null) {
            type = packet;
            firstStatus = status;
            body = Unpooled.buffer(length);
        } else if (type != packet) {
            throw new MalformedMessage("A packet of type " + packet + " inside a message of type " + type);
        }
        int most = maxBytes(packet);
        if (body.readableBytes() + length > most) {
            throw new MalformedMessage("A message of more than " + most + " bytes");
        }
        if (dropped || !budget.take(length)) {
            drop(in, length);
        } else {
            body.writeBytes(in, length);
        }
    }

    private int maxBytes(PacketType packet) {
        if (loads) {
            return limits.requestBytes();
        }
        return packet == PacketType.PRELOGIN ? limits.preloginBytes() : limits.loginMessageBytes();
    }

    /** There is no memory for the message: of one who logged in the rest is read, to answer it. */
    private void drop(ByteBuf in, int length) throws MalformedMessage {
        if (!loads) {
            throw new MalformedMessage("The logins of all clients together take too much memory");
        }
        dropped = true;
        in.skipBytes(length);
        budget.give(body.readableBytes());
        body = Unpooled.EMPTY_BUFFER;
    }

    private InboundMessage finish(PacketType packet, int lastStatus) {
        byte[] whole = new byte[body.readableBytes()];
        body.readBytes(whole);
        body = Unpooled.EMPTY_BUFFER;
        type = null;
        InboundMessage.Fate fate = dropped ? InboundMessage.Fate.DROPPED : InboundMessage.Fate.WHOLE;
        dropped = false;
        return new InboundMessage(packet, firstStatus | (lastStatus & PacketType.IGNORE), whole, fate, null);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        endLoad(PacketQueue.End.BROKEN);
        budget.give(body.readableBytes());
        body = Unpooled.EMPTY_BUFFER;
        type = null;
    }
}
