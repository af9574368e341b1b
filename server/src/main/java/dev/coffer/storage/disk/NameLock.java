package dev.coffer.storage.disk;

import dev.coffer.storage.Location;
import dev.coffer.storage.Quietly;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One writer's hold on a file name: an operating-system lock on a sparse, empty file beside it. The kernel drops the
 * lock when the process dies, so no rest of a killed writer ever blocks anybody, and no process id has to be believed.
 *
 * <p>The lock is on a file of its own because a POSIX lock is lost as soon as its process closes any descriptor of the
 * locked file: a reader of the backup would end the writer's hold. For the same reason the store knows its own holds
 * and does not open a lock file that it has locked already.
 */
final class NameLock implements AutoCloseable {

    private static final int ATTEMPTS = 100;

    /** Small enough for any limit on file sizes, large enough that two marks of one race hardly agree. */
    private static final long MARK_BOUND = 1L << 19;

    private final Path lockFile;
    private final Set<Path> held;
    private final FileChannel channel;
    private boolean open = true;

    private NameLock(Path lockFile, Set<Path> held, FileChannel channel) {
        this.lockFile = lockFile;
        this.held = held;
        this.channel = channel;
    }

    /** @param held the store's own holds, a concurrent set */
    static NameLock take(Location location, Path lockFile, Set<Path> held) throws StoreException {
        if (!held.add(lockFile)) {
            throw inUse(location);
        }
        @Nullable NameLock taken = null;
        try {
            for (int attempt = 0; taken == null && attempt < ATTEMPTS; attempt++) {
                taken = tryOnce(location, lockFile, held);
            }
        } catch (IOException e) {
            throw DiskErrors.translate(location, lockFile, e);
        } finally {
            if (taken == null) {
                held.remove(lockFile);
            }
        }
        if (taken == null) {
            throw inUse(location);
        }
        return taken;
    }

    /** Null when the last holder removed the lock file between our opening and locking it: try again. */
    private static @Nullable NameLock tryOnce(Location location, Path lockFile, Set<Path> held) throws IOException {
        FileChannel channel = FileChannel.open(
                lockFile,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PrivateModes.FILE);
        boolean kept = false;
        try {
            if (channel.tryLock() == null) {
                throw inUse(location);
            }
            kept = isStillNamed(lockFile, channel);
            return kept ? new NameLock(lockFile, held, channel) : null;
        } catch (OverlappingFileLockException e) {
            throw inUse(location);
        } finally {
            if (!kept) {
                Quietly.close(channel);
            }
        }
    }

    /**
     * Whether the locked file is the one that has the name now. Java cannot ask an open channel for its inode, but it
     * can give the file a random length and look whether the name shows it.
     */
    private static boolean isStillNamed(Path lockFile, FileChannel channel) throws IOException {
        long mark = ThreadLocalRandom.current().nextLong(1, MARK_BOUND);
        channel.write(ByteBuffer.allocate(1), mark);
        channel.truncate(mark + 1);
        try {
            return Files.readAttributes(lockFile, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                            .size()
                    == mark + 1;
        } catch (NoSuchFileException removed) {
            return false;
        }
    }

    private static StoreException inUse(Location location) {
        return new StoreException(Kind.IN_USE, location, "The file is in use by another writer", null);
    }

    /** Removes the lock file while the lock is still held: whoever locks it afterwards sees that it lost its name. */
    @Override
    public void close() {
        if (open) {
            open = false;
            Quietly.delete(lockFile);
            Quietly.close(channel);
            held.remove(lockFile);
        }
    }
}
