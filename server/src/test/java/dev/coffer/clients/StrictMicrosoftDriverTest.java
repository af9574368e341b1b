package dev.coffer.clients;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Microsoft's driver over TDS 8.0: TLS first, and the certificate is checked. */
class StrictMicrosoftDriverTest extends JdbcContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    Connection connect(String password) throws SQLException {
        return SERVER.connect("strict", "sa", password, "");
    }
}
