package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The prompt on a pseudo-terminal, which util-linux's script makes. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PromptTest {

    private static final char CTRL_C = 3;
    private static final char CTRL_D = 4;

    /** A prompt that does not come ends the wait for it. */
    private static final String LIMIT_SECONDS = "60";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** A person at a terminal: types, and reads what comes. */
    private static final class Person implements AutoCloseable {

        private final Process process;
        private final StringBuilder seen = new StringBuilder();
        private int read;

        Person(String terminalType, Path state) throws IOException {
            String program = String.join(
                    " ",
                    "exec env --default-signal=INT,TERM",
                    "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
                    "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                    "-cp '" + System.getProperty("java.class.path") + "' dev.coffer.app.Main sql",
                    "-S localhost," + SERVER.port() + " -U sa --ca '"
                            + SERVER.dataFolder().resolve("tls/server.pem") + "' -W");
            ProcessBuilder builder = new ProcessBuilder(
                    List.of("timeout", LIMIT_SECONDS, "script", "-q", "-e", "-c", program, "/dev/null"));
            builder.environment()
                    .putAll(Map.of(
                            "TERM",
                            terminalType,
                            "SHELL",
                            "/bin/sh",
                            "XDG_STATE_HOME",
                            state.toString(),
                            "SQLCMDPASSWORD",
                            TestServer.PASSWORD));
            this.process = builder.redirectErrorStream(true).start();
        }

        void type(String text) throws IOException {
            OutputStream keys = process.getOutputStream();
            keys.write(text.getBytes(StandardCharsets.UTF_8));
            keys.flush();
        }

        /** Reads up to and with the text; what was read before is not looked at again. */
        void await(String text) throws Exception {
            InputStream screen = process.getInputStream();
            while (seen.indexOf(text, read) < 0) {
                int next = screen.read();
                if (next < 0) {
                    throw new AssertionError(
                            "No \"" + text + "\", but exit code " + process.waitFor() + " in:\n" + seen);
                }
                seen.append((char) next);
            }
            read = seen.indexOf(text, read) + text.length();
        }

        int end() throws Exception {
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            return process.waitFor();
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xterm", "dumb"})
    void linesAreNumberedAndRunAtGo(String terminalType) throws Exception {
        try (Person person = new Person(terminalType, SERVER.folder().resolve("state-" + terminalType))) {
            person.await("1> ");
            person.type("PRINT 'one' +\r");
            person.await("2> ");
            person.type("' and two'\r");
            person.await("3> ");
            person.type("GO\r");
            person.await("one and two");
            person.await("1> ");
            person.type("SELECT * FROM nowhere\rGO\r");
            person.await("Msg 208, Level 16");
            person.await("1> ");
            person.type("quit\r");
            assertThat(person.end()).isZero();
        }
    }

    @Test
    void ctrlCCancelsWhatRunsThenDropsWhatIsTypedThenLeaves() throws Exception {
        try (Person person = new Person("xterm", SERVER.folder().resolve("state-keys"))) {
            person.await("1> ");
            person.type("PRINT 'waits'\rWAITFOR DELAY '00:05:00'\rGO\r");
            person.await("GO");
            person.await("waits");
            person.type(String.valueOf(CTRL_C));
            person.await("1> ");
            person.type("SELECT 'never\r");
            person.await("2> ");
            person.type(String.valueOf(CTRL_C));
            person.await("1> ");
            person.type("PRINT 'goes on'\rGO\r");
            person.await("goes on\r");
            person.await("1> ");
            person.type(String.valueOf(CTRL_C));
            assertThat(person.end()).isZero();
        }
    }

    @Test
    void theHistoryIsTheOwnersAloneAndHoldsNoSecrets() throws Exception {
        Path state = SERVER.folder().resolve("state-history");
        try (Person person = new Person("xterm", state)) {
            person.await("1> ");
            person.type("PRINT 'kept'\rGO\r");
            person.await("kept\r");
            person.await("1> ");
            person.type("CREATE MASTER KEY ENCRYPTION BY\rPASSWORD\r= 'Quiet harbour, 7 cranes'\rGO\r");
            person.await("4> ");
            person.await("1> ");
            person.type(String.valueOf(CTRL_D));
            assertThat(person.end()).isZero();
        }
        Path history = state.resolve("coffer/sql_history");
        assertThat(Files.readString(history)).contains("PRINT 'kept'").doesNotContain("PASSWORD", "harbour", "MASTER");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }
}
