package dev.coffer.cli;

import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * What was typed before, kept in a file that is its owner's alone. Lines are kept when their batch is over, and not at
 * all when it holds a secret. Confined to one thread.
 */
final class KeptHistory extends DefaultHistory {

    private static final String STATE_VARIABLE = "XDG_STATE_HOME";

    /** A batch that goes on for longer is not worth keeping. */
    private static final int MAX_BATCH_LINES = 1000;

    private final List<String> batch = new ArrayList<>();

    /** The file, made when missing; empty when it cannot be, and then nothing is kept. */
    static Optional<Path> file(Terminal terminal) {
        Path state = terminal.variable(STATE_VARIABLE)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        try {
            Path folder = state.resolve("coffer");
            Files.createDirectories(folder, PrivateModes.FOLDER);
            Path file = folder.resolve("sql_history");
            if (Files.notExists(file)) {
                Files.createFile(file, PrivateModes.FILE);
            }
            Files.setPosixFilePermissions(file, PrivateModes.FILE.value());
            return Optional.of(file);
        } catch (IOException | UnsupportedOperationException unwritable) {
            return Optional.empty();
        }
    }

    /** Called by the reader for each line; only remembered until {@link #endBatch}. */
    @Override
    public void add(Instant time, String line) {
        if (batch.size() < MAX_BATCH_LINES) {
            batch.add(line);
        }
    }

    /** The batch is over: its lines join the history, or are forgotten. */
    void endBatch() {
        if (!batch.isEmpty() && !SecretText.isIn(String.join("\n", batch))) {
            Instant now = Instant.now();
            batch.stream().filter(line -> !line.isBlank()).forEach(line -> super.add(now, line));
        }
        batch.clear();
    }
}
