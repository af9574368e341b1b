package dev.coffer.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coffer.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What an object store that keeps objects until a date does, on loopback and in memory, in as much of its protocol as
 * the adapters speak. No emulator does it. Thread-safe: one request at a time.
 */
public abstract class LockingDouble implements AutoCloseable {

    /** How the service takes locks. */
    public enum Locks {
        /** Obeys them. */
        KEPT,
        /** Refuses to take one, as a bucket or container that was made without. */
        REFUSED,
        /** Takes them without a word, and does not keep to them. */
        IGNORED
    }

    /** What is there under a name. */
    protected static final class Stored {
        public byte[] bytes = {};
        public String tag = "";
        public final Map<String, String> metadata = new HashMap<>();
        public Instant lockedUntil = Instant.MIN;

        public Stored() {}

        public boolean isLocked() {
            return lockedUntil.isAfter(Instant.now());
        }
    }

    protected final Locks locks;
    protected final Map<String, Stored> objects = new TreeMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "locking-double");
        thread.setDaemon(true);
        return thread;
    });
    private int tags;

    protected LockingDouble(Locks locks) throws IOException {
        this.locks = locks;
        // The first such server of a process fixes the bounds of all: tests of ours may follow in this one.
        WebServer.bound();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Names of what is there. */
    public synchronized Map<String, Instant> lockedUntil() {
        Map<String, Instant> all = new TreeMap<>();
        objects.forEach((name, stored) -> all.put(name, stored.lockedUntil));
        return all;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            synchronized (this) {
                answer(new Request(exchange, body));
            }
        }
    }

    protected abstract void answer(Request request) throws IOException;

    protected final String nextTag() {
        return "\"tag-" + ++tags + "\"";
    }

    /** Keeps the lock that was asked for, if it keeps any. */
    protected final void lock(Stored stored, Instant until) {
        if (locks == Locks.KEPT) {
            stored.lockedUntil = until;
        }
    }

    /** One request, and how it is answered. */
    protected record Request(HttpExchange exchange, byte[] body) {

        public String method() {
            return exchange.getRequestMethod();
        }

        public String path() {
            return exchange.getRequestURI().getPath();
        }

        /** A parameter of the query; empty when it has no value, or is not there. */
        public String parameter(String name) {
            for (String pair : query().split("&")) {
                if (pair.startsWith(name + "=")) {
                    return java.net.URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
            return "";
        }

        public boolean has(String parameter) {
            return ("&" + query() + "&").matches(".*&" + parameter + "[=&].*");
        }

        private String query() {
            String query = exchange.getRequestURI().getRawQuery();
            return query == null ? "" : query;
        }

        public String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }

        public Request with(String header, String value) {
            exchange.getResponseHeaders().set(header, value);
            return this;
        }

        public void send(int status, String text) throws IOException {
            send(status, text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(int status, byte[] bytes) throws IOException {
            if (method().equals("HEAD") || bytes.length == 0) {
                exchange.sendResponseHeaders(status, -1);
            } else {
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }

        /** The part of the bytes that the request's range asks for. */
        public void sendRange(byte[] all) throws IOException {
            String range = header("x-ms-range").isEmpty() ? header("Range") : header("x-ms-range");
            String[] ends = range.substring("bytes=".length()).split("-", -1);
            int from = Integer.parseInt(ends[0]);
            int to = ends[1].isEmpty() ? all.length - 1 : Math.min(all.length - 1, Integer.parseInt(ends[1]));
            with("Content-Range", "bytes " + from + "-" + to + "/" + all.length);
            send(206, java.util.Arrays.copyOfRange(all, from, to + 1));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
