package dev.coffer.engine.postgres;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
 * log               link to the log's folder, when that lies elsewhere
 * differential/     what a differential brought, until it is combined with the full in the data directory
 * differential.base what later differentials must know of the last full; differential.base.next of one whose set may
 *                   not be committed yet, differential.base.unfinished of one under way
 * staged/           log that a restore has laid down and not replayed yet
 * kept-log/         log from before the last recovery fork that no backup holds yet
 * base-*.manifest   of an attached database: of the full that differentials stand on
 * log.timeline      of an attached database: the timeline that its log was backed up to
 * restoring         while a restore has laid down what is not recovered yet
 * standby/          a copy of that which was recovered to be read while the restore goes on: a home like this one
 * recovery          how far the recovery of it has come
 * </pre>
 *
 * <p>The server's configuration and socket lie in the run folder and are written anew at each start.
 */
record ClusterFolder(DatabaseHome home) {

    static final String DATA_DIRECTORY = "cluster";
    static final String WAL_DIRECTORY = "pg_wal";

    private static final String IDENTITY = "database.id";
    private static final String LOG = "postgresql.log";
    private static final String LOG_LINK = "log";
    private static final String RESTORING = "restoring";
    private static final String STAGED = "staged";
    private static final String KEPT = "kept-log";
    private static final String STANDBY = "standby";

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

    Path differential() {
        return root().resolve("differential");
    }

    /** Log that was laid down by a restore. */
    Path stagedLog() {
        return root().resolve(STAGED);
    }

    /** Log of timelines that were left behind, for the next backup of the log. */
    Path keptLog() {
        return root().resolve(KEPT);
    }

    /** Of an attached database. */
    Path logJoints() {
        return root().resolve("log.joints");
    }

    /** Where the copy is that can be read while this home waits for more; its log lies inside. */
    ClusterFolder standby() {
        Path place = root().resolve(STANDBY);
        return new ClusterFolder(
                new DatabaseHome(home.id(), place, place.resolve(DATA_DIRECTORY).resolve(WAL_DIRECTORY)));
    }

    /** Whether what lies here was recovered to its end. */
    boolean isRecovered() {
        return Files.isDirectory(dataDirectory(), LinkOption.NOFOLLOW_LINKS) && !isRestoring();
    }

    boolean hasOwnLogFolder() {
        return !home.logFolder().startsWith(root());
    }

