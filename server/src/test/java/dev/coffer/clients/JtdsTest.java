package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
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

    /** A client of before 2008 gets what has no type of its own there as text. */
    @Test
    void readsOffsetsAsText() throws SQLException {
        try (Statement statement = connection().createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT CAST('2026-03-01 12:30:15.5 -09:30' AS datetimeoffset(3))")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("2026-03-01 12:30:15.500 -09:30");
        }
    }
}
