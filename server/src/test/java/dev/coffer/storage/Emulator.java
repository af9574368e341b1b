package dev.coffer.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A server that speaks a vendor's protocol, as a process on loopback with a folder of its own. Ends with the tests. */
public final class Emulator implements AutoCloseable {

    private static final int KEPT_LINES = 40;

    private final Process process;
    private final Path folder;
    private final String readyLine;

    private Emulator(Process process, Path folder, String readyLine) {
        this.process = process;
        this.folder = folder;
        this.readyLine = readyLine;
    }

    /**
     * Waits until it says that it is ready.
     *
     * @param folder removed at the end
     * @param ready a part of the line that says so
     */
    public static Emulator start(List<String> command, Map<String, String> environment, Path folder, String ready)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader output = process.inputReader();
        Deque<String> last = new ArrayDeque<>();
        Optional<String> line = Optional.empty();
        for (String next = output.readLine(); next != null; next = output.readLine()) {
            if (next.contains(ready)) {
                line = Optional.of(next);
                break;
            }
            if (last.size() == KEPT_LINES) {
                last.removeFirst();
            }
            last.add(next);
        }
        if (line.isEmpty()) {
            throw new IOException("It did not start:\n" + String.join("\n", last));
        }
        Thread drain = new Thread(() -> output.lines().forEach(ignored -> {}), "emulator-output");
        drain.setDaemon(true);
        drain.start();
        return new Emulator(process, folder, line.get());
    }

    public String readyLine() {
        return readyLine;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
