package dev.coffer.acceptance;

import dev.coffer.app.CommandLineInstance;
import dev.coffer.app.Instance;
import dev.coffer.app.InstanceFailure;
import dev.coffer.app.InstanceSettings;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.cli.PrintFormat;
import dev.coffer.cli.ResultPrinter;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instances by name, in one folder, each with a data folder and a key file of its own, started when first wanted. */
final class Cast implements AutoCloseable {

    /** The server refuses a key file in a folder that others may enter. */
    static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final Map<String, CommandLineInstance> running = new HashMap<>();

    Cast(Path folder) {
        this.folder = folder;
    }

    CommandLineInstance get(String name) throws IOException, InstanceFailure {
        CommandLineInstance known = running.get(name);
        if (known != null) {
            return known;
        }
        Files.createDirectories(keyFile(name).getParent(), OWNER_ALONE);
        CommandLineInstance started = new CommandLineInstance(
                Instance.open(InstanceSettings.of(folder.resolve("data-" + name), "SERVER" + name)
                        .withSealFile(keyFile(name))));
        running.put(name, started);
        return started;
    }

    /** The same, with a master key from the start on. */
    CommandLineInstance getWithMasterKey(String name) throws IOException, InstanceFailure {
        boolean fresh = !running.containsKey(name);
        CommandLineInstance instance = get(name);
        if (fresh) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            ResultPrinter printer = new ResultPrinter(
                    new PrintStream(printed, true, StandardCharsets.UTF_8), name, new PrintFormat("|", true, 0, 0));
            try (OpenSession session = instance.newSession()) {
                session.execute(
                        "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'",
                        printer,
                        new Cancellation());
            }
            if (printer.failed()) {
                throw new IllegalStateException(printed.toString(StandardCharsets.UTF_8));
            }
        }
        return instance;
    }

    Path keyFile(String name) {
        return folder.resolve("keys-" + name).resolve("seal.key");
    }

    void stop(String name) {
        CommandLineInstance known = running.remove(name);
        if (known != null) {
            known.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
