package dev.coffer.app;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.InstanceOpener;
import dev.coffer.cli.ServerOpener;
import dev.coffer.tds.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real instance that listens on a port of loopback, for the tests of one class. Register it with
 * {@code @RegisterExtension} on a static field.
 */
public final class TestServer implements AfterAllCallback {

    /** Of the login sa. */
    public static final String PASSWORD = "Test-Pa55word ünï";

    private final TestFolder folder = new TestFolder();
    private final Limits limits;
    private @Nullable Serving serving;

    public TestServer() {
        this(Limits.standard());
    }

    public TestServer(Limits limits) {
        this.limits = limits;
    }

    /** Starts it on first use. */
    public synchronized Serving serving() {
        if (serving == null) {
            InstanceSettings settings = InstanceSettings.of(dataFolder(), "TEST")
                    .withSealFile(folder.path().resolve("seal/instance.key"));
            try {
                serving = Serving.start(Instance.open(settings), request(0), limits);
            } catch (InstanceFailure failed) {
                throw new AssertionError(failed.getMessage(), failed);
            }
        }
        return serving;
    }

    /** What it is started with, on that port. */
    public ServerOpener.Request request(int port) {
        return new ServerOpener.Request(
                new InstanceOpener.Request(dataFolder(), Optional.empty(), InstanceOpener.Sessions.MANY),
                "127.0.0.1",
                port,
                new ServerOpener.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.of(SecretBytes.adopt(PASSWORD.getBytes(StandardCharsets.UTF_8))));
    }

    public Path dataFolder() {
        return folder.path().resolve("data");
    }

    /** A folder of the test's own, outside the data folder. */
    public Path folder() {
        return folder.path();
    }

    /** How many backups and restores of whole databases it runs at once. */
    public int places() {
        return Instance.places(Runtime.getRuntime().availableProcessors());
    }

    public int port() {
        return serving().port();
    }

    /** By Microsoft's driver; encrypt is true, false or strict. */
    public Connection connect(String encrypt) throws SQLException {
        return connect(encrypt, "sa", PASSWORD, "");
    }

    /** @param more further properties, each with a semicolon in front */
    public Connection connect(String encrypt, String user, String password, String more) throws SQLException {
        String trust = encrypt.equals("strict")
                ? ";serverCertificate=" + dataFolder().resolve("tls/server.pem")
                : ";trustServerCertificate=true";
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:" + port() + ";encrypt=" + encrypt + trust + ";loginTimeout=20" + more,
                user,
                password);
    }

    /** By jTDS, which speaks TDS 7.1. */
    public Connection connectJtds(String ssl) throws SQLException {
        return connectJtds(ssl, "");
    }

    /** @param more further properties, each with a semicolon in front */
    public Connection connectJtds(String ssl, String more) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:jtds:sqlserver://localhost:" + port() + "/master;ssl=" + ssl + ";loginTimeout=20" + more,
                "sa",
                PASSWORD);
    }

    /** Closes it cleanly; the next use starts it again on the same folder. */
    public synchronized void stop() {
        if (serving != null) {
            serving.stop(ServerOpener.Finish.CANCEL);
            serving = null;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        stop();
        folder.delete();
    }
}
