package dev.coffer.catalog;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What the views of the instance say about the machine, as SQL literals by the words that stand for them. */
final class HostWords {

    private static final Path RELEASE = Path.of("/etc/os-release");
    private static final long BYTES_PER_KB = 1024;

    private HostWords() {}

    static Map<String, String> read() {
        String system = System.getProperty("os.name", "Linux");
        Map<String, String> release = release();
        String cores = String.valueOf(Runtime.getRuntime().availableProcessors());
        return Map.of(
                "${host.platform}", literal(system.startsWith("Windows") ? "Windows" : "Linux"),
                "${host.distribution}", literal(release.getOrDefault("NAME", system)),
                "${host.release}", literal(release.getOrDefault("VERSION_ID", System.getProperty("os.version", ""))),
                "${host.architecture}",
                        literal(
                                System.getProperty("os.arch", "")
                                                        .toLowerCase(Locale.ROOT)
                                                        .contains("64")
                                                && !System.getProperty("os.arch", "")
                                                        .startsWith("aarch")
                                        ? "X64"
                                        : System.getProperty("os.arch", "").toUpperCase(Locale.ROOT)),
                "${host.cores}", cores,
                "${host.memory}", String.valueOf(memoryBytes() / BYTES_PER_KB));
    }

    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean known
                ? known.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    /** Lines of NAME="value"; none where there is no such file. */
    private static Map<String, String> release() {
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(RELEASE)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(
                            line.substring(0, equals),
                            line.substring(equals + 1).replace("\"", ""));
                }
            }
        } catch (IOException absent) {
            values.clear();
        }
        return values;
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
