package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real drivers log in, encrypted whatever they ask for, or not at all. */
class LoginTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @ParameterizedTest
    @ValueSource(strings = {"true", "false", "strict"})
    void microsoftsDriverSelects(String encrypt) throws Exception {
        try (Connection connection = SERVER.connect(encrypt)) {
            assertThat(number(connection, "SELECT 40 + 2 AS answer")).isEqualTo(42);
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("Microsoft SQL Server");
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(16);
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "request"})
    void jtdsSelects(String ssl) throws Exception {
        try (Connection connection = SERVER.connectJtds(ssl)) {
            assertThat(number(connection, "SELECT 40 + 2 AS answer")).isEqualTo(42);
        }
    }

    @Test
    void plainLoginIsRefused() {
        assertThatThrownBy(() -> SERVER.connectJtds("off"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Encryption is required");
    }

    @Test
    void wrongPasswordAndUnknownNameLookAlike() {
        for (String user : new String[] {"sa", "nobody"}) {
            assertThatThrownBy(() -> SERVER.connect("true", user, "wrong", ""))
                    .isInstanceOfSatisfying(SQLException.class, failure -> {
                        assertThat(failure.getErrorCode()).isEqualTo(18456);
                        assertThat(failure.getMessage()).startsWith("Login failed for user '" + user + "'.");
                    });
        }
    }

    @Test
    void unknownDatabaseIsRefused() {
        assertThatThrownBy(() -> SERVER.connect("true", "sa", TestServer.PASSWORD, ";databaseName=nowhere"))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(failure.getErrorCode()).isEqualTo(4060));
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
