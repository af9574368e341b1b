package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Tells from the first byte of a connection what it speaks: TLS at once is TDS 8.0, anything else is looked at as TDS
 * 7.x. Then it steps aside. Confined to the connection's event loop.
 */
final class FirstByte extends ByteToMessageDecoder {

    private static final int TLS_HANDSHAKE = 0x16;

    private final Runnable strict;

    /** @param strict puts TLS in front of everything */
    FirstByte(Runnable strict) {
        this.strict = strict;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (!in.isReadable()) {
            return;
        }
        if (in.getUnsignedByte(in.readerIndex()) == TLS_HANDSHAKE) {
            strict.run();
        }
        context.pipeline().remove(this);
    }
}
