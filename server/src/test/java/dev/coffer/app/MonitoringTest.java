package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.InstanceOpener;
import dev.coffer.cli.ServerOpener;
import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.tds.Limits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What monitoring sees of a real server. */
class MonitoringTest {

    private static final String PASSWORD = "Monitored-Pa55word";

    private final TestFolder folder = new TestFolder();
    private Serving serving;

    @BeforeEach
    void start() throws Exception {
        InstanceSettings settings = InstanceSettings.of(folder.path().resolve("data"), "TEST")
                .withSealFile(folder.path().resolve("seal/instance.key"));
        serving = Serving.start(
                Instance.open(settings),
                new ServerOpener.Request(
                        new InstanceOpener.Request(
                                settings.dataFolder(), Optional.empty(), InstanceOpener.Sessions.MANY),
                        "127.0.0.1",
                        0,
                        new ServerOpener.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.of(SecretBytes.adopt(PASSWORD.getBytes(StandardCharsets.UTF_8))),
                        Optional.of(new ServerOpener.Web("127.0.0.1", 0))),
                Limits.standard());
    }

    @AfterEach
    void stop() throws Exception {
        serving.stop(ServerOpener.Finish.CANCEL);
        folder.delete();
    }

    private Connection connect(String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:" + serving.port() + ";encrypt=true;trustServerCertificate=true",
                "sa",
                password);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://" + serving.webAddress().orElseThrow() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void backupsKeysSessionsAndFailuresAreCounted() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        try (Connection connection = connect(PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE [Shop \"1\"]");
            statement.execute("CREATE DATABASE Never");
            statement.execute("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Key-Pa55word of it'");
            statement.execute("CREATE CERTIFICATE Watched WITH SUBJECT = 's', EXPIRY_DATE = '20400101'");
            statement.execute(
                    "BACKUP DATABASE [Shop \"1\"] TO DISK = '" + folder.path().resolve("a.bak") + "'");
            assertThatThrownBy(() -> statement.execute("BACKUP DATABASE Never TO DISK = '/proc/none/a.bak'"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> connect("wrong")).isInstanceOf(SQLException.class);
            String metrics = get("/metrics").body();
            assertThat(metrics)
                    .contains("\ncoffer_backups_total{outcome=\"succeeded\",type=\"full\"} 1\n")
                    .contains("\ncoffer_backups_total{outcome=\"failed\",type=\"full\"} 1\n")
                    .contains("\ncoffer_backups_total{outcome=\"cancelled\",type=\"full\"} 0\n")
                    .contains("\ncoffer_last_backup_age_seconds{database=\"Never\",type=\"full\"} +Inf\n")
                    .containsPattern(
                            "coffer_last_backup_age_seconds\\{database=\"Shop \\\\\"1\\\\\"\",type=\"full\"\\} [0-9]")
                    .containsPattern(
                            "coffer_certificate_expiry_timestamp_seconds\\{certificate=\"Watched\"\\} 22[0-9]+")
                    .contains("\ncoffer_sessions 1\n")
                    .contains("\ncoffer_login_failures_total 1\n")
                    .contains("\ncoffer_locked 0\n")
                    .contains("\ncoffer_catalogue_up 1\n")
                    .doesNotContain(PASSWORD)
                    .doesNotContain("Key-Pa55word");
            assertThat(metrics.lines()
                            .filter(line ->
                                    line.startsWith("coffer_backups_bytes_total{outcome=\"succeeded\",type=\"full\"")))
                    .allMatch(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) > 10_000)
                    .hasSize(1);
        }
    }

    @Test
    void theLagOfStreamedLogIsMeasured() throws Exception {
        try (InstalledCluster server = EmbeddedServer.start();
                Connection connection = connect(PASSWORD);
                Statement statement = connection.createStatement()) {
            server.sql("ALTER SYSTEM SET max_slot_wal_keep_size = '1GB'");
            server.sql("SELECT pg_reload_conf()");
            Path stream = Files.createDirectory(folder.path().resolve("stream"));
            for (String each : List.of(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)),
                    "ALTER DATABASE prod SET RECOVERY FULL",
                    "BACKUP DATABASE prod TO DISK = '" + folder.path().resolve("prod.bak") + "'")) {
                statement.execute(each);
            }
            assertThat(get("/metrics").body()).doesNotContain("coffer_log_streaming_lag_seconds{");
            statement.execute("ALTER DATABASE prod SET LOG_STREAMING = ON (DISK = '" + stream + "')");
            await("coffer_log_streaming_lag_seconds\\{database=\"prod\"\\} [0-9]");
            assertThat(get("/metrics").body()).contains("\ncoffer_log_streaming_lag_bytes{database=\"prod\"} 0\n");
            try (ResultSet lag = statement.executeQuery(
                    "SELECT lag_seconds, lag_bytes, is_encrypted, last_error FROM sys.dm_log_streaming")) {
                assertThat(lag.next()).isTrue();
                assertThat(lag.getInt(1)).isBetween(0, 60);
                assertThat(lag.getLong(2)).isZero();
                assertThat(lag.getBoolean(3)).isFalse();
                assertThat(lag.getString(4)).isNull();
            }
            server.stop();
            await("\ncoffer_log_streaming_lag_seconds\\{database=\"prod\"\\} [1-9]");
        }
    }

    private void await(String pattern) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (String metrics = "";
                !Pattern.compile(pattern).matcher(metrics).find();
                metrics = get("/metrics").body()) {
            assertThat(System.nanoTime()).as(metrics).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    @Test
    void shutdownFromAClientIsHandedOver() throws Exception {
        CompletableFuture<ServerOpener.Finish> asked = new CompletableFuture<>();
        serving.onShutdown(asked::complete);
        try (Connection connection = connect(PASSWORD);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SHUTDOWN WITH NOWAIT SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }
        assertThat(asked.get(30, TimeUnit.SECONDS)).isEqualTo(ServerOpener.Finish.CANCEL);
    }
}
