package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
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

    private final MessageBudget budget;
    private int maxMessageBytes;
    private @Nullable PacketType type;
    private int firstStatus;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;

    /** @param maxMessageBytes of the messages until {@link #allow} says otherwise */
    PacketDecoder(MessageBudget budget, int maxMessageBytes) {
        this.budget = budget;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** From the next packet on, messages may have that many bytes. */
    void allow(int messageBytes) {
        maxMessageBytes = messageBytes;
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
        int status = in.getUnsignedByte(start + 1);
        in.skipBytes(PacketType.HEADER_BYTES);
        int bodyBytes = length - PacketType.HEADER_BYTES;
        if (packet == PacketType.ATTENTION) {
            in.skipBytes(bodyBytes);
            out.add(new InboundMessage(packet, status, new byte[0]));
            return;
        }
        append(packet, status, in, bodyBytes);
        if ((status & PacketType.END_OF_MESSAGE) != 0) {
            out.add(finish(packet, status));
        }
    }

    private void append(PacketType packet, int status, ByteBuf in, int length) throws MalformedMessage {
        if (type == null) {
            type = packet;
            firstStatus = status;
            body = Unpooled.buffer(length);
        } else if (type != packet) {
            throw new MalformedMessage("A packet of type " + packet + " inside a message of type " + type);
        }
        if (body.readableBytes() + length > maxMessageBytes) {
            throw new MalformedMessage("A message of more than " + maxMessageBytes + " bytes");
        }
        if (!budget.take(length)) {
            throw new MalformedMessage("The requests of all clients together take too much memory");
        }
        body.writeBytes(in, length);
    }

    private InboundMessage finish(PacketType packet, int lastStatus) {
        byte[] whole = new byte[body.readableBytes()];
        body.readBytes(whole);
        body = Unpooled.EMPTY_BUFFER;
        type = null;
        return new InboundMessage(packet, firstStatus | (lastStatus & PacketType.IGNORE), whole);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        budget.give(body.readableBytes());
        body = Unpooled.EMPTY_BUFFER;
        type = null;
    }
}