    /** Where the log really lies now: in its own folder, when the home has one, from {@link #placeLog} on. */
    Path walFolder() {
        Path inside = dataDirectory().resolve(WAL_DIRECTORY);
        return hasOwnLogFolder() && Files.isSymbolicLink(inside) ? home.logFolder() : inside;
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
     * Makes the home's folder and claims it by the identity file: of two that want the same folder at once, one fails.
     * The server starts inside its data directory and needs no way there, so the home and its parents may be closed to
     * it.
     *
     * @throws EngineException UNAVAILABLE when it, or the log's own folder, exists and is not empty
     */
    void createRoot() throws EngineException, IOException {
        requireEmpty(root());
        if (hasOwnLogFolder()) {
            requireEmpty(home.logFolder());
        }
        createDurably(root());
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwx------"));
        try {
            Files.writeString(identityFile(), home.id() + "\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new EngineException(Kind.UNAVAILABLE, "The folder " + root() + " is not empty", e);
        }
    }

    /**
     * Makes a folder with its parents, and the entry of each durable: else a power cut takes what lies below.
     *
     * @return those that were missing
     */
    private static List<Path> createDurably(Path folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path next = folder; !Files.exists(next); next = PostgresBinaries.parentOf(next)) {
            missing.add(next);
        }
        Files.createDirectories(folder);
        for (Path made : missing) {
            Folders.syncOne(PostgresBinaries.parentOf(made));
        }
        return missing;
    }

    private static void requireEmpty(Path folder) throws EngineException, IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isEmpty(folder)) {
            throw new EngineException(Kind.UNAVAILABLE, "The folder " + folder + " is not empty");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /**
     * Moves the log to its own folder, when the home has one, and leaves a link. A second link, in the home, says from
     * the start that the folder is this home's. Syncing is the caller's.
     *
     * @throws EngineException UNAVAILABLE when the server's account has no way to that folder
     */
    void placeLog(ServerAccount account) throws EngineException, IOException {
        Path inside = dataDirectory().resolve(WAL_DIRECTORY);
        if (!hasOwnLogFolder() || Files.isSymbolicLink(inside)) {
            return;
        }
        Path outside = home.logFolder();
        createPassable(PostgresBinaries.parentOf(outside), account);
        if (account.isOther()) {
            requireWay(outside);
        }
        Files.deleteIfExists(outside);
        // Its own until all is in it; then the account's.
        Files.createDirectory(
                outside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createSymbolicLink(logLink(), outside);
        Folders.copyInto(inside, outside, account);
        Folders.sync(outside);
        Folders.syncOne(PostgresBinaries.parentOf(outside));
        Folders.delete(inside);
        Files.createSymbolicLink(inside, outside);
    }

    /** Missing parents of a log are ours to make, and the server's account, when it is another, passes through them. */
    private static void createPassable(Path folder, ServerAccount account) throws IOException {
        List<Path> missing = createDurably(folder);
        if (account.isOther()) {
            for (Path made : missing) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x--x"));
            }
        }
    }

    /** Whether the server's account reaches that place: every parent that is there lets it pass. */
    static boolean hasWay(Path folder) throws IOException {
        for (Path parent = folder.getParent(); parent != null; parent = parent.getParent()) {
            if (Files.exists(parent)
                    && !Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** The server starts inside its data directory, but follows a link from the top: every parent must let it pass. */
    private static void requireWay(Path folder) throws EngineException, IOException {
        for (Path parent = folder.getParent(); parent != null; parent = parent.getParent()) {
            if (!Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw new EngineException(
                        Kind.UNAVAILABLE,
                        "The server's account cannot reach the log folder " + folder + ", because " + parent
                                + " is closed to others");
            }
        }
    }

    private Path identityFile() {
        return root().resolve(IDENTITY);
    }

    private Path logLink() {
        return root().resolve(LOG_LINK);
    }

    /** Whether the folder is there and this home's: claimed by it, or empty because a kill came before the claim. */
    boolean isOurs() throws IOException {
        if (!Files.isDirectory(root(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (Files.exists(identityFile(), LinkOption.NOFOLLOW_LINKS)) {
            return Files.readString(identityFile()).strip().equals(home.id().toString());
        }
        return isEmpty(root());
    }

    /** @throws EngineException UNAVAILABLE when the folder is missing or is another database's */
    void requireIdentity() throws EngineException {
        Path file = identityFile();
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() != 1 || !lines.get(0).equals(home.id().toString())) {
                throw new EngineException(
                        Kind.UNAVAILABLE, "The folder " + root() + " is not the one of database " + home.id());
            }
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot read " + file + ": " + FailureText.of(e), e);
        }
    }

    /** Says that what lies here is laid down and not recovered; syncing is the caller's. */
    void markRestoring() throws IOException {
        Files.writeString(root().resolve(RESTORING), "", StandardOpenOption.CREATE);
    }

    /** From now on the home is a database's, durably. */
    void markRecovered() throws IOException {
        Files.deleteIfExists(root().resolve(RESTORING));
        Folders.syncOne(root());
    }

    boolean isRestoring() {
        return Files.exists(root().resolve(RESTORING), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes everything durable, and the home's entry in its parent. */
    void sync() throws IOException {
        Folders.sync(root());
        if (hasOwnLogFolder() && Files.isDirectory(home.logFolder())) {
            Folders.sync(home.logFolder());
        }
        Folders.syncOne(PostgresBinaries.parentOf(root()));
    }

    /** Removes the home; the claim last, so that a kill meanwhile leaves what is still known to be this home's. */
    void delete() throws IOException {
        if (Files.isSymbolicLink(logLink()) && Files.readSymbolicLink(logLink()).equals(home.logFolder())) {
            Folders.delete(home.logFolder());
        }
        Folders.delete(dataDirectory());
        Folders.delete(root());
    }

    void deleteAfter(Throwable failure) {
        try {
            delete();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
