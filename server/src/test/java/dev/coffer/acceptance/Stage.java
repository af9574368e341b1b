package dev.coffer.acceptance;

import dev.coffer.app.CommandLineInstance;
import dev.coffer.app.Instance;
import dev.coffer.app.InstanceFailure;
import dev.coffer.app.InstanceSettings;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.cli.Interrupts;
import dev.coffer.cli.PrintFormat;
import dev.coffer.cli.ScriptRunner;
import dev.coffer.cli.ScriptSource;
import dev.coffer.cli.ScriptVariables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instances for one story, each with a data folder and a key file of its own, and the client that talks to them. */
final class Stage implements AutoCloseable {

    private static final PrintFormat FORMAT = new PrintFormat("|", true, 0, 0);

    private final Path folder;
    private final ScriptVariables variables;
    private final Map<String, Running> running = new HashMap<>();
    private String current = "A";

    private record Running(CommandLineInstance instance, OpenSession session) {}

    /** @param folder the story's own: its files are in {@code files}, which {@code $(dir)} names */
    Stage(Path folder) throws IOException {
        this.folder = folder;
        Path files = Files.createDirectories(folder.resolve("files"));
        this.variables = new ScriptVariables(Map.of("dir", files.toString()), name -> null);
    }

    /** Everything the batch prints, blank lines left out. */
    List<String> run(String script) throws IOException, InstanceFailure {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Running target = running();
        new ScriptRunner(
                        target.session(),
                        variables,
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        target.instance().serverName(),
                        FORMAT,
                        Interrupts.none(),
                        new ScriptRunner.Settings(ScriptRunner.OnError.IGNORE, false, false))
                .run(ScriptSource.text("story", script));
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** Does what T-SQL cannot. */
    void direct(List<String> words) throws IOException, InstanceFailure {
        switch (words.get(0)) {
            case "instance" -> current = words.get(1);
            case "restart" -> stop();
            case "delete-key-file" -> {
                stop();
                Files.delete(keyFile());
            }
            case "flip" -> flip(file(words.get(1)), Long.parseLong(words.get(2)));
            case "cut" -> cut(file(words.get(1)), Long.parseLong(words.get(2)));
            case "write" -> Files.writeString(file(words.get(1)), String.join(" ", words.subList(2, words.size())));
            case "delete" -> Files.delete(file(words.get(1)));
            default -> throw new IllegalArgumentException("No such direction: " + words);
        }
    }

    private Path file(String name) {
        return folder.resolve("files").resolve(name);
    }

    /** Flips the bits of one byte; a negative offset counts from the end. */
    private static void flip(Path file, long offset) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long place = offset < 0 ? bytes.length() + offset : offset;
            bytes.seek(place);
            int value = bytes.read();
            bytes.seek(place);
            bytes.write(value ^ 0xFF);
        }
    }

    private static void cut(Path file, long byteCount) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(bytes.length() - byteCount);
        }
    }

    private Path keyFile() {
        return folder.resolve("keys-" + current).resolve("seal.key");
    }

    private Running running() throws InstanceFailure, IOException {
        Running known = running.get(current);
        if (known != null) {
            return known;
        }
        CommandLineInstance instance = new CommandLineInstance(
                Instance.open(InstanceSettings.of(folder.resolve("data-" + current), "SERVER" + current)
                        .withSealFile(keyFile())));
        Running started = new Running(instance, instance.newSession());
        running.put(current, started);
        return started;
    }

    private void stop() {
        Running known = running.remove(current);
        if (known != null) {
            known.session().close();
            known.instance().close();
        }
    }

    @Override
    public void close() {
        for (String name : List.copyOf(running.keySet())) {
            current = name;
            stop();
        }
    }
}
