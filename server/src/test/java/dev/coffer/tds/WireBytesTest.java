package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bytes.Hex;
import dev.coffer.bytes.SecretAccess;
import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlMessage;
import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What goes over the wire, byte by byte, as {@code src/test/tds} holds it. */
class WireBytesTest {

    private static final Path FOLDER = Path.of("src/test/tds");
    private static final Dialect NEW = new Dialect(TdsVersion.V7_4, true);
    private static final Dialect OLD = new Dialect(TdsVersion.V7_1, false);

    @Test
    void preloginOfTheSpecification() throws Exception {
        byte[] packet = golden("requests.hex").get("prelogin");
        Prelogin read = Prelogin.read(body(packet));
        assertThat(read).isEqualTo(new Prelogin(Prelogin.ENCRYPT_ON, false));
        assertThat(Prelogin.answerTo(read.encryption())).isEqualTo(Prelogin.ENCRYPT_ON);
        assertThat(Prelogin.answerTo(Prelogin.ENCRYPT_OFF)).isEqualTo(Prelogin.ENCRYPT_REQUIRED);
        assertThat(bytes(read.answer(Prelogin.ENCRYPT_ON)))
                .isEqualTo(golden("responses.hex").get("prelogin"));
    }

    @Test
    void loginOfTheSpecification() throws Exception {
        byte[] body = body(golden("requests.hex").get("login7"));
        Login7 read = Login7.read(body);
        assertThat(read.version()).isEqualTo(TdsVersion.V7_2);
        assertThat(read.user()).isEqualTo("sa");
        assertThat(read.host()).isEqualTo("skostov1");
        assertThat(read.application()).isEqualTo("OSQL-32");
        assertThat(read.packetBytes()).isEqualTo(4096);
        assertThat(read.processId()).isEqualTo(256);
        assertThat(read.odbc()).isTrue();
        assertThat(read.integrated()).isFalse();
        assertThat(read.password().length()).isZero();
        assertThat(body).as("the message holds the password and is wiped").containsOnly(0);
    }

    @Test
    void scrambledPasswordOfALogin() throws Exception {
        Login7 read = Login7.read(Requests.login("sa", "Pa55 wörd", "", true));
        String clear = read.password().use(SecretAccess.GRANTED, raw -> new String(raw, StandardCharsets.UTF_8));
        assertThat(clear).isEqualTo("Pa55 wörd");
        assertThat(read.features()).isTrue();
        assertThat(read.utf8()).isTrue();
    }

    @Test
    void responses() throws Exception {
        Map<String, byte[]> expected = golden("responses.hex");
        expected.remove("prelogin");
        Map<String, String> written = new LinkedHashMap<>();
        Map<String, String> known = new LinkedHashMap<>();
        tokens().forEach((name, token) -> {
            written.put(name + " 7.4", Hex.of(bytes(token, NEW)));
            written.put(name + " 7.1", Hex.of(bytes(token, OLD)));
        });
        values().forEach((name, value) -> {
            written.put(name + " 7.4", Hex.of(column(value, NEW)));
            written.put(name + " 7.1", Hex.of(column(value, OLD)));
        });
        expected.forEach((name, bytes) -> known.put(name, Hex.of(bytes)));
        assertThat(written).isEqualTo(known);
    }

    private static Map<String, Token> tokens() {
        Map<String, Token> tokens = new LinkedHashMap<>();
        tokens.put("loginack", new Token.LoginAck());
        tokens.put("featureextack", new Token.FeatureAck());
        tokens.put("error", new Token.Said(new SqlMessage(911, 16, 1, 7, "No 'ä'."), "TEST"));
        tokens.put("info", new Token.Said(new SqlMessage(3014, 10, 1, 1, "Done."), "TEST"));
        tokens.put("envchange database", new Token.TextChange(Token.TextChange.DATABASE, "shop", "master"));
        tokens.put("envchange collation", Token.BinaryChange.collation(NEW));
        tokens.put("envchange begin", Token.BinaryChange.transaction(Token.BinaryChange.BEGIN, 0x0102));
        tokens.put("envchange rollback", Token.BinaryChange.transaction(Token.BinaryChange.ROLLBACK, 0x0102));
        tokens.put("envchange reset", Token.BinaryChange.reset());
        tokens.put("done", new Token.Done(Token.Done.Kind.STATEMENT, Token.Done.COUNT, DoneCommand.SELECT, 3));
        tokens.put("doneinproc", new Token.Done(Token.Done.Kind.IN_PROCEDURE, Token.Done.MORE, 0, 0));
        tokens.put("doneproc attention", new Token.Done(Token.Done.Kind.PROCEDURE, Token.Done.ATTENTION, 0, 0));
        tokens.put(
                "colinfo",
                new Token.ColumnTraits(List.of(
                        Column.of("c", SqlType.of("int")),
                        new Column("ROWSTAT", SqlType.of("int"), false, Column.Visibility.HIDDEN))));
        tokens.put("returnstatus", new Token.ReturnStatus(-6));
        tokens.put(
                "returnvalue",
                new Token.ReturnValue(0, new Parameter("@handle", SqlType.of("int"), 7, Parameter.Direction.OUT)));
        return tokens;
    }

