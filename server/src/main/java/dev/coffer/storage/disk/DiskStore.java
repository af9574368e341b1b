package dev.coffer.storage.disk;

import dev.coffer.storage.FreeSpace;
import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Ledger;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.StoredFile;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backup files on a local or mounted disk. Locations are absolute paths. Thread-safe; an instance uses one store for
 * all its writing, so that the store knows every hold of its own process.
 */
public final class DiskStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);

    private final Optional<Ledger> ledger;
    private final List<Path> ownFolders;
    private final Set<Path> held = ConcurrentHashMap.newKeySet();

    /**
     * @param ledger folder of the instance that remembers what is being written, so that a killed writer's rests are
     *     found; made when needed
     * @param ownFolders absolute; below these, missing folders are made (0700), elsewhere a missing folder is an error
     */
    public DiskStore(Path ledger, List<Path> ownFolders) {
        this(Optional.of(new Ledger(ledger)), ownFolders);
    }

    private DiskStore(Optional<Ledger> ledger, List<Path> ownFolders) {
        this.ledger = ledger;
        this.ownFolders = ownFolders.stream().map(Path::normalize).toList();
    }

    /** A store for tools that run without an instance: it remembers nothing and makes no folders. */
    public static DiskStore withoutInstance() {
        return new DiskStore(Optional.empty(), List.of());
    }

    @Override
    public StoredFile open(Location location) throws StoreException {
        return DiskFile.open(location, pathOf(location));
    }

    @Override
    public boolean exists(Location location) throws StoreException {
        return Files.exists(pathOf(location));
    }

    @Override
    public StagedFile create(Location location, Existing existing) throws StoreException {
        Path target = resolved(location);
        requireOwnFolder(location, target);
        requireReplaceable(location, target, existing);
        Path part = HiddenNames.newPartOf(target);
        Optional<Ledger.Entry> entry = enter(location, part);
        NameLock lock = lock(location, target, entry);
        return NewFile.begin(location, target, part, existing, lock, entry);
    }

    @Override
    public boolean canGrow() {
        return true;
    }

    @Override
    public GrowingFile append(Location location) throws StoreException {
        Path target = resolved(location);
        if (!Files.exists(target)) {
            // Opening says exactly what is missing; the lock would only say that its folder is.
            DiskFile.open(location, target).close();
        }
        // Nothing is staged under that name: it is the lock that would stay when this process is killed.
        Optional<Ledger.Entry> entry = enter(location, HiddenNames.newPartOf(target));
        NameLock lock = lock(location, target, entry);
        boolean taken = false;
        try {
            GrowingFile file = new GrownFile(location, target, DiskFile.open(location, target), lock, entry);
            taken = true;
            return file;
        } finally {
            if (!taken) {
                lock.close();
                entry.ifPresent(Ledger.Entry::forget);
            }
        }
    }

    /** Before the lock: a kill between the two must not leave a lock file that nobody knows. */
    private Optional<Ledger.Entry> enter(Location location, Path part) throws StoreException {
        if (ledger.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ledger.get().enter(part.toString()));
        } catch (IOException e) {
            throw DiskErrors.translate(location, part, e);
        }
    }

    /** Forgets the entry when the name is somebody else's. */
    private NameLock lock(Location location, Path target, Optional<Ledger.Entry> entry) throws StoreException {
        boolean taken = false;
        try {
            NameLock lock = NameLock.take(location, HiddenNames.lockOf(target), held);
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                entry.ifPresent(Ledger.Entry::forget);
            }
        }
    }

    @Override
    public Optional<FreeSpace> freeSpace(Location location) throws StoreException {
        Path folder = pathOf(location).getParent();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new FreeSpace(
                    "disk " + Files.getAttribute(folder, "unix:dev"),
                    Files.getFileStore(folder).getUsableSpace()));
        } catch (IOException e) {
            throw DiskErrors.translate(location, folder, e);
        }
    }

    @Override
    public List<Location> sweep() throws StoreException {
        List<Location> removed = new ArrayList<>();
        if (ledger.isEmpty()) {
            return removed;
        }
        try {
            for (Ledger.Entry entry : ledger.get().entries()) {
                sweep(entry, removed);
            }
        } catch (IOException e) {
            throw new StoreException(Kind.BROKEN, new Location("ledger"), "The ledger cannot be read", e);
        }
        return removed;
    }

    /** The writer lived if its name is still held; it may also be another one, later: then the next sweep finds it. */
    private void sweep(Ledger.Entry entry, List<Location> removed) throws IOException {
        Path part;
        try {
            part = Path.of(entry.text());
        } catch (InvalidPathException notOurs) {
            LOG.warn("The entry {} is left alone: it names no file", entry.file());
            return;
        }
        if (HiddenNames.isPart(part) && part.isAbsolute() && leftSomething(part)) {
            Location location = new Location(part.toString());
            NameLock lock;
            try {
                lock = NameLock.take(location, HiddenNames.lockOfPart(part), held);
            } catch (StoreException inUse) {
                return;
            }
            try {
                if (Files.deleteIfExists(part)) {
                    removed.add(location);
                }
            } finally {
                lock.close();
            }
        }
        entry.forget();
    }

    private static boolean leftSomething(Path part) {
        return Files.exists(part, LinkOption.NOFOLLOW_LINKS)
                || Files.exists(HiddenNames.lockOfPart(part), LinkOption.NOFOLLOW_LINKS);
    }

    private static Path pathOf(Location location) throws StoreException {
        try {
            Path path = Path.of(location.value());
            if (path.isAbsolute() && path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw new StoreException(Kind.NOT_FOUND, location, "The path is not valid", e);
        }
        throw new StoreException(Kind.NOT_FOUND, location, "The path is not absolute", null);
    }

    /**
     * Follows links, so that two names of one file are one name to the locks, and a link is never replaced by a file.
     */
    private static Path resolved(Location location) throws StoreException {
        Path path = pathOf(location);
        try {
            if (Files.exists(path)) {
                return path.toRealPath();
            }
            Path folder = path.getParent();
            if (folder != null && Files.isDirectory(folder)) {
                return folder.toRealPath().resolve(path.getFileName());
            }
            return path.normalize();
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    private void requireOwnFolder(Location location, Path target) throws StoreException {
        Path folder = target.getParent();
        if (folder == null || Files.isDirectory(folder)) {
            return;
        }
        if (ownFolders.stream().noneMatch(folder::startsWith)) {
            throw new StoreException(Kind.NO_SUCH_FOLDER, location, "The folder does not exist", null);
        }
        try {
            Files.createDirectories(folder, PrivateModes.FOLDER);
        } catch (IOException e) {
            throw DiskErrors.translate(location, folder, e);
        }
    }

    private static void requireReplaceable(Location location, Path target, Existing existing) throws StoreException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (existing == Existing.REFUSE) {
            throw new StoreException(Kind.EXISTS, location, "The file exists already", null);
        }
        if (!Files.isRegularFile(target)) {
            throw new StoreException(Kind.DENIED, location, "It is not a regular file", null);
        }
    }
}
