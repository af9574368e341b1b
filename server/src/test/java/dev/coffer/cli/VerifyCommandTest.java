package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.media.MediaLabel;
import dev.coffer.media.SetWriter;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int verify(Path... files) {
        PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(InputStream.nullInputStream(), err, err, false, name -> null);
        String[] arguments = java.util.Arrays.stream(files).map(Path::toString).toArray(String[]::new);
        return new CommandLine(new VerifyCommand(terminal, authorities -> {
                    throw new AssertionError("No URL is needed");
                }))
                .execute(arguments);
    }

    @Test
    void aMediaWhoseSetsWereAllCutOffIsNotIntact() throws Exception {
        MediaLabel label = new MediaLabel(UUID.randomUUID(), UUID.randomUUID(), 1, 1, 0, 1, "", "", Instant.EPOCH);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SetWriter.writeLabel(buffer -> Channels.newChannel(bytes).write(buffer), label);
        Path file = Files.write(folder.resolve("label.bak"), bytes.toByteArray());

        assertThat(verify(file)).isEqualTo(ExitCodes.DAMAGED);
        assertThat(errors.toString(StandardCharsets.UTF_8)).contains("It holds no backup set");
    }

    @Test
    void anUnreadFileOutweighsOneThatIsIntact() {
        assertThat(VerifyCommand.worse(ExitCodes.FAILED, ExitCodes.SIGNER_NOT_CHECKED))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(VerifyCommand.worse(ExitCodes.FOREIGN_SIGNER, ExitCodes.FAILED))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(VerifyCommand.worse(ExitCodes.FAILED, ExitCodes.DAMAGED)).isEqualTo(ExitCodes.DAMAGED);
        assertThat(VerifyCommand.worse(ExitCodes.OK, ExitCodes.SIGNER_NOT_CHECKED))
                .isEqualTo(ExitCodes.SIGNER_NOT_CHECKED);
    }
}
