package dev.coffer.clients;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Microsoft's driver over TDS 7.4, encrypted. */
class MicrosoftDriverTest extends JdbcContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    Connection connect(String password) throws SQLException {
        return SERVER.connect("true", "sa", password, "");
    }
}
