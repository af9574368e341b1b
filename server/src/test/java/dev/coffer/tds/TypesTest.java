package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.sqlserver.jdbc.ISQLServerCallableStatement;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import microsoft.sql.DateTimeOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of every type go to the server and come back the same, through real drivers; the session echoes them. */
class TypesTest {

    private final EchoServer echo = new EchoServer(Limits.standard());

    @BeforeEach
    void start() throws IOException {
        echo.start();
    }

    @AfterEach
    void stop() {
        echo.close();
    }

    private Connection connect(String more) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://localhost:" + echo.port() + ";encrypt=true;trustServerCertificate=true" + more,
                "sa",
                EchoServer.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";sendStringParametersAsUnicode=false", ";sendTimeAsDatetime=false"})
    void microsoftsDriver(String more) throws Exception {
        try (Connection connection = connect(more)) {
            both(connection, Types.TINYINT, (short) 255, (short) 0);
            both(connection, Types.SMALLINT, Short.MIN_VALUE, Short.MAX_VALUE);
            both(connection, Types.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE);
            both(connection, Types.BIGINT, Long.MIN_VALUE, Long.MAX_VALUE);
            both(connection, Types.BIT, true, false);
            both(connection, Types.REAL, 1.25f, -0.0f);
            both(connection, Types.DOUBLE, Math.PI, Double.MIN_VALUE);
            decimals(connection);
            both(connection, Types.NVARCHAR, "Ångström 漢字 😀", "");
            both(connection, Types.VARCHAR, "Ångström 漢字 😀", "");
            both(connection, Types.VARBINARY, new byte[] {0, (byte) 0xFF}, new byte[0]);
            both(connection, Types.LONGNVARCHAR, "x".repeat(10_000), "ü".repeat(5_000));
            both(connection, Types.DATE, Date.valueOf("0001-01-01"), Date.valueOf("9999-12-31"));
            both(
                    connection,
                    Types.TIMESTAMP,
                    Timestamp.valueOf("2024-02-29 23:59:59.9999999"),
                    Timestamp.valueOf("1753-01-01 00:00:00"));
            both(
                    connection,
                    microsoft.sql.Types.GUID,
                    UUID.randomUUID().toString().toUpperCase(Locale.ROOT),
                    "00112233-4455-6677-8899-AABBCCDDEEFF");
            both(
                    connection,
                    microsoft.sql.Types.MONEY,
                    new BigDecimal("-922337203685477.5808"),
                    new BigDecimal("0.0001"));
            both(connection, microsoft.sql.Types.SMALLMONEY, new BigDecimal("-214748.3648"), new BigDecimal("1.0000"));
            both(
                    connection,
                    microsoft.sql.Types.DATETIME,
                    Timestamp.valueOf("2024-02-29 13:14:15.997"),
                    Timestamp.valueOf("1900-01-01 00:00:00.003"));
            both(
                    connection,
                    microsoft.sql.Types.SMALLDATETIME,
                    Timestamp.valueOf("2024-02-29 13:14:00"),
                    Timestamp.valueOf("1900-01-01 00:00:00"));
        }
    }

    /** Sends the value in and takes it out; then NULL. */
    private static void both(Connection connection, int type, Object one, Object other) throws SQLException {
        for (Object value : new Object[] {one, other, null}) {
            try (CallableStatement call = connection.prepareCall("{call echo(?)}")) {
                call.setObject(1, value, type);
                call.registerOutParameter(1, type);
                call.execute();
                assertThat(call.getObject(1))
                        .as("type %d, value %s", type, value)
                        .isEqualTo(value);
                assertThat(call.wasNull()).isEqualTo(value == null);
            }
        }
    }

    private static void decimals(Connection connection) throws SQLException {
        for (String text : new String[] {"0.0000", "-1.5000", "99999999999999999999999999999999.9999", "0.0001"}) {
            try (CallableStatement call = connection.prepareCall("{call echo(?)}")) {
                BigDecimal value = new BigDecimal(text);
                call.unwrap(ISQLServerCallableStatement.class).setBigDecimal(1, value, 38, 4);
                call.registerOutParameter(1, Types.DECIMAL, 4);
                call.execute();
                assertThat(call.getBigDecimal(1)).isEqualByComparingTo(value);
            }
        }
    }

    @Test
    void timesAndOffsets() throws Exception {
        try (Connection connection = connect(";sendTimeAsDatetime=false");
                CallableStatement call = connection.prepareCall("{call echo(?, ?)}")) {
            ISQLServerCallableStatement wide = call.unwrap(ISQLServerCallableStatement.class);
            OffsetDateTime moment = OffsetDateTime.parse("2024-02-29T23:30:00.1234567-05:30");
            wide.setDateTimeOffset(1, DateTimeOffset.valueOf(moment));
            wide.registerOutParameter(1, microsoft.sql.Types.DATETIMEOFFSET);
            wide.setTime(2, Time.valueOf("23:59:58"));
            wide.registerOutParameter(2, Types.TIME);
            call.execute();
            assertThat(wide.getDateTimeOffset(1).getOffsetDateTime()).isEqualTo(moment);
            assertThat(wide.getTime(2)).isEqualTo(Time.valueOf("23:59:58"));
        }
    }

    @Test
    void largeValuesBothWays() throws Exception {
        byte[] noise = new byte[5 << 20];
        new Random(1).nextBytes(noise);
        String text = "0123456789äöü漢".repeat(100_000);
        try (Connection connection = connect("");
                CallableStatement call = connection.prepareCall("{call echo(?, ?)}")) {
            call.setBytes(1, noise);
            call.registerOutParameter(1, Types.LONGVARBINARY);
            call.setNString(2, text);
            call.registerOutParameter(2, Types.LONGNVARCHAR);
            call.execute();
            assertThat(call.getBytes(1)).isEqualTo(noise);
            assertThat(call.getNString(2)).isEqualTo(text);
        }
    }

    @Test
    void manyCallsInOneMessage() throws Exception {
        try (Connection connection = connect("");
                CallableStatement call = connection.prepareCall("{call echo(?)}")) {
            for (int index = 0; index < 50; index++) {
                call.setInt(1, index);
                call.addBatch();
            }
            assertThat(call.executeBatch()).hasSize(50);
        }
    }
}
