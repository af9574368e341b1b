package dev.coffer.storage.disk;

import dev.coffer.storage.Ledger;
import dev.coffer.storage.Location;
import dev.coffer.storage.Quietly;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import dev.coffer.work.Durable;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * A new file, written under a hidden name in the folder where it will stand. Commit syncs it, gives it its name in one
 * step and syncs the folder. Confined to one thread at a time.
 */
final class NewFile implements StagedFile {

    private final Location location;
    private final Path target;
    private final Path part;
    private final Existing existing;
    private final NameLock lock;
    private final Optional<Ledger.Entry> entry;
    private final DiskWriter writer;

    private NewFile(
            Location location,
            Path target,
            Path part,
            Existing existing,
            NameLock lock,
            Optional<Ledger.Entry> entry,
            FileChannel channel) {
        this.location = location;
        this.target = target;
        this.part = part;
        this.existing = existing;
        this.lock = lock;
        this.entry = entry;
        this.writer = new DiskWriter(location, part, channel, 0);
    }

    /** Takes over the lock and the entry, also when it throws. */
    static NewFile begin(
            Location location, Path target, Path part, Existing existing, NameLock lock, Optional<Ledger.Entry> entry)
            throws StoreException {
        try {
            FileChannel channel = FileChannel.open(
                    part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PrivateModes.FILE);
            return new NewFile(location, target, part, existing, lock, entry, channel);
        } catch (IOException e) {
            lock.close();
            entry.ifPresent(Ledger.Entry::forget);
            throw DiskErrors.translate(location, target, e);
        }
    }

    @Override
    public long positionBytes() {
        return writer.positionBytes();
    }

    @Override
    public void write(ByteBuffer source) throws StoreException {
        writer.write(source);
    }

    @Override
    public void prepare() throws StoreException {
        writer.sync();
    }

    @Override
    public void commit() throws StoreException {
        writer.sync();
        try {
            publish();
        } catch (IOException e) {
            throw DiskErrors.translate(location, target, e);
        }
        try {
            Durable.sync(folderOf(target));
        } catch (IOException e) {
            // It has its name, but a power cut could take that: reported as failed, it must not look whole.
            Quietly.delete(target);
            throw DiskErrors.translate(location, target, e);
        }
        end();
    }

    private void publish() throws IOException {
        if (existing == Existing.REPLACE) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            // A hard link is the one way to give a name that fails when somebody else was first.
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (FileSystemException | UnsupportedOperationException withoutHardLinks) {
            publishWithoutLinks(withoutHardLinks);
            return;
        }
        orUnnamed(() -> Files.delete(part));
    }

    @FunctionalInterface
    private interface LastStep {
        void make() throws IOException;
    }

    /** Where it fails the name, which is ours already, goes again: what is reported as failed must not look whole. */
    private void orUnnamed(LastStep step) throws IOException {
        try {
            step.make();
        } catch (IOException failed) {
            Quietly.delete(target);
            throw failed;
        }
    }

    /** On file systems without hard links an empty file takes the name first, and gives way to the whole one. */
    private void publishWithoutLinks(Exception why) throws IOException {
        try {
            Files.createFile(target, PrivateModes.FILE);
        } catch (IOException e) {
            e.addSuppressed(why);
            throw e;
        }
        orUnnamed(() -> Files.move(part, target, StandardCopyOption.ATOMIC_MOVE));
    }

    @Override
    public void withdraw() {
        Quietly.delete(target);
    }

    @Override
    public void close() {
        if (writer.isOpen()) {
            end();
        }
    }

    private void end() {
        writer.close();
        Quietly.delete(part);
        lock.close();
        entry.ifPresent(Ledger.Entry::forget);
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalStateException("A file has a folder: " + file);
        }
        return folder;
    }
}
