package dev.coffer.app;

import dev.coffer.work.Durable;
import dev.coffer.work.FailureText;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder an instance owns, with its lock held. All of it is 0700.
 *
 * <pre>
 *   instance.lock    locked while an instance runs; the kernel lets go of it when the process ends, however it ends
 *   instance.owner   process id and start of the process that holds the lock
 *   master/          the cluster of master and msdb
 *   master.restored/ the master that a restore has laid down; master.replace orders the next start to take it
 *   master.before-N/ masters that were replaced
 *   db/ID/           user databases
 *   backup/ keys/    backups and key exports without a folder of their own
 *   drive_x/         what scripts call X:\
 *   log/             the error log
 *   tls/             the certificate that clients see, and its key
 *   ca-certificates/ authorities of object stores, put there by the operator
 *   writing/         which files are being written: what a kill leaves is removed at the next start
 *   uploading/       the same for objects elsewhere
 *   signing.cer      public part of the signing key
 * </pre>
 */
final class DataFolder implements AutoCloseable {

    private static final String LOCK = "instance.lock";

    private final Path root;
    private final FileChannel channel;

    private DataFolder(Path root, FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /**
     * Makes the folder when it is missing and takes its lock.
     *
     * @param root absolute
     */
    static DataFolder take(Path root) throws InstanceFailure {
        refuseForeign(root);
        try {
            makeFolder(root);
            refuseOwnProcess(root);
            FileChannel channel = lock(root);
            try {
                return take(root, channel);
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new InstanceFailure("The data folder " + root + " cannot be used: " + reason(failed), failed);
        }
    }

    /**
     * Refuses a folder in which something lies and nothing says that it is an instance's. Nothing is written: whoever
     * mistyped the name finds the folder as it was.
     *
     * @param root absolute
     */
    static void refuseForeign(Path root) throws InstanceFailure {
        try {
            Optional<Path> stranger = isInstance(root) ? Optional.empty() : strangerIn(root);
            if (stranger.isPresent()) {
                throw new InstanceFailure(
                        "The data folder " + root + " is not Coffer's: it holds '"
                                + root.relativize(stranger.get())
                                + "'. Name an empty or a new folder with --data; nothing was written.",
                        null);
            }
        } catch (IOException failed) {
            throw new InstanceFailure("The data folder " + root + " cannot be used: " + reason(failed), failed);
        }
    }

    /** The lock is the first thing that an instance makes; a copy of a folder may lack it, but not master. */
    private static boolean isInstance(Path root) {
        return Files.isRegularFile(root.resolve(LOCK))
                || Files.isRegularFile(root.resolve("master").resolve("database.id"));
    }

    /** The log may be there before the lock; a file system of its own has a folder for what its repair finds. */
    private static Optional<Path> strangerIn(Path root) throws IOException {
        if (!Files.exists(root)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.sorted().toList()) {
                String name = String.valueOf(entry.getFileName());
                if (name.equals("log") && Files.isDirectory(entry)) {
                    Optional<Path> stranger = strangerInLog(entry);
                    if (stranger.isPresent()) {
                        return stranger;
                    }
                } else if (!name.equals("lost+found")) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> strangerInLog(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry ->
                            !String.valueOf(entry.getFileName()).matches("coffer\\.(.*\\.)?log|errorlog(\\.[0-9])?"))
                    .findFirst();
        }
    }

    private static DataFolder take(Path root, FileChannel channel) throws IOException {
        Files.writeString(owner(root), Owner.self().toText());
        for (String name : new String[] {"db", "backup", "keys", "log"}) {
            makeFolder(root.resolve(name));
        }
        return new DataFolder(root, channel);
    }

    /**
     * Closing a second channel on the lock file would let go of the lock this process holds already (POSIX record
     * locks belong to the process), so an instance in this very process is noticed before the file is opened.
     */
    private static void refuseOwnProcess(Path root) throws IOException, InstanceInUse {
        @Nullable Owner owner = readOwner(root);
        if (owner != null && owner.equals(Owner.self())) {
            throw inUse(root, owner);
        }
    }

    private static FileChannel lock(Path root) throws IOException, InstanceInUse {
        FileChannel channel = FileChannel.open(
                root.resolve(LOCK), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PrivateModes.FILE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            throw inUse(root, Owner.self());
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        if (lock == null) {
            throw inUse(root, readOwner(root));
        }
        return channel;
    }

    private static InstanceInUse inUse(Path root, @Nullable Owner owner) {
        String who = owner == null ? "another process" : "process " + owner.pid();
        return new InstanceInUse("The data folder " + root + " is in use by " + who
                + ". End that instance first, or name another folder with --data.");
    }

    Path root() {
        return root;
    }

    /** Below it every user database that was given no folder has one named by its id. */
    Path databases() {
        return root.resolve("db");
    }

    /**
     * Whether a first start was killed while it made the master cluster: it holds nothing yet, and is to be made anew.
     * Never true once there is a user database.
     */
    boolean masterIsUnfinished() throws IOException {
        try (Stream<Path> entries = Files.list(databases())) {
            return Files.exists(unfinished()) && entries.findAny().isEmpty();
        }
    }

    /**
     * Before the master cluster is made; it is made only when there is none.
     *
     * @throws InstanceFailure when there is none beside databases: a new one would know none of them
     */
    void beginMaster(Path master) throws IOException, InstanceFailure {
        if (!Files.exists(master)) {
            requireNoDatabases(master);
            Files.writeString(unfinished(), "The master cluster is being made.\n");
            Durable.sync(root);
        }
    }

    private void requireNoDatabases(Path master) throws IOException, InstanceFailure {
        try (Stream<Path> entries = Files.list(databases())) {
            Optional<Path> database = entries.findAny();
            if (database.isPresent()) {
                throw new InstanceFailure(
                        "The folder " + master + " is missing, but there are databases: " + database.get()
                                + ". Bring it back; nothing was changed.",
                        null);
            }
        }
    }

    /** The master cluster is whole: durable before anything is stored in it. */
    void finishMaster() throws IOException {
        if (Files.deleteIfExists(unfinished())) {
            Durable.sync(root);
        }
    }

    /** The next start takes what lies in {@code master.restored/} for master. Durable when this returns. */
    void orderRestoredMaster() throws IOException {
        Files.writeString(replaceOrder(), "The restored master takes the place of master.\n");
        try (FileChannel order = FileChannel.open(replaceOrder(), StandardOpenOption.READ)) {
            order.force(true);
        }
        Durable.sync(root);
    }

    /**
     * Does what was ordered; the master before is kept as {@code master.before-N/}. A start that was killed in between
     * is made good by the next.
     */
    void takeRestoredMaster() throws IOException {
        if (!Files.exists(replaceOrder())) {
            return;
        }
        Path master = root.resolve("master");
        Path restored = root.resolve("master.restored");
        if (Files.exists(restored)) {
            if (Files.exists(master)) {
                Files.move(master, freeName());
                Durable.sync(root);
            }
            Files.move(restored, master);
            Durable.sync(root);
        }
        Files.delete(replaceOrder());
        Durable.sync(root);
    }

    private Path freeName() {
        int number = 1;
        while (Files.exists(root.resolve("master.before-" + number))) {
            number++;
        }
        return root.resolve("master.before-" + number);
    }

    private Path replaceOrder() {
        return root.resolve("master.replace");
    }

    private Path unfinished() {
        return root.resolve("master.unfinished");
    }

    private static Path owner(Path root) {
        return root.resolve("instance.owner");
    }

    private static @Nullable Owner readOwner(Path root) throws IOException {
        try {
            return Owner.parse(Files.readString(owner(root)));
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder, PrivateModes.FOLDER);
    }

    private static String reason(IOException failed) {
        return FailureText.of(failed) + ".";
    }

    /** Gives the folder back. */
    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(owner(root));
        } catch (IOException leftover) {
            org.slf4j.LoggerFactory.getLogger(DataFolder.class).warn("The data folder was not given back", leftover);
        }
    }

    /**
     * A process, told from a later one with the same id by its start.
     *
     * @param startMillis since the epoch; 0 when the system does not tell
     */
    private record Owner(long pid, long startMillis) {

        static Owner self() {
            ProcessHandle self = ProcessHandle.current();
            return new Owner(
                    self.pid(),
                    self.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
        }

        String toText() {
            return pid + " " + startMillis + "\n";
        }

        /** Nothing when the text is no owner: a process was killed while it wrote. */
        static @Nullable Owner parse(String text) {
            String[] words = text.strip().split(" ", -1);
            try {
                return words.length == 2 ? new Owner(Long.parseLong(words[0]), Long.parseLong(words[1])) : null;
            } catch (NumberFormatException garbled) {
                return null;
            }
        }
    }
}
