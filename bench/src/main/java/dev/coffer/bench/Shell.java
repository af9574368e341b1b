package dev.coffer.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs shell commands as the user that owns the peers' cluster, and measures them. Confined to one thread. */
final class Shell {

    private static final Pattern TIME = Pattern.compile("(\\d+)m([0-9.]+)s");
    private static final int SECONDS_PER_MINUTE = 60;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Path folder;

    /** @param folder writable for that user; output and times go there */
    Shell(Path folder) {
        this.folder = folder;
    }

    /** @param cpuSeconds of the commands and all that they waited for */
    record Run(double wallSeconds, double cpuSeconds, double peakMebibytes) {}

    /** Runs a script that must succeed; a failing part of a pipe fails it. */
    Run run(String script) throws IOException {
        Path times = folder.resolve("times");
        Path output = folder.resolve("output");
        String wrapped =
                "set -o pipefail; cd '" + folder + "'; { " + script + "; }; rc=$?; times > '" + times + "'; exit $rc";
        long begun = System.nanoTime();
        Process process = new ProcessBuilder("runuser", "-u", "postgres", "--", "bash", "-c", wrapped)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        double peak;
        try (MemorySampler memory = new MemorySampler(() -> privateBytes(process))) {
            int code = waitFor(process);
            peak = memory.peakMebibytesAboveBefore();
            if (code != 0) {
                throw new IOException("Exit code " + code + " from: " + script + "\n"
                        + Files.readString(output, StandardCharsets.UTF_8));
            }
        }
        double wall = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        return new Run(wall, cpuSeconds(Files.readString(times)), peak);
    }

    static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException("Interrupted while a command ran", e);
        }
    }

    private static long privateBytes(Process process) {
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            List<ProcessHandle> all = descendants.toList();
            return Processes.privateBytes(all);
        }
    }

    /** The last line of bash's {@code times}: user and system time of its children. */
    private static double cpuSeconds(String times) {
        String[] lines = times.strip().split("\n");
        Matcher matcher = TIME.matcher(lines[lines.length - 1]);
        double seconds = 0;
        while (matcher.find()) {
            seconds += Integer.parseInt(matcher.group(1)) * SECONDS_PER_MINUTE + Double.parseDouble(matcher.group(2));
        }
        return seconds;
    }
}
