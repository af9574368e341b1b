package dev.coffer.tds;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client of TDS 8.0 that sends whatever bytes it is told. */
final class StrictClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int PACKET_BYTES = 4096;

    private final SSLSocket socket;
    private final DataInputStream in;
    private final OutputStream out;

    StrictClient(InetSocketAddress server, X509Certificate trusted) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("server", trusted);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.connect(server, TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"tds/8.0"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** As one message, cut into packets. */
    void send(PacketType type, byte[] body) throws IOException {
        int offset = 0;
        do {
            int length = Math.min(body.length - offset, PACKET_BYTES - PacketType.HEADER_BYTES);
            boolean last = offset + length == body.length;
            out.write(packet(type.code(), last ? 1 : 0, body, offset, length));
            offset += length;
        } while (offset < body.length);
        out.flush();
    }

    static byte[] packet(int type, int status, byte[] body, int offset, int length) {
        return ByteBuffer.allocate(PacketType.HEADER_BYTES + length)
                .put((byte) type)
                .put((byte) status)
                .putShort((short) (PacketType.HEADER_BYTES + length))
                .putInt(0x0000_0100)
                .put(body, offset, length)
                .array();
    }

    void sendRaw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** The body of the next message; fails with an IOException when the server closed. */
    byte[] receive() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            byte[] header = new byte[PacketType.HEADER_BYTES];
            in.readFully(header);
            byte[] content =
                    new byte[Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(2)) - PacketType.HEADER_BYTES];
            in.readFully(content);
            body.writeBytes(content);
            if ((header[1] & PacketType.END_OF_MESSAGE) != 0) {
                return body.toByteArray();
            }
        }
    }

    /** PRELOGIN and LOGIN7, as they should be; returns the answer to the login. */
    byte[] login() throws IOException {
        send(PacketType.PRELOGIN, Requests.prelogin());
        receive();
        send(PacketType.LOGIN, Requests.login("sa", "right", "", true));
        return receive();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
