package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bytes.Hex;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole answer to a login, byte by byte, in the order that all clients take. */
class LoginReplyTest {

    private static final EchoServer SERVER = new EchoServer(Limits.standard());

    @BeforeAll
    static void start() throws Exception {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void ofANewClient() throws Exception {
        assertThat(Hex.of(reply(Requests.login("sa", EchoServer.PASSWORD, "", true))))
                .isEqualTo(golden("reply 7.4"));
    }

    @Test
    void ofAnOldClient() throws Exception {
        assertThat(Hex.of(reply(Requests.login(TdsVersion.V7_1, "sa", EchoServer.PASSWORD, "", false))))
                .isEqualTo(golden("reply 7.1"));
    }

    @Test
    void ofAClientInside8() throws Exception {
        assertThat(Hex.of(reply(Requests.login(TdsVersion.V8_0, "sa", EchoServer.PASSWORD, "", true))))
                .isEqualTo(golden("reply 7.4").replace("AD32000174000004", "AD32000108000000"));
    }

    @Test
    void ofAFailure() throws Exception {
        assertThat(Hex.of(reply(Requests.login("sa", "wrong", "", true)))).isEqualTo(golden("reply failed"));
    }

    private static byte[] reply(byte[] login) throws Exception {
        try (StrictClient client = SERVER.client()) {
            client.send(PacketType.PRELOGIN, Requests.prelogin());
            client.receive();
            client.send(PacketType.LOGIN, login);
            return client.receive();
        }
    }

    /** Several lines of one name are one answer. */
    private static String golden(String name) throws Exception {
        StringBuilder whole = new StringBuilder();
        for (Map.Entry<String, byte[]> line : WireBytesTest.golden("login.hex").entrySet()) {
            if (line.getKey().startsWith(name)) {
                whole.append(Hex.of(line.getValue()));
            }
        }
        return whole.toString();
    }
}
