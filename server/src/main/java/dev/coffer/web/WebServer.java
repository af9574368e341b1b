package dev.coffer.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers GET and HEAD on {@code /metrics}, {@code /health/live} and {@code /health/ready}, and nothing else. Few
 * threads, few waiting, short patience: whoever is too many is dropped. Thread-safe.
 */
public final class WebServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final int THREADS = 8;
    private static final int MOST_WAITING = 32;
    private static final int BACKLOG = 64;

    /** In seconds, and connections: the JDK's server knows them as properties of the whole process alone. */
    private static final Map<String, String> BOUNDS = Map.of(
            "sun.net.httpserver.maxReqTime", "5",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.idleInterval", "10",
            "sun.net.httpserver.maxIdleConnections", "16",
            "jdk.httpserver.maxConnections", "128");

    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Vitals vitals;

    private WebServer(HttpServer server, ThreadPoolExecutor threads, Vitals vitals) {
        this.server = server;
        this.threads = threads;
        this.vitals = vitals;
    }

    /** What is answered. */
    private record Answer(int status, String type, String body) {}

    /**
     * Bounds every HTTP server of the JDK in this process, where nobody has set other bounds. For the program's entry:
     * they are read once, before the first such server.
     */
    public static void bound() {
        BOUNDS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    /**
     * Listens, within the bounds of {@link #bound}.
     *
     * @param address port 0 for any free one
     * @throws IOException when it cannot be listened on; the message says which and why
     */
    public static WebServer start(InetSocketAddress address, Vitals vitals) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, BACKLOG);
        } catch (IOException taken) {
            throw new IOException(
                    "Cannot listen for HTTP on " + address.getHostString() + ", port " + address.getPort() + ": "
                            + taken.getMessage(),
                    taken);
        }
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "web-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        WebServer web = new WebServer(server, threads, vitals);
        server.createContext("/", web::handle);
        server.setExecutor(threads);
        server.start();
        return web;
    }

    /** Where it listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer =
                    answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            if (answer.status() == 405) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            }
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(answer.status(), -1);
                return;
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    private Answer answer(String method, String path) {
        try {
            boolean known = path.equals("/metrics") || path.equals("/health/live") || path.equals("/health/ready");
            if (!known) {
                return new Answer(404, PLAIN, "Not found: /metrics, /health/live and /health/ready are here.\n");
            }
            if (!method.equals("GET") && !method.equals("HEAD")) {
                return new Answer(405, PLAIN, "Only GET and HEAD are answered.\n");
            }
            return switch (path) {
                case "/metrics" -> new Answer(200, METRICS, metrics());
                case "/health/live" -> new Answer(200, PLAIN, "live\n");
                default -> ready();
            };
        } catch (RuntimeException bug) {
            LOG.error("A request for {} failed", path, bug);
            return new Answer(500, PLAIN, "Internal error; the log knows more.\n");
        }
    }

    private Answer ready() {
        Optional<String> reason = vitals.unready();
        return reason.isPresent() ? new Answer(503, PLAIN, reason.get() + "\n") : new Answer(200, PLAIN, "ready\n");
    }

    private String metrics() {
        StringBuilder out = new StringBuilder();
        vitals.metrics().forEach(metric -> metric.writeTo(out));
        return out.toString();
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
