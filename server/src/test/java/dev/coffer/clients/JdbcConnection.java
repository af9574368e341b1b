package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A driver's connection for each test, and how results are read off it. */
abstract class JdbcConnection {

    private Connection connection;

    abstract TestServer server();

    /** Connects as sa to master, encrypted. */
    abstract Connection connect(String password) throws SQLException;

    final Connection connection() {
        return connection;
    }

    @BeforeEach
    final void connect() throws SQLException {
        connection = connect(TestServer.PASSWORD);
    }

    @AfterEach
    final void disconnect() throws SQLException {
        connection.close();
    }

    static String first(Statement statement, String query) throws SQLException {
        List<String> values = column(statement.executeQuery(query), 1);
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    /** All values of a column, 1-based, and the result set closed. */
    static List<String> column(ResultSet rows, int column) throws SQLException {
        List<String> values = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                values.add(rows.getString(column));
            }
        }
        return values;
    }

    /** All values of a column, and the result set closed. */
    static List<String> column(ResultSet rows, String column) throws SQLException {
        return column(rows, rows.findColumn(column));
    }
}
