package dev.coffer.acceptance;

import dev.coffer.app.InstanceFailure;
import dev.coffer.cli.InstanceOpener.OpenInstance;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.cli.Interrupts;
import dev.coffer.cli.Outlets;
import dev.coffer.cli.PrintFormat;
import dev.coffer.cli.Printing;
import dev.coffer.cli.ScriptRunner;
import dev.coffer.cli.ScriptSource;
import dev.coffer.cli.ScriptVariables;
import dev.coffer.cli.SessionLost;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one story plays: instances of its own, named A and B, or the shared one, which has a master key and has had its
 * first start already; sessions on them; and the client that talks to them.
 */
final class Stage implements AutoCloseable {

    private static final PrintFormat FORMAT = PrintFormat.trimmed("|", 0);
    private static final String SHARED = "shared";

    /** What an operator would copy from a refusal: scripts find it in {@code $(signer)}. */
    private static final Pattern UNKNOWN_SIGNER = Pattern.compile("not trusted, fingerprint (0x[0-9A-F]+)");

    private final Path files;
    private final Cast own;
    private final Cast shared;
    private final ScriptVariables variables;
    private final Map<String, OpenSession> sessions = new HashMap<>();
    private String instance = "A";
    private String session = "1";
    /** What scripts find beside the variables of every story. */
    private final Map<String, String> found = new LinkedHashMap<>();

    private @Nullable InstalledCluster server;

    /**
     * @param folder the story's own: its files are in {@code files}, which {@code $(dir)} names
     * @param shared outlives the stage
     */
    Stage(Path folder, Cast shared) throws IOException {
        // What goes into a folder that others may enter is warned about.
        this.files = Files.createDirectories(folder.resolve("files"), Cast.OWNER_ALONE);
        this.own = new Cast(folder, shared.way());
        this.shared = shared;
        Path examples = Path.of("..", "examples").toAbsolutePath().normalize();
        this.variables =
                new ScriptVariables(Map.of("dir", files.toString(), "examples", examples.toString()), name -> null);
    }

    /** What stands for something in answers, such as {@code $(dir)}. */
    Map<String, String> words() {
        Map<String, String> words = new HashMap<>(found);
        words.put("dir", files.toString());
        return words;
    }

    /** Everything the batch prints, blank lines left out. */
    List<String> run(String script) throws IOException, InstanceFailure, SessionLost {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        OpenInstance target = target();
        OpenSession client = sessions.computeIfAbsent(instance + " " + session, key -> target.newSession());
        new ScriptRunner(
                        client,
                        variables,
                        new Printing(
                                Outlets.to(new PrintStream(printed, true, StandardCharsets.UTF_8)),
                                client::serverName,
                                FORMAT,
                                Printing.Progress.LINES),
                        Interrupts.none(),
                        new ScriptRunner.Settings(ScriptRunner.OnError.IGNORE, ScriptRunner.LEAST_ERROR, false, false))
                .run(ScriptSource.text("story", prelude() + script));
        String answer = printed.toString(StandardCharsets.UTF_8);
        Matcher signer = UNKNOWN_SIGNER.matcher(answer);
        if (signer.find()) {
            found.put("signer", signer.group(1));
        }
        return answer.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private String prelude() {
        StringBuilder prelude = new StringBuilder();
        found.forEach((name, value) -> prelude.append(":setvar ")
                .append(name)
                .append(' ')
                .append(value)
                .append('\n'));
        return prelude.toString();
    }

    /** A PostgreSQL server that is not Coffer's: {@code $(server)}, vouched for by {@code $(authority)}. */
    private void startServer() {
        try {
            InstalledCluster started = InstalledCluster.start();
            server = started;
            found.put("server", started.address().toString());
            found.put("authority", started.authority().toString());
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("The server did not start", failed);
        }
    }

    private void stopServer() {
        InstalledCluster running = server;
        server = null;
        try {
            if (running != null) {
                running.close();
            }
        } catch (Exception failed) {
            throw new IllegalStateException("The server did not stop", failed);
        }
    }

    private OpenInstance target() throws IOException, InstanceFailure, SessionLost {
        return instance.equals(SHARED) ? shared.getWithMasterKey(SHARED) : own.get(instance);
    }

    /** Does what T-SQL cannot. */
    void direct(List<String> words) throws IOException, InstanceFailure, SessionLost {
        switch (words.get(0)) {
            case "instance" -> instance = words.get(1);
            case Story.IN_PROCESS -> {}
            case "session" -> session = words.get(1);
            case "server" -> startServer();
            case "stop-server" -> stopServer();
            case "restart" -> {
                stop();
                if (words.size() > 1) {
                    own.startForOneUser(instance);
                }
            }
            case "delete-key-file" -> {
                stop();
                Files.delete(own.keyFile(instance));
            }
            case "notice" -> requireNotice(String.join(" ", words.subList(1, words.size())));
            case "flip" -> flip(file(words.get(1)), Long.parseLong(words.get(2)));
            case "cut" -> cut(file(words.get(1)), Long.parseLong(words.get(2)));
            case "write" -> Files.writeString(file(words.get(1)), String.join(" ", words.subList(2, words.size())));
            case "copy" -> Files.copy(file(words.get(1)), file(words.get(2)));
            case "delete" -> Files.delete(file(words.get(1)));
            default -> throw new IllegalArgumentException("No such direction: " + words);
        }
    }

    private void requireNotice(String text) throws IOException, InstanceFailure, SessionLost {
        List<String> notices = target().notices();
        if (notices.stream().noneMatch(notice -> notice.contains(text))) {
            throw new AssertionError("No notice says \"" + text + "\": " + notices);
        }
    }

    private Path file(String name) {
        return files.resolve(name);
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

    private void stop() {
        if (instance.equals(SHARED)) {
            throw new IllegalArgumentException("Other stories use the shared instance");
        }
        closeSessions();
        own.stop(instance);
    }

    private void closeSessions() {
        sessions.values().forEach(OpenSession::close);
        sessions.clear();
    }

    @Override
    public void close() {
        closeSessions();
        own.close();
        stopServer();
    }
}
