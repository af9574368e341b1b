package dev.coffer.storage;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands on loopback before a service that speaks HTTP and spoils the requests that a script names, counted from 1. It
 * closes the connection after each answer. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int MAX_HEAD_BYTES = 64 * 1024;

    /** What becomes of a request. */
    public enum Fault {
        DENIED(403, "AuthenticationFailed"),
        NOT_FOUND(404, "NoSuchThing"),
        CONFLICT(409, "Conflict"),
        TOO_MANY(429, "TooManyRequests"),
        BROKEN(500, "InternalError"),
        BUSY(503, "ServerBusy"),
        QUOTA(403, "QuotaExceeded"),
        /** The connection is reset before the service hears of the request. */
        RESET(0, ""),
        /** The service has done it, and the connection is reset before it says so. */
        LOST(0, ""),
        /** Half the request, and the end of the connection. */
        CUT_REQUEST(0, ""),
        /** Half the answer, and the end of the connection. */
        CUT_ANSWER(0, ""),
        /** The service never hears of it, and nobody answers. */
        STALL(0, ""),
        /** Half the answer, and nothing more. */
        STALLED_ANSWER(0, "");

        private final int status;
        private final String code;

        Fault(int status, String code) {
            this.status = status;
            this.code = code;
        }

        /** Of HTTP, if it is an answer. */
        public Optional<Integer> status() {
            return status == 0 ? Optional.empty() : Optional.of(status);
        }

        public boolean stalls() {
            return this == STALL || this == STALLED_ANSWER;
        }
    }

    /**
     * Which requests are spoilt.
     *
     * @param first number of the first one
     * @param last number of the last one
     */
    public record Script(Fault fault, int first, int last) {
        public static Script once(Fault fault, int number) {
            return new Script(fault, number, number);
        }

        public static Script from(Fault fault, int number) {
            return new Script(fault, number, Integer.MAX_VALUE);
        }
    }

    private final ServerSocket server;
    private final int servicePort;
    private final Optional<SSLContext> tls;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private Optional<Script> script = Optional.empty();
    private int count;
    private int spoiltCount;

    /** @param tls what clients see; the service itself is asked in the clear */
    public FaultProxy(int servicePort, Optional<SSLContext> tls) throws IOException {
        this.servicePort = servicePort;
        this.tls = tls;
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        daemon("fault-proxy", this::accept);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Counts anew, and spoils. */
    public synchronized void spoil(Script next) {
        script = Optional.of(next);
        count = 0;
        spoiltCount = 0;
    }

    /** Counts anew, and lets everything pass. */
    public synchronized void heal() {
        script = Optional.empty();
        count = 0;
    }

    /** Requests since it was last told what to do. */
    public synchronized int count() {
        return count;
    }

    public synchronized int spoiltCount() {
        return spoiltCount;
    }

    private synchronized Optional<Fault> next() {
        count++;
        notifyAll();
        Optional<Fault> fault =
                script.filter(s -> count >= s.first() && count <= s.last()).map(Script::fault);
        spoiltCount += fault.isPresent() ? 1 : 0;
        return fault;
    }

    /** Waits until so many requests have come. */
    public synchronized void awaitRequests(int wanted) throws InterruptedException {
        while (count < wanted) {
            wait();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                daemon("fault-proxy-request", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket raw) {
        try (raw) {
            Socket client = raw;
            if (tls.isPresent()) {
                SSLSocket layered = (SSLSocket) tls.get()
                        .getSocketFactory()
                        .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
                layered.setUseClientMode(false);
                client = layered;
            }
            pass(raw, client.getInputStream(), client.getOutputStream());
            client.close();
        } catch (IOException gone) {
            // Whoever asked has hung up.
        } finally {
            open.remove(raw);
        }
    }

    private void pass(Socket raw, InputStream in, OutputStream out) throws IOException {
        String head = head(in);
        Optional<Fault> fault = next();
        if (fault.filter(f -> f == Fault.RESET).isPresent()) {
            reset(raw);
            return;
        }
        if (head.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        int length = contentLength(head);
        boolean half = fault.filter(f -> f == Fault.CUT_REQUEST).isPresent();
        byte[] body = in.readNBytes(half ? length / 2 : length);
        if (half) {
            return;
        }
        if (fault.isEmpty()) {
            write(out, asked(head, body));
        } else if (fault.get().status().isPresent()) {
            write(out, refusal(fault.get(), head.startsWith("HEAD ")));
        } else {
            spoil(fault.get(), raw, in, out, head, body);
        }
    }

    private void spoil(Fault fault, Socket raw, InputStream in, OutputStream out, String head, byte[] body)
            throws IOException {
        if (fault == Fault.STALL) {
            in.read();
            return;
        }
        byte[] answer = asked(head, body);
        if (fault == Fault.LOST) {
            reset(raw);
            return;
        }
        int headBytes = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        int sent = headBytes == answer.length ? headBytes / 2 : (headBytes + answer.length) / 2;
        out.write(answer, 0, sent);
        out.flush();
        if (fault == Fault.STALLED_ANSWER) {
            in.read();
        }
    }

    private static void write(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static void reset(Socket raw) throws IOException {
        raw.setSoLinger(true, 0);
        raw.close();
    }

    private static byte[] refusal(Fault fault, boolean toHead) {
        String body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + fault.code
                + "</Code><Message>As ordered</Message></Error>";
        String head = "HTTP/1.1 " + fault.status + " Ordered\r\nContent-Type: application/xml\r\nContent-Length: "
                + body.length() + "\r\nx-ms-error-code: " + fault.code + "\r\nConnection: close\r\n\r\n";
        return (toHead ? head : head + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] asked(String head, byte[] body) throws IOException {
        try (Socket service = new Socket(InetAddress.getLoopbackAddress(), servicePort)) {
            String forwarded = head.lines()
                    .filter(line -> !line.isEmpty())
                    .filter(line -> !line.toLowerCase(Locale.ROOT)
                            .matches("(connection|expect|upgrade|http2-settings|keep-alive):.*"))
                    .collect(Collectors.joining("\r\n", "", "\r\nConnection: close\r\n\r\n"));
            OutputStream out = service.getOutputStream();
            out.write(forwarded.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return service.getInputStream().readAllBytes();
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String end = "\r\n\r\n";
        int matched = 0;
        while (matched < end.length()) {
            int next = in.read();
            if (next < 0 || head.size() == MAX_HEAD_BYTES) {
                throw new EOFException("No request");
            }
            head.write(next);
            boolean follows = next == end.charAt(matched);
            matched = follows ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static int contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Closeable connection : open) {
            connection.close();
        }
    }
}
