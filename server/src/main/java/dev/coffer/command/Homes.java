package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Places for databases, and their leftovers. A database is real when a row of the catalogue names its home, so a kill
 * can leave a home that no row names: below {@code db/} it is found by its name; one in a folder of the user's choice
 * is found by the note that was left in {@code db/} before anything was laid down there. Thread-safe.
 */
public final class Homes {

    private static final Logger LOG = LoggerFactory.getLogger(Homes.class);
    private static final String NOTE = ".home";
    /** No path holds it. */
    private static final String END_OF_PATH = "\0";

    private static final int PATHS_OF_NOTE = 2;

    private final Path folder;
    private final Engine engine;

    /** @param folder absolute: {@code db/} of the data folder */
    public Homes(Path folder, Engine engine) {
        this.folder = folder;
        this.engine = engine;
    }

    /**
     * A home nothing has been laid down in.
     *
     * @param data chosen by the user, or empty: a folder of ours
     * @param log chosen by the user, or empty: inside the data folder
     */
    public DatabaseHome fresh(Optional<Path> data, Optional<Path> log) {
        UUID id = UUID.randomUUID();
        DatabaseHome home = engine.homeIn(id, data.orElse(folder.resolve(id.toString())));
        return new DatabaseHome(id, home.dataFolder(), log.orElse(home.logFolder()));
    }

    /** Notes, durably, that something may lie in that home; before it is laid down, and before its row goes. */
    public void note(DatabaseHome home) throws IOException {
        if (isOurs(home)) {
            return;
        }
        String text = home.dataFolder() + END_OF_PATH + home.logFolder() + END_OF_PATH;
        try (FileChannel file =
                FileChannel.open(noteOf(home.id()), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.write(StandardCharsets.UTF_8.encode(text));
            file.force(true);
        }
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The home is listed now, or gone: its note is no longer needed. */
    public void settled(DatabaseHome home) throws IOException {
        Files.deleteIfExists(noteOf(home.id()));
    }

    /**
     * Discards every home that is not listed. For the start of an instance, before its first statement.
     *
     * @param listed ids of the homes that rows of the catalogue name
     * @return what was discarded; a home that could not be is logged and tried again at the next start
     */
    public List<DatabaseHome> sweep(Set<UUID> listed) throws IOException {
        List<DatabaseHome> discarded = new ArrayList<>();
        for (DatabaseHome home : found()) {
            try {
                if (!listed.contains(home.id())) {
                    engine.discard(home);
                    discarded.add(home);
                }
                settled(home);
            } catch (EngineException | IOException failed) {
                LOG.warn("The leftover {} could not be removed", home.dataFolder(), failed);
            }
        }
        return List.copyOf(discarded);
    }

    private List<DatabaseHome> found() throws IOException {
        List<DatabaseHome> homes = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                homeOf(entry).ifPresent(homes::add);
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return homes;
    }

    private Optional<DatabaseHome> homeOf(Path entry) throws IOException {
        String name = String.valueOf(entry.getFileName());
        boolean isNote = name.endsWith(NOTE);
        Optional<UUID> id = idOf(isNote ? name.substring(0, name.length() - NOTE.length()) : name);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (!isNote) {
            return Optional.of(engine.homeIn(id.get(), entry));
        }
        String[] paths = Files.readString(entry).split(END_OF_PATH, -1);
        if (paths.length != PATHS_OF_NOTE + 1) {
            // Killed while the note was written, so before anything was laid down.
            Files.delete(entry);
            return Optional.empty();
        }
        return Optional.of(new DatabaseHome(id.get(), Path.of(paths[0]), Path.of(paths[1])));
    }

    private static Optional<UUID> idOf(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private boolean isOurs(DatabaseHome home) {
        return home.dataFolder().equals(folder.resolve(home.id().toString()))
                && home.logFolder().startsWith(home.dataFolder());
    }

    private Path noteOf(UUID id) {
        return folder.resolve(id + NOTE);
    }
}
