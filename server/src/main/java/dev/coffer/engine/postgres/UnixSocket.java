package dev.coffer.engine.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Socket} over a Unix socket: the JDK has channels for those, but no socket. The channel does not block; reads
 * wait on a selector, so that time-outs work. One thread may read while another writes; any thread may close.
 */
final class UnixSocket extends Socket {

    /** Bounds the direct buffer that the JDK keeps for each thread. */
    private static final int LARGEST_TRANSFER_BYTES = 1 << 16;

    private final Path socketFile;
    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private volatile int soTimeoutMillis;

    UnixSocket(Path socketFile) throws IOException {
        this.socketFile = socketFile;
        this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        Selector first = null;
        try {
            first = Selector.open();
            this.writable = Selector.open();
            this.readable = first;
        } catch (IOException e) {
            channel.close();
            if (first != null) {
                first.close();
            }
            throw e;
        }
    }

    /** Connects to the socket's file; the address is what the driver believes in, and is not used. */
    @Override
    public void connect(@Nullable SocketAddress ignored, int timeoutMillis) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socketFile));
        channel.configureBlocking(false);
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public synchronized void setSoTimeout(int timeoutMillis) {
        soTimeoutMillis = timeoutMillis;
    }

    @Override
    public synchronized int getSoTimeout() {
        return soTimeoutMillis;
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // A Unix socket never delays.
    }

    @Override
    public void setKeepAlive(boolean on) {
        // The kernel tells both ends at once when the other is gone.
    }

    @Override
    public synchronized void setReceiveBufferSize(int size) {
        // The kernel's size is right for local transfers.
    }

    @Override
    public synchronized void setSendBufferSize(int size) {
        // As above.
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public synchronized void close() throws IOException {
        // The selectors first: closing them wakes whoever waits.
        readable.close();
        writable.close();
        channel.close();
    }

    @Override
    public String toString() {
        return "UnixSocket[" + socketFile + "]";
    }

    private int read(ByteBuffer target) throws IOException {
        try {
            int timeout = soTimeoutMillis;
            long deadline = System.nanoTime() + timeout * 1_000_000L;
            while (true) {
                int count = channel.read(target);
                if (count != 0) {
                    return count;
                }
                long remaining = timeout == 0 ? 0 : (deadline - System.nanoTime() + 999_999L) / 1_000_000L;
                if (timeout != 0 && remaining <= 0) {
                    throw new SocketTimeoutException("Read timed out");
                }
                readable.select(key -> {}, remaining);
            }
        } catch (ClosedSelectorException | ClosedChannelException e) {
            throw closed(e);
        }
    }

    private void writeFully(ByteBuffer source) throws IOException {
        try {
            while (source.hasRemaining()) {
                if (channel.write(source) == 0) {
                    writable.select(key -> {});
                }
            }
        } catch (ClosedSelectorException | ClosedChannelException e) {
            throw closed(e);
        }
    }

    private static SocketException closed(Exception cause) {
        SocketException closed = new SocketException("Socket closed");
        closed.initCause(cause);
        return closed;
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            if (length == 0) {
                return 0;
            }
            return UnixSocket.this.read(ByteBuffer.wrap(bytes, offset, Math.min(length, LARGEST_TRANSFER_BYTES)));
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, bytes.length);
            for (int done = 0; done < length; ) {
                int count = Math.min(length - done, LARGEST_TRANSFER_BYTES);
                writeFully(ByteBuffer.wrap(bytes, offset + done, count));
                done += count;
            }
        }

        @Override
        public void close() throws IOException {
            UnixSocket.this.close();
        }
    }
}
