package dev.coffer.acceptance;

import dev.coffer.app.CommandLineInstance;
import dev.coffer.app.Instance;
import dev.coffer.app.InstanceFailure;
import dev.coffer.app.InstanceSettings;
import dev.coffer.app.StartMode;
import dev.coffer.cli.InstanceOpener.OpenInstance;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.cli.Outlets;
import dev.coffer.cli.PrintFormat;
import dev.coffer.cli.ResultPrinter;
import dev.coffer.cli.SessionLost;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Instances by name, in one folder, each with a data folder and a key file of its own, started when first wanted. */
final class Cast implements AutoCloseable {

    /** The server refuses a key file in a folder that others may enter. */
    static final FileAttribute<?> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final Map<String, OpenInstance> running = new HashMap<>();

    /** Whose next start is for one user. */
    private final Set<String> forOneUser = new HashSet<>();

    private final Way way;

    /** How its instances are spoken to. */
    enum Way {
        IN_PROCESS,
        WIRE
    }

    Cast(Path folder, Way way) {
        this.folder = folder;
        this.way = way;
    }

    Way way() {
        return way;
    }

    OpenInstance get(String name) throws IOException, InstanceFailure {
        OpenInstance known = running.get(name);
        if (known != null) {
            return known;
        }
        Files.createDirectories(keyFile(name).getParent(), OWNER_ALONE);
        InstanceSettings settings = InstanceSettings.of(folder.resolve("data-" + name), "SERVER" + name)
                .withSealFile(keyFile(name))
                .withMode(forOneUser.remove(name) ? StartMode.SINGLE_USER : StartMode.NORMAL);
        OpenInstance started =
                way == Way.WIRE ? WireInstance.open(settings) : new CommandLineInstance(Instance.open(settings));
        running.put(name, started);
        return started;
    }

    /** The same, with a master key from the start on. */
    OpenInstance getWithMasterKey(String name) throws IOException, InstanceFailure, SessionLost {
        boolean fresh = !running.containsKey(name);
        OpenInstance instance = get(name);
        if (fresh) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            ResultPrinter printer = new ResultPrinter(
                    Outlets.to(new PrintStream(printed, true, StandardCharsets.UTF_8)),
                    () -> name,
                    PrintFormat.trimmed("|", 0));
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

    void startForOneUser(String name) {
        forOneUser.add(name);
    }

    Path keyFile(String name) {
        return folder.resolve("keys-" + name).resolve("seal.key");
    }

    void stop(String name) {
        OpenInstance known = running.remove(name);
        if (known != null) {
            known.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }
}
