package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.work.Durable;
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
 * Places for databases, and their leftovers. A database is real when a row of the catalogue names its home. Around
 * every change of that, from before the first byte is laid down or the row goes, a note in {@code db/} names the home:
 * what a note names and no row does was left by a kill, and goes. A home that neither names is nothing this instance
 * left behind (an older master, perhaps), and stays. Thread-safe.
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

    /** Whether its data folder is one of ours, which nobody chose. */
    boolean isOwn(DatabaseHome home) {
        return home.dataFolder().equals(folder.resolve(home.id().toString()));
    }

    /** Whether a data folder, of whichever instance, is named as those that nobody chose. */
    static boolean isUnchosen(Path dataFolder) {
        return idOf(String.valueOf(dataFolder.getFileName())).isPresent();
    }

    /** Whether a log can lie at that place. */
    boolean reaches(Path log) throws EngineException {
        return engine.reaches(log);
    }

    /** Notes, durably, that something may lie in that home; before it is laid down, and before its row goes. */
    public void note(DatabaseHome home) throws IOException {
        String text = home.dataFolder() + END_OF_PATH + home.logFolder() + END_OF_PATH;
        try (FileChannel file = FileChannel.open(
                noteOf(home.id()),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            file.write(StandardCharsets.UTF_8.encode(text));
            file.force(true);
        }
        Durable.sync(folder);
    }

    /** The home is listed now, or gone: its note is no longer needed. One that stays is only logged. */
    public void settle(DatabaseHome home) {
        try {
            Files.deleteIfExists(noteOf(home.id()));
        } catch (IOException stays) {
            LOG.warn("The note of {} goes at the next start", home.dataFolder(), stays);
        }
    }

    /**
     * Removes a home that is noted and that no row names; what resists is logged, and removed at the next start.
     *
     * @return whether nothing is left of it
     */
    public boolean discard(DatabaseHome home) {
        try {
            engine.discard(home);
        } catch (EngineException leftover) {
            LOG.warn("The leftover {} goes at the next start", home.dataFolder(), leftover);
            return false;
        }
        settle(home);
        return true;
    }

    /**
     * Discards every home that is noted and not listed. For the start of an instance, before its first statement.
     *
     * @param listed ids of the homes that rows of the catalogue name
     * @return what was discarded; a home that could not be is logged and tried again at the next start
     */
    public List<DatabaseHome> sweep(Set<UUID> listed) throws IOException {
        List<DatabaseHome> discarded = new ArrayList<>();
        List<Path> entries = entries();
        List<DatabaseHome> noted = noted(entries);
        for (DatabaseHome home : noted) {
            if (listed.contains(home.id())) {
                settle(home);
            } else if (discard(home)) {
                discarded.add(home);
            }
        }
        entries.stream()
                .filter(entry -> isUnknown(entry, listed, noted))
                .forEach(entry -> LOG.warn("The database in {} is on no list; it is left as it is", entry));
        return List.copyOf(discarded);
    }

    private static boolean isUnknown(Path entry, Set<UUID> listed, List<DatabaseHome> noted) {
        Optional<UUID> id = idOf(String.valueOf(entry.getFileName()));
        return id.isPresent()
                && !listed.contains(id.get())
                && noted.stream().noneMatch(home -> home.id().equals(id.get()));
    }

    /** The homes that notes name. */
    private List<DatabaseHome> noted(List<Path> entries) throws IOException {
        List<DatabaseHome> homes = new ArrayList<>();
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (name.endsWith(NOTE)) {
                Optional<UUID> id = idOf(name.substring(0, name.length() - NOTE.length()));
                if (id.isPresent()) {
                    read(entry, id.get()).ifPresent(homes::add);
                }
            }
        }
        return homes;
    }

    private static Optional<DatabaseHome> read(Path note, UUID id) throws IOException {
        String[] paths = Files.readString(note).split(END_OF_PATH, -1);
        if (paths.length != PATHS_OF_NOTE + 1 || paths[0].isEmpty() || paths[1].isEmpty()) {
            // Killed while the note was written, so before anything was laid down.
            Files.delete(note);
            return Optional.empty();
        }
        return Optional.of(new DatabaseHome(id, Path.of(paths[0]), Path.of(paths[1])));
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static Optional<UUID> idOf(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private Path noteOf(UUID id) {
        return folder.resolve(id + NOTE);
    }
}
