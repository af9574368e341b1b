package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.work.Durable;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Files of one key export, written together or not at all: readable by the owner alone, never over an existing file,
 * durable and read back before {@link #keep}. Closing it before that removes what was written. Confined to one thread.
 */
final class KeyFiles implements AutoCloseable {

    /** The largest key or certificate file that is read. */
    static final int MAX_BYTES = 64 * 1024;

    private final Paths paths;
    private final Caller caller;
    private final FolderWarning folders;
    private final List<Path> written = new ArrayList<>();
    private boolean kept;

    KeyFiles(Paths paths, Caller caller) {
        this.paths = paths;
        this.caller = caller;
        this.folders = new FolderWarning(caller);
    }

    /** @throws SqlError 15240 when the file is there already or cannot be written */
    Path write(String name, byte[] content) throws SqlError {
        Paths.Resolved target = paths.resolve(name, Paths.Purpose.KEY, Paths.Access.WRITE);
        writeNew(target.path(), name, content);
        target.report(caller);
        folders.about(target.path());
        return target.path();
    }

    /**
     * A second file beside one that was written: same name with a suffix. One with the same content may be there.
     *
     * @throws SqlError 15240 when another file of that name is there
     */
    void writeBeside(Path file, String suffix, byte[] content) throws SqlError {
        Path beside = file.resolveSibling(file.getFileName() + suffix);
        try {
            if (Files.exists(beside) && Arrays.equals(read(beside), content)) {
                return;
            }
        } catch (IOException unreadable) {
            throw Message.CANNOT_WRITE_FILE.error(beside).causedBy(unreadable);
        }
        writeNew(beside, beside.toString(), content);
    }

    private void writeNew(Path path, String name, byte[] content) throws SqlError {
        try (FileChannel channel = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PrivateModes.FILE)) {
            written.add(path);
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            if (!Arrays.equals(read(path), content)) {
                throw new IOException("The file does not read as it was written");
            }
            syncFolder(path);
        } catch (IOException failed) {
            throw Message.CANNOT_WRITE_FILE.error(name).causedBy(failed);
        }
    }

    /** The export is whole. */
    void keep() {
        kept = true;
    }

    /** @throws SqlError KEY_FILE_INVALID or another error of the caller's choice when it cannot be read */
    static byte[] read(Paths paths, String name, Message unreadable) throws SqlError {
        Path path = paths.resolve(name, Paths.Purpose.KEY, Paths.Access.READ).path();
        try {
            return read(path);
        } catch (IOException failed) {
            throw unreadable.error().causedBy(failed);
        }
    }

    /** What a file that was just written holds. */
    static byte[] readBack(Path path) throws SqlError {
        try {
            return read(path);
        } catch (IOException failed) {
            throw Message.CANNOT_WRITE_FILE.error(path).causedBy(failed);
        }
    }

    private static byte[] read(Path path) throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("The file has more than " + MAX_BYTES + " bytes");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_BYTES));
            int count = 0;
            while (count >= 0 && bytes.hasRemaining()) {
                count = channel.read(bytes);
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    private static void syncFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Durable.sync(folder);
        }
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        for (Path path : written) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException leftover) {
                org.slf4j.LoggerFactory.getLogger(KeyFiles.class)
                        .warn("The unfinished key export {} could not be removed", path, leftover);
            }
        }
    }
}
