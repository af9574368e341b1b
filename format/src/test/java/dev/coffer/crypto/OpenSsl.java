package dev.coffer.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real openssl, run in a folder of the test's own. */
public final class OpenSsl {

    private final Path folder;

    public OpenSsl(Path folder) {
        this.folder = folder;
    }

    /** How a run ended: its exit code, and standard output and error together. */
    public record Run(int exitCode, String output) {}

    public Path file(String name) {
        return folder.resolve(name);
    }

    public byte[] read(String name) throws IOException {
        return Files.readAllBytes(file(name));
    }

    public void write(String name, byte[] content) throws IOException {
        Files.write(file(name), content);
    }

    /** Runs and expects success. The arguments come one by one or, where none holds a blank, as one text. */
    public String run(String... arguments) throws IOException, InterruptedException {
        Run run = attempt(arguments);
        assertThat(run.exitCode())
                .as("openssl %s%n%s", String.join(" ", arguments), run.output())
                .isZero();
        return run.output();
    }

    public Run attempt(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.length == 1 ? arguments[0].split(" ") : arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        // Java encodes arguments by sun.jnu.encoding; non-ASCII passwords therefore go through files.
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("openssl did not end");
        }
        return new Run(process.exitValue(), output);
    }
}
