package dev.coffer.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The name an instance goes by unless told otherwise: the host's. */
final class ServerName {

    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int LONGEST = 128;

    private ServerName() {}

    /** Upper case, as SQL Server has it; asks the kernel, since a look-up by address may wait for the network. */
    static String ofThisHost() {
        try {
            String name = Files.readString(HOST_NAME).trim().toUpperCase(Locale.ROOT);
            return name.isEmpty() ? "COFFER" : name.substring(0, Math.min(name.length(), LONGEST));
        } catch (IOException e) {
            return "COFFER";
        }
    }
}
