package dev.coffer.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A client that is a program of its own. Its output and errors are one stream of UTF-8, read line by line. */
final class Program implements AutoCloseable {

    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private Program(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "client-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param environment what is added to ours */
    static Program start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    /** Runs it to its end, with all that it reads. */
    static Outcome run(List<String> command, Map<String, String> environment, String input) throws Exception {
        try (Program program = start(command, environment)) {
            program.send(input);
            return program.outcome();
        }
    }

    /** Whether a command of that name is on the path. */
    static boolean exists(String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(name)));
    }

    /** How it ended, and all that it printed. */
    record Outcome(int exitCode, List<String> lines) {

        String text() {
            return String.join("\n", lines);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                add(line);
            }
        } catch (IOException closed) {
            add("The output ended: " + closed);
        }
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Everything that it will ever read. */
    void send(String input) throws IOException {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Waits for a line, which may have come already. */
    synchronized String awaitLine(Predicate<String> awaited) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        int looked = 0;
        while (true) {
            for (; looked < lines.size(); looked++) {
                if (awaited.test(lines.get(looked))) {
                    return lines.get(looked);
                }
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || !reader.isAlive()) {
                throw new AssertionError("The line did not come:\n" + String.join("\n", lines));
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.SECONDS.toNanos(1)));
        }
    }

    /** Waits for its end. */
    Outcome outcome() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end:\n" + String.join("\n", lines()));
        }
        reader.join();
        return new Outcome(process.exitValue(), lines());
    }

    /** Ends it at once when it still runs. */
    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
