package dev.coffer.engine.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs short programs of PostgreSQL and of the operating system. */
final class Programs {

    private static final int OUTPUT_TAIL_CHARS = 2000;

    private Programs() {}

    /**
     * Runs a program to its end and returns what it printed.
     *
     * @param input for its standard input
     * @throws IOException when it cannot be started or its exit code is not 0; the message holds its last output
     */
    static String run(List<String> command, Path workingFolder, String input) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(workingFolder.toFile());
        builder.redirectErrorStream(true);
        setEnvironment(builder.environment());
        Process process = builder.start();
        try {
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IOException(command.get(0) + " ended with " + exitCode + ": " + tail(output));
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + command.get(0) + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Nothing of this process's environment reaches PostgreSQL but the search path for programs. */
    static void setEnvironment(Map<String, String> environment) {
        String path = environment.getOrDefault("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        environment.clear();
        environment.put("PATH", path);
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
    }

    static String tail(String output) {
        String text = output.strip();
        return text.substring(Math.max(0, text.length() - OUTPUT_TAIL_CHARS));
    }
}
