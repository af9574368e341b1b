package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/** What is sent without waiting for its outcome: when it fails the connection ends, and that is told elsewhere. */
final class Outbound {

    private Outbound() {}

    static void send(Channel channel, ByteBuf packet) {
        ChannelFuture unused = channel.writeAndFlush(packet, channel.voidPromise());
    }

    static void pass(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        ChannelFuture unused = context.write(message, promise);
    }

    static void close(Channel channel) {
        ChannelFuture unused = channel.close();
    }
}
