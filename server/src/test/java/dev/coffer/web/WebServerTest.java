package dev.coffer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What monitoring gets, and what everybody else gets. */
class WebServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicReference<Optional<String>> reason = new AtomicReference<>(Optional.empty());
    private final AtomicReference<List<Metric>> metrics = new AtomicReference<>(List.of());
    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server;

    @BeforeAll
    static void bound() {
        WebServer.bound();
    }

    @BeforeEach
    void start() throws IOException {
        server = WebServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), new Vitals() {
            @Override
            public List<Metric> metrics() {
                return metrics.get();
            }

            @Override
            public Optional<String> unready() {
                return reason.get();
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + server.address().getPort() + path))
                        .timeout(LIMIT)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void metricsAreInPrometheusTextWithLabelsEscaped() throws Exception {
        metrics.set(List.of(
                Metric.gauge("coffer_sessions", "Sessions.", 3),
                new Metric(
                        "coffer_last_backup_age_seconds",
                        Metric.Type.GAUGE,
                        "Two\nlines, \\ one.",
                        List.of(
                                Metric.Sample.of("database", "a\"b\\c\nd ü", 0.25),
                                Metric.Sample.of("database", "never", Double.POSITIVE_INFINITY))),
                Metric.counter("coffer_login_failures_total", "Logins.", 12_345_678_901L)));
        HttpResponse<String> answer = send("GET", "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).isEqualTo("""
                        # HELP coffer_sessions Sessions.
                        # TYPE coffer_sessions gauge
                        coffer_sessions 3
                        # HELP coffer_last_backup_age_seconds Two\\nlines, \\\\ one.
                        # TYPE coffer_last_backup_age_seconds gauge
                        coffer_last_backup_age_seconds{database="a\\"b\\\\c\\nd ü"} 0.25
                        coffer_last_backup_age_seconds{database="never"} +Inf
                        # HELP coffer_login_failures_total Logins.
                        # TYPE coffer_login_failures_total counter
                        coffer_login_failures_total 12345678901
                        """);
    }

    @Test
    void readinessSaysWhyNot() throws Exception {
        assertThat(send("GET", "/health/ready").body()).isEqualTo("ready\n");
        reason.set(Optional.of("The catalogue does not answer."));
        HttpResponse<String> answer = send("GET", "/health/ready");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("The catalogue does not answer.\n");
        assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void onlyGetAndHeadOnKnownPathsAreAnswered() throws Exception {
        HttpResponse<String> head = send("HEAD", "/metrics");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        HttpResponse<String> post = send("POST", "/health/live");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
        for (String path : List.of("/", "/metrics/", "/metrics/../secret", "/health", "/favicon.ico")) {
            assertThat(send("GET", path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void whoSendsHalfARequestIsDroppedAndHoldsUpNobody() throws Exception {
        try (Socket slow =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            slow.setSoTimeout((int) LIMIT.toMillis());
            slow.getOutputStream().write("GET /health/live HT".getBytes(StandardCharsets.US_ASCII));
            assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        assertThatThrownBy(() -> WebServer.start(server.address(), new Vitals() {
                    @Override
                    public List<Metric> metrics() {
                        return List.of();
                    }

                    @Override
                    public Optional<String> unready() {
                        return Optional.empty();
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Cannot listen for HTTP on")
                .hasMessageContaining(String.valueOf(server.address().getPort()));
    }

    @Test
    void namesOfMetricsAreChecked() {
        assertThatThrownBy(() -> Metric.gauge("Bad name", "x", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Metric.Sample(Map.of(), 1).labels()).isEmpty();
    }
}
