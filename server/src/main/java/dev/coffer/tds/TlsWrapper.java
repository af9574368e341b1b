package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the TLS handler of a 7.x connection: puts each flight of the server's handshake into one PRELOGIN
 * message, and steps aside at the first record of application data. Confined to the connection's event loop.
 */
final class TlsWrapper extends ChannelOutboundHandlerAdapter {

    private static final int APPLICATION_DATA = 0x17;

    /** A flight is cut at the packet size that holds until the login is over. */
    private static final int MAX_BODY_BYTES = 4096 - PacketType.HEADER_BYTES;

    private @Nullable CompositeByteBuf flight;
    private boolean bare;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (bare || !(message instanceof ByteBuf record) || !record.isReadable()) {
            Outbound.pass(context, message, promise);
            return;
        }
        if (record.getUnsignedByte(record.readerIndex()) == APPLICATION_DATA) {
            sendFlight(context);
            bare = true;
            Outbound.pass(context, message, promise);
            return;
        }
        if (flight == null) {
            flight = context.alloc().compositeBuffer();
        }
        flight.addComponent(true, record);
        promise.trySuccess();
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        sendFlight(context);
        context.flush();
    }

    private void sendFlight(ChannelHandlerContext context) {
        CompositeByteBuf handshake = flight;
        if (handshake == null) {
            return;
        }
        flight = null;
        int packetId = 1;
        while (handshake.isReadable()) {
            int length = Math.min(handshake.readableBytes(), MAX_BODY_BYTES);
            boolean last = length == handshake.readableBytes();
            ByteBuf packet = context.alloc().buffer(PacketType.HEADER_BYTES + length);
            packet.writeByte(PacketType.PRELOGIN.code())
                    .writeByte(last ? PacketType.END_OF_MESSAGE : 0)
                    .writeShort(PacketType.HEADER_BYTES + length)
                    .writeShort(0)
                    .writeByte(packetId++)
                    .writeByte(0)
                    .writeBytes(handshake, length);
            Outbound.pass(context, packet, context.newPromise());
        }
        handshake.release();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (flight != null) {
            flight.release();
            flight = null;
        }
    }
}
