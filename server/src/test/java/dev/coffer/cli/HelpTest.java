package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(strings = {"sql", "inspect", "verify", "extract"})
    void everyCommandExplainsItself(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                name -> null);
        InstanceOpener closed = request -> {
            throw new AssertionError("help starts no instance");
        };
        ServerOpener noServer = request -> {
            throw new AssertionError("No server is needed");
        };
        RemoteOpener noUrls = authorities -> {
            throw new AssertionError("No URL is needed");
        };
        assertThat(CofferCommand.commandLine(closed, noServer, noUrls, terminal).execute(command, "--help"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: coffer " + command);
        assertThat(err.size()).isZero();
    }
}