    private record Value(SqlType type, @Nullable Object value) {}

    private static Map<String, Value> values() {
        LocalDateTime moment = LocalDateTime.of(2024, 2, 29, 13, 14, 15, 123_456_700);
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("tinyint", new Value(SqlType.of("tinyint"), (short) 200));
        values.put("smallint", new Value(SqlType.of("smallint"), (short) -2));
        values.put("int", new Value(SqlType.of("int"), 42));
        values.put("int null", new Value(SqlType.of("int"), null));
        values.put("bigint", new Value(SqlType.of("bigint"), Long.MIN_VALUE));
        values.put("bit", new Value(SqlType.of("bit"), true));
        values.put("real", new Value(SqlType.of("real"), 1.5f));
        values.put("float", new Value(SqlType.of("float"), -2.25));
        values.put("money", new Value(SqlType.of("money"), new BigDecimal("-1.2345")));
        values.put("smallmoney", new Value(SqlType.of("smallmoney"), new BigDecimal("2")));
        values.put("decimal", new Value(new SqlType("decimal", 0, 9, 2), new BigDecimal("-129.50")));
        values.put("numeric", new Value(SqlType.numeric(38, 4), new BigDecimal("12345678901234567890.5")));
        values.put(
                "uniqueidentifier",
                new Value(SqlType.of("uniqueidentifier"), UUID.fromString("00112233-4455-6677-8899-aabbccddeeff")));
        values.put("datetime", new Value(SqlType.of("datetime"), moment));
        values.put("smalldatetime", new Value(SqlType.of("smalldatetime"), moment));
        values.put("date", new Value(SqlType.of("date"), moment.toLocalDate()));
        values.put("time", new Value(new SqlType("time", 0, 0, 7), moment.toLocalTime()));
        values.put("datetime2", new Value(new SqlType("datetime2", 0, 0, 7), moment));
        values.put("datetime2(0)", new Value(new SqlType("datetime2", 0, 0, 0), moment));
        values.put(
                "datetimeoffset",
                new Value(new SqlType("datetimeoffset", 0, 0, 3), OffsetDateTime.parse("2024-02-29T23:30:00.5-05:30")));
        values.put("nvarchar", new Value(SqlType.nvarchar(10), "äé😀"));
        values.put("nvarchar null", new Value(SqlType.nvarchar(10), null));
        values.put("nvarchar(max)", new Value(SqlType.nvarchar(-1), "ab"));
        values.put("nchar", new Value(SqlType.sized("nchar", 3), "ab "));
        values.put("varchar", new Value(SqlType.sized("varchar", 10), "äé"));
        values.put("varchar(max) null", new Value(SqlType.sized("varchar", -1), null));
        values.put("char", new Value(SqlType.sized("char", 2), "L "));
        values.put("binary", new Value(SqlType.sized("binary", 2), new byte[] {1, 2}));
        values.put("varbinary", new Value(SqlType.sized("varbinary", 20), new byte[] {1, 2}));
        values.put("varbinary(max)", new Value(SqlType.sized("varbinary", -1), new byte[] {1, 2}));
        values.put("varbinary(max) empty", new Value(SqlType.sized("varbinary", -1), new byte[0]));
        values.put("xml", new Value(SqlType.of("xml"), "<a/>"));
        values.put("sql_variant int", new Value(SqlType.of("sql_variant"), new Variant(SqlType.of("int"), 3)));
        values.put(
                "sql_variant nvarchar",
                new Value(SqlType.of("sql_variant"), new Variant(SqlType.nvarchar(128), "16.0")));
        values.put(
                "sql_variant date",
                new Value(SqlType.of("sql_variant"), new Variant(SqlType.of("date"), LocalDate.of(2024, 2, 29))));
        values.put("sql_variant null", new Value(SqlType.of("sql_variant"), null));
        values.put("time(0)", new Value(new SqlType("time", 0, 0, 0), LocalTime.of(23, 59, 59, 600_000_000)));
        return values;
    }

    /** A result of one column and one row. */
    private static byte[] column(Value value, Dialect dialect) {
        TypeCodec codec = TypeCodecs.of(value.type(), dialect);
        ByteBuf out = Unpooled.buffer();
        new Token.Columns(List.of(new Column("c", value.type(), true)), List.of(codec)).writeTo(out, dialect);
        codec.writeValue(out.writeByte(0xD1), value.value());
        return bytes(out);
    }

    private static byte[] bytes(Token token, Dialect dialect) {
        ByteBuf out = Unpooled.buffer();
        token.writeTo(out, dialect);
        return bytes(out);
    }

    private static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static byte[] body(byte[] packet) {
        return Arrays.copyOfRange(packet, PacketType.HEADER_BYTES, packet.length);
    }

    /** Lines of a name, a colon and hexadecimal digits; the others are comments. */
    static Map<String, byte[]> golden(String file) throws IOException {
        Map<String, byte[]> named = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FOLDER.resolve(file))) {
            int colon = line.indexOf(": ");
            if (!line.startsWith("#") && colon > 0) {
                named.put(
                        line.substring(0, colon),
                        Hex.parse(line.substring(colon + 2).replace(" ", "")));
            }
        }
        return named;
    }
}
