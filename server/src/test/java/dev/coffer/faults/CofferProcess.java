package dev.coffer.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * {@code coffer sql} as a process of its own, fed through its standard input: to be killed, interrupted and looked at
 * from outside. Its output and errors are one stream.
 */
final class CofferProcess implements AutoCloseable {

    /** What USE master answers; each batch is followed by one, so that its answers have an end. */
    private static final String END = "Changed database context to 'master'.";

    private static final Pattern NUMBER = Pattern.compile("^Msg ([0-9]+),", Pattern.MULTILINE);

    private static final long LIMIT_SECONDS = 120;

    private final Process process;
    private final Writer input;
    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private CofferProcess(Process process) {
        this.process = process;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "coffer-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it without waiting: the first batch does. */
    static CofferProcess start(Path dataFolder, Path sealFile) throws IOException {
        return start(List.of(), dataFolder, sealFile);
    }

    /** @param wrapper the words before its command line, which end in running it */
    static CofferProcess start(List<String> wrapper, Path dataFolder, Path sealFile) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                // Somebody who starts the tests in the background has the interrupt ignored, and Java keeps to that.
                "env",
                "--default-signal=INT,TERM",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.coffer.app.Main",
                "sql",
                "-W",
                "-h",
                "-1",
                "--data",
                dataFolder.toString(),
                "--seal-file",
                sealFile.toString()));
        return new CofferProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
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
        end();
    }

    private synchronized void add(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Runs a batch in master and returns what it printed. */
    String run(String batch) throws InterruptedException {
        send(batch);
        return answers(batch);
    }

    /** As {@link #run}; an error fails the test. */
    String done(String batch) throws InterruptedException {
        String answers = run(batch);
        if (answers.contains("Msg ")) {
            throw new AssertionError(batch + "\n" + answers);
        }
        return answers;
    }

    /** Numbers of the errors in what a batch printed, in order. */
    static List<Integer> errorNumbers(String answers) {
        return NUMBER.matcher(answers)
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    /** Sends a batch and does not wait. */
    void send(String batch) {
        try {
            input.write(batch + "\nGO\nUSE master\nGO\n");
            input.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** What the batch sent last has printed, up to its end. */
    String answers(String batch) throws InterruptedException {
        return awaitLine(END::equals).orElseThrow(() -> new AssertionError("No end of " + batch + "\n" + unreadText()));
    }

    private synchronized List<String> unread() {
        return List.copyOf(lines);
    }

    /** Everything printed and not returned yet. */
    String unreadText() {
        return String.join("\n", unread());
    }

    /** Everything unread up to the line awaited; empty when the process ended, or was silent, before it came. */
    synchronized Optional<String> awaitLine(Predicate<String> awaited) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        int looked = 0;
        while (true) {
            for (; looked < lines.size(); looked++) {
                if (awaited.test(lines.get(looked))) {
                    List<String> before = lines.subList(0, looked + 1);
                    String text = String.join("\n", before.subList(0, looked));
                    before.clear();
                    return Optional.of(text);
                }
            }
            long left = deadline - System.nanoTime();
            if (ended || left <= 0) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** Ends it as a power cut of this process alone would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ctrl-C. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** As a service manager ends it. */
    void terminate() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-TERM", Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for its end, and returns the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("It does not end\n" + unreadText());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it cleanly when it still lives. */
    @Override
    public void close() throws IOException, InterruptedException {
        if (process.isAlive()) {
            input.close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("It did not end with its input\n" + unreadText());
            }
        }
    }
}
