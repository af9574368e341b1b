package dev.coffer.catalog;

import dev.coffer.errors.Message;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the views of the instance say about the machine and the program, in SQL by the words that stand for it.
 */
final class HostWords {

    private static final Path RELEASE = Path.of("/etc/os-release");
    private static final long BYTES_PER_KB = 1024;
    /** How the names of messages end that go to the log. */
    private static final String LOGGED = "_LOGGED";

    private HostWords() {}

    static Map<String, String> read() {
        String system = System.getProperty("os.name", "Linux");
        Map<String, String> release = release();
        String cores = String.valueOf(Runtime.getRuntime().availableProcessors());
        return Map.of(
                "${messages}", messages(),
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

    /** The catalogue of messages as rows: number, severity, whether it goes to the log, text; each number once. */
    private static String messages() {
        Set<Integer> numbers = new HashSet<>();
        return Arrays.stream(Message.values())
                .filter(message -> message.number() > 0 && numbers.add(message.number()))
                .map(message -> "(" + message.number() + ", " + message.severity() + ", "
                        + message.name().endsWith(LOGGED) + ", " + literal(message.template()) + ")")
                .collect(Collectors.joining(", ", "(VALUES ", ")"));
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
