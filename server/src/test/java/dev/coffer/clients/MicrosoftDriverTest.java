package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import microsoft.sql.DateTimeOffset;
import microsoft.sql.Types;
import org.junit.jupiter.api.Test;
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

    @Test
    void keepsOffsets() throws Exception {
        OffsetDateTime west = OffsetDateTime.parse("2026-03-01T12:30:15.123456-09:30");
        OffsetDateTime east = OffsetDateTime.parse("1900-01-01T10:00:00+14:00");
        try (Statement statement = connection().createStatement()) {
            statement.execute("CREATE TABLE #at (n int, moment datetimeoffset, coarse datetimeoffset(0))");
            try (PreparedStatement insert = connection().prepareStatement("INSERT #at VALUES (?, ?, ?)")) {
                insert.setInt(1, 1);
                insert.setObject(2, west);
                insert.setObject(3, DateTimeOffset.valueOf(west));
                insert.execute();
                insert.setInt(1, 2);
                insert.setObject(2, DateTimeOffset.valueOf(east), Types.DATETIMEOFFSET);
                insert.setNull(3, Types.DATETIMEOFFSET);
                insert.execute();
            }
            try (ResultSet rows = statement.executeQuery("SELECT moment, coarse FROM #at ORDER BY n")) {
                assertThat(rows.getMetaData().getColumnType(1)).isEqualTo(Types.DATETIMEOFFSET);
                assertThat(rows.getMetaData().getColumnTypeName(2)).isEqualTo("datetimeoffset");
                assertThat(rows.getMetaData().getScale(2)).isZero();
                rows.next();
                assertThat(rows.getObject(1, OffsetDateTime.class)).isEqualTo(west);
                assertThat(((DateTimeOffset) rows.getObject(2)).getOffsetDateTime())
                        .isEqualTo(west.withNano(0));
                rows.next();
                assertThat(rows.getObject(1, OffsetDateTime.class)).isEqualTo(east);
                assertThat(rows.getObject(2)).isNull();
            }
            try (PreparedStatement query =
                    connection().prepareStatement("SELECT n FROM #at WHERE moment = SWITCHOFFSET(?, '+05:00')")) {
                query.setObject(1, west);
                try (ResultSet rows = query.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(1);
                }
            }
        }
        try (CallableStatement call = connection()
                .prepareCall(
                        "{call sp_executesql(N'SET @a = DATEADD(hour, 1, @a)', N'@a datetimeoffset OUTPUT', ?)}")) {
            call.setObject(1, DateTimeOffset.valueOf(west));
            call.registerOutParameter(1, Types.DATETIMEOFFSET);
            call.execute();
            assertThat(((DateTimeOffset) call.getObject(1)).getOffsetDateTime()).isEqualTo(west.plusHours(1));
        }
    }
}
