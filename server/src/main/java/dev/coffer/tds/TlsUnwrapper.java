package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Stands before the TLS handler of a 7.x connection: takes the PRELOGIN headers off the client's handshake (MS-TDS
 * 2.2.6.5, 3.2.5.1), and lets bare TLS records through, which follow once the handshake is over. Confined to the
 * connection's event loop.
 */
final class TlsUnwrapper extends ByteToMessageDecoder {

    private static final int TLS_HEADER_BYTES = 5;
    private static final int TLS_LENGTH_OFFSET = 3;
    private static final int TLS_FIRST_TYPE = 0x14;
    private static final int TLS_LAST_TYPE = 0x17;
    private static final int MAX_RECORD_BYTES = (1 << 14) + 2048;

    private final Runnable plainLogin;

    /** @param plainLogin called when a LOGIN7 comes in the clear; it takes the TLS handlers out of the pipeline */
    TlsUnwrapper(Runnable plainLogin) {
        this.plainLogin = plainLogin;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws MalformedMessage {
        if (!in.isReadable()) {
            return;
        }
        int first = in.getUnsignedByte(in.readerIndex());
        if (first == PacketType.PRELOGIN.code()) {
            unwrap(in, out);
        } else if (first >= TLS_FIRST_TYPE && first <= TLS_LAST_TYPE) {
            passRecord(in, out);
        } else if (first == PacketType.LOGIN.code()) {
            plainLogin.run();
        } else {
            throw new MalformedMessage("Byte " + first + " where TLS should go on");
        }
    }

    private static void unwrap(ByteBuf in, List<Object> out) throws MalformedMessage {
        if (in.readableBytes() < PacketType.HEADER_BYTES) {
            return;
        }
        int length = in.getUnsignedShort(in.readerIndex() + 2);
        if (length <= PacketType.HEADER_BYTES || length > PacketType.MAX_PACKET_BYTES) {
            throw new MalformedMessage("A TLS packet of " + length + " bytes");
        }
        if (in.readableBytes() >= length) {
            in.skipBytes(PacketType.HEADER_BYTES);
            out.add(in.readRetainedSlice(length - PacketType.HEADER_BYTES));
        }
    }

    private static void passRecord(ByteBuf in, List<Object> out) throws MalformedMessage {
        if (in.readableBytes() < TLS_HEADER_BYTES) {
            return;
        }
        int length = TLS_HEADER_BYTES + in.getUnsignedShort(in.readerIndex() + TLS_LENGTH_OFFSET);
        if (length > MAX_RECORD_BYTES) {
            throw new MalformedMessage("A TLS record of " + length + " bytes");
        }
        if (in.readableBytes() >= length) {
            out.add(in.readRetainedSlice(length));
        }
    }
}
