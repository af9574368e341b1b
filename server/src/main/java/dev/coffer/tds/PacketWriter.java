package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

/**
 * Cuts one response into packets of the negotiated size. The packet that ends the message is never empty of room: it is
 * held until {@link #finish}. Confined to one thread at a time.
 */
final class PacketWriter {

    private final Channel channel;
    private final int bodyBytes;
    private final int spid;
    private final ByteBuf body;
    private int packetId = 1;

    /** @param packetBytes with the header, as negotiated */
    PacketWriter(Channel channel, int packetBytes, int spid) {
        this.channel = channel;
        this.bodyBytes = packetBytes - PacketType.HEADER_BYTES;
        this.spid = spid;
        this.body = Unpooled.buffer(packetBytes);
    }

    /** Takes the bytes over as they are; full packets leave. */
    void append(ByteBuf tokens) {
        while (tokens.isReadable()) {
            if (body.readableBytes() == bodyBytes) {
                emit(0);
            }
            body.writeBytes(tokens, Math.min(tokens.readableBytes(), bodyBytes - body.readableBytes()));
        }
    }

    /** Sends what there is, in a packet that may be short; the message goes on. */
    void flush() {
        if (body.isReadable()) {
            emit(0);
        }
    }

    /** Sends the rest as the last packet of the message. */
    void finish() {
        emit(PacketType.END_OF_MESSAGE);
    }

    private void emit(int status) {
        int length = PacketType.HEADER_BYTES + body.readableBytes();
        ByteBuf packet = channel.alloc().buffer(length);
        packet.writeByte(PacketType.RESPONSE.code())
                .writeByte(status)
                .writeShort(length)
                .writeShort(spid)
                .writeByte(packetId)
                .writeByte(0)
                .writeBytes(body);
        body.clear();
        packetId = packetId + 1 & 0xFF;
        Outbound.send(channel, packet);
    }
}
