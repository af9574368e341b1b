package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.TestServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bulk loads byte by byte: how they end, and what of them stays. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BulkLoadTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final String ANNOUNCED =
            "INSERT BULK [#t] ([id] int, [name] nvarchar(10) COLLATE Latin1_General_CI_AS)"
                    + " WITH (CHECK_CONSTRAINTS, FIRE_TRIGGERS, TABLOCK, ROWS_PER_BATCH = 10, ORDER(id ASC))";

    private static final int LAST = PacketType.END_OF_MESSAGE;

    private static StrictClient client() throws Exception {
        SERVER.connect("true").close();
        byte[] pem = Files.readAllBytes(SERVER.dataFolder().resolve("tls/server.pem"));
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        StrictClient client = new StrictClient(new InetSocketAddress("localhost", SERVER.port()), certificate);
        client.send(PacketType.PRELOGIN, Requests.prelogin());
        client.receive();
        client.send(PacketType.LOGIN, Requests.login("sa", TestServer.PASSWORD, "", true));
        client.receive();
        ask(client, "CREATE TABLE #t (id int NOT NULL, name nvarchar(5))");
        return client;
    }

    /** The answer, of which only the characters are looked at. */
    private static String ask(StrictClient client, String batch) throws IOException {
        client.send(PacketType.SQL_BATCH, Requests.batch(batch));
        return text(client.receive());
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.UTF_16LE)
                + new String(Arrays.copyOfRange(answer, 1, answer.length), StandardCharsets.UTF_16LE);
    }

    /** id int, name nvarchar of that many bytes. */
    private static ByteBuf columns(int nameType) {
        ByteBuf out = Unpooled.buffer().writeByte(0x81).writeShortLE(2);
        out.writeIntLE(0).writeShortLE(8).writeByte(0x38);
        Dialect.writeShortText(out, "id");
        out.writeIntLE(0).writeShortLE(9).writeByte(nameType).writeShortLE(20);
        out.writeBytes(new byte[] {9, 4, (byte) 0xD0, 0, 52});
        Dialect.writeShortText(out, "name");
        return out;
    }

    private static ByteBuf row(ByteBuf out, int id, String name) {
        out.writeByte(0xD1).writeIntLE(id).writeShortLE(2 * name.length());
        Dialect.writeText(out, name);
        return out;
    }

    private static byte[] done(ByteBuf out) {
        return bytes(out.writeByte(0xFD).writeZero(12));
    }

    private static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static void part(StrictClient client, int status, byte[] body) throws IOException {
        client.sendRaw(StrictClient.packet(PacketType.BULK_LOAD.code(), status, body, 0, body.length));
    }

    private static int number(byte[] answer) {
        assertThat(answer[0]).as("an error").isEqualTo((byte) 0xAA);
        return Unpooled.wrappedBuffer(answer).getIntLE(3);
    }

    private static void assertCount(StrictClient client, int rows) throws IOException {
        assertThat(ask(client, "SELECT N'rows ' + CAST(COUNT(*) AS nvarchar(9)) FROM #t"))
                .contains("rows " + rows);
    }

    @Test
    void rowsAreCountedInTheAnswer() throws Exception {
        try (StrictClient client = client()) {
            ask(client, ANNOUNCED);
            client.send(PacketType.BULK_LOAD, done(row(row(columns(0xE7), 1, "a"), 2, "Ж")));
            byte[] answer = client.receive();
            assertThat(answer).hasSize(13).startsWith(0xFD, 0x10, 0);
            assertThat(Unpooled.wrappedBuffer(answer).getLongLE(5)).isEqualTo(2);
            ask(client, ANNOUNCED);
            // FreeTDS leaves the DONE out.
            client.send(PacketType.BULK_LOAD, bytes(row(columns(0xE7), 3, "b")));
            assertThat(Unpooled.wrappedBuffer(client.receive()).getLongLE(5)).isEqualTo(1);
            assertCount(client, 3);
        }
    }

    @Test
    void anAttentionInTheMiddleRollsBack() throws Exception {
        try (StrictClient client = client()) {
            ask(client, ANNOUNCED);
            part(client, 0, bytes(row(columns(0xE7), 1, "a")));
            client.send(PacketType.ATTENTION, new byte[0]);
            assertThat(client.receive()).startsWith(0xFD, 0, 0);
            assertThat(client.receive()).startsWith(0xFD, 0x20, 0);
            assertCount(client, 0);
        }
    }

    @Test
    void whatTheClientTakesBackIsNotLoaded() throws Exception {
        try (StrictClient client = client()) {
            ask(client, ANNOUNCED);
            part(client, 0, bytes(row(columns(0xE7), 1, "a")));
            part(client, LAST | PacketType.IGNORE, bytes(row(Unpooled.buffer(), 2, "b")));
            assertThat(client.receive()).startsWith(0xFD, 0, 0);
            assertCount(client, 0);
        }
    }

    @Test
    void errorsWaitForTheEndOfTheRows() throws Exception {
        try (StrictClient client = client()) {
            ask(client, ANNOUNCED);
            part(client, 0, bytes(row(columns(0xE7), 1, "longer than 5")));
            part(client, 0, bytes(row(Unpooled.buffer(), 2, "b")));
            part(client, LAST, done(Unpooled.buffer()));
            assertThat(number(client.receive())).isEqualTo(4815);
            ask(client, ANNOUNCED);
            client.send(PacketType.BULK_LOAD, done(row(columns(0xA7), 1, "")));
            assertThat(number(client.receive())).isEqualTo(4816);
            assertCount(client, 0);
        }
    }

    @Test
    void aStreamThatStopsInARowEndsTheConnection() throws Exception {
        try (StrictClient client = client()) {
            ask(client, ANNOUNCED);
            part(client, LAST, bytes(columns(0xE7).writeByte(0xD1).writeShortLE(1)));
            assertThat(number(client.receive())).isEqualTo(4804);
            assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsNoRowOrWasNotAnnouncedEndsTheConnection() throws Exception {
        try (StrictClient client = client()) {
            ask(client, ANNOUNCED);
            part(client, 0, bytes(columns(0xE7).writeByte(0x77)));
            assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
        }
        try (StrictClient client = client()) {
            ask(client, ANNOUNCED);
            ask(client, "PRINT 'something else'");
            part(client, LAST, done(columns(0xE7)));
            assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientThatGoesAwayLeavesNothing() throws Exception {
        try (Connection connection = SERVER.connect("true");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE leaving");
            statement.execute("USE leaving");
            statement.execute("CREATE TABLE t (id int, name nvarchar(10))");
            try (StrictClient client = client()) {
                ask(client, "USE leaving");
                ask(client, ANNOUNCED.replace("#t", "t"));
                part(client, 0, bytes(row(columns(0xE7), 1, "a")));
            }
            statement.execute("DROP TABLE t");
            try (ResultSet row = statement.executeQuery("SELECT OBJECT_ID('t')")) {
                row.next();
                assertThat(row.getString(1)).isNull();
            }
        }
    }
}
