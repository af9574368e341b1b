package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel knows about processes: /proc/PID/stat and /proc/PID/status (proc(5)). */
final class Processes {

    /** sysconf(_SC_CLK_TCK) on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields 14 to 17 of /proc/PID/stat; the first two stand before the closing bracket of the command's name. */
    private static final int USER_TIME = 11;

    private static final int TIMES = 4;

    private Processes() {}

    /** CPU time so far of a process, its living descendants, and all children that have ended and been waited for. */
    static double cpuSeconds(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToDouble(process -> cpuSeconds(process.pid()))
                .sum();
    }

    private static double cpuSeconds(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int i = USER_TIME; i < USER_TIME + TIMES; i++) {
                ticks += Long.parseLong(fields[i]);
            }
            return ticks / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Private memory of these processes together. */
    static long privateBytes(List<ProcessHandle> processes) {
        return processes.stream().mapToLong(Processes::privateBytes).sum();
    }

    private static long privateBytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException | RuntimeException ended) {
            return 0;
        }
    }
}
