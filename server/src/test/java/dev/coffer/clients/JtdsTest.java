package dev.coffer.clients;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.extension.RegisterExtension;

/** jTDS, which speaks TDS 7.1 and has no types of later versions. */
class JtdsTest extends JdbcContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    Connection connect(String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:jtds:sqlserver://localhost:" + SERVER.port() + "/master;ssl=require;loginTimeout=20",
                "sa",
                password);
    }
}
