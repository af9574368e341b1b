package dev.coffer.bench;

import dev.coffer.app.Instance;
import dev.coffer.app.InstanceSettings;
import dev.coffer.app.Serving;
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

/** A server in this process, on a port of its own, and clients of it over TLS. Confined to one thread. */
final class Served implements AutoCloseable {

    private static final String PASSWORD = "Bench-Pa55word";

    private final Serving serving;

    /** @param work holds the data folder and the key file of the instance, which is made where it is not */
    Served(Path work) throws Exception {
        InstanceSettings settings =
                InstanceSettings.of(work.resolve("data"), "BENCH").withSealFile(work.resolve("seal/instance.key"));
        this.serving = Serving.start(
                Instance.open(settings),
                new ServerOpener.Request(
                        new InstanceOpener.Request(
                                settings.dataFolder(), Optional.empty(), InstanceOpener.Sessions.MANY),
                        "127.0.0.1",
                        0,
                        new ServerOpener.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.of(SecretBytes.adopt(PASSWORD.getBytes(StandardCharsets.UTF_8)))),
                Limits.standard());
    }

    /** By Microsoft's driver; closed by the caller. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:" + serving.port()
                        + ";encrypt=true;trustServerCertificate=true;responseBuffering=adaptive",
                "sa",
                PASSWORD);
    }

    @Override
    public void close() {
        serving.stop(ServerOpener.Finish.CANCEL);
    }
}
