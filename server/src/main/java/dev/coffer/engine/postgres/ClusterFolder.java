package dev.coffer.engine.postgres;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What lies in a database's home:
 *
 * <pre>
 * database.id       the immutable id of the database
 * postgresql.log    what the server said; postgresql.log.1 is the one before
 * cluster/          PostgreSQL's data directory; belongs to the server's account
 * </pre>
 *
 * <p>The server's configuration and socket lie in the run folder and are written anew at each start.
 */
record ClusterFolder(DatabaseHome home) {

    static final String DATA_DIRECTORY = "cluster";
    static final String WAL_DIRECTORY = "pg_wal";

    private static final String IDENTITY = "database.id";
    private static final String LOG = "postgresql.log";

    Path root() {
        return home.dataFolder();
    }

    Path dataDirectory() {
        return root().resolve(DATA_DIRECTORY);
    }

    Path logFile() {
        return root().resolve(LOG);
    }

    Path previousLogFile() {
        return root().resolve(LOG + ".1");
    }

    boolean hasOwnLogFolder() {
        return !home.logFolder().startsWith(root());
    }

    /** Where the log really lies. */
    Path walFolder() {
        return hasOwnLogFolder() ? home.logFolder() : dataDirectory().resolve(WAL_DIRECTORY);
    }

    /**
     * Short and unique on this machine: the id alone would not be when a data folder was copied.
     */
    Path runFolder(PostgresSettings settings) throws IOException {
        String place = home.id() + " " + root().toRealPath();
        byte[] hash = PostgresBinaries.sha256().digest(place.getBytes(StandardCharsets.UTF_8));
        return settings.runFolder().resolve(HexFormat.of().formatHex(hash, 0, 8));
    }

    /**
     * Makes the home's folder. The server starts inside its data directory and needs no way there, so the home and its
     * parents may be closed to it.
     *
     * @throws EngineException UNAVAILABLE when it exists and is not empty
     */
    void createRoot() throws EngineException, IOException {
        requireEmpty(root());
        Files.createDirectories(root());
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwx------"));
        if (hasOwnLogFolder()) {
            requireEmpty(home.logFolder());
        }
    }

    private static void requireEmpty(Path folder) throws EngineException, IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new EngineException(Kind.UNAVAILABLE, "The folder " + folder + " is not empty");
                }
            }
        }
    }

    /** Moves the log to its own folder, when the home has one, and leaves a link. Syncing is the caller's. */
    void placeLog(ServerAccount account) throws IOException {
        if (!hasOwnLogFolder()) {
            return;
        }
        Path inside = dataDirectory().resolve(WAL_DIRECTORY);
        Path outside = home.logFolder();
        Files.createDirectories(PostgresBinaries.parentOf(outside));
        Files.deleteIfExists(outside);
        Folders.copy(inside, outside, account);
        Folders.sync(outside);
        Folders.syncOne(PostgresBinaries.parentOf(outside));
        Folders.delete(inside);
        Files.createSymbolicLink(inside, outside);
    }

    void writeIdentity() throws IOException {
        Files.writeString(root().resolve(IDENTITY), home.id() + "\n", StandardOpenOption.CREATE_NEW);
    }

    /** @throws EngineException UNAVAILABLE when the folder is missing or is another database's */
    void requireIdentity() throws EngineException {
        Path file = root().resolve(IDENTITY);
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 1 || !lines.get(0).equals(home.id().toString())) {
                throw new EngineException(
                        Kind.UNAVAILABLE, "The folder " + root() + " is not the one of database " + home.id());
            }
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot read " + file + ": " + e, e);
        }
    }

    /** Makes everything durable, and the home's entry in its parent. */
    void sync() throws IOException {
        Folders.sync(root());
        Folders.syncOne(PostgresBinaries.parentOf(root()));
    }

    void delete() throws IOException {
        Folders.delete(root());
        if (hasOwnLogFolder()) {
            Folders.delete(home.logFolder());
        }
    }

    void deleteAfter(Throwable failure) {
        try {
            delete();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
