package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that WITH STANDBY names. SQL Server keeps in it what it undid of the database; here a copy is recovered
 * instead, and the file says that its database is in standby, from before anything is touched until that ends. What is
 * no such file is neither overwritten nor removed. Confined to one statement.
 */
final class UndoFile implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UndoFile.class);
    private static final byte[] CONTENT =
            "A database of Coffer is in standby. This file goes when that ends.\n".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private boolean needed;

    private UndoFile(Path path, boolean needed) {
        this.path = path;
        this.needed = needed;
    }

    /**
     * Makes it.
     *
     * @param database that it is for, if that is there already
     * @throws SqlError CANNOT_OPEN_DEVICE when it cannot be made, another file is there, or another database has it
     */
    static UndoFile claim(String written, Optional<DatabaseEntry> database, Premises premises, Caller caller)
            throws SqlError {
        Paths.Resolved place = premises.paths().resolve(written, Paths.Purpose.BACKUP, Paths.Access.WRITE);
        OptionalInt user = premises.catalog().restores().userOf(place.path());
        boolean own = user.isPresent()
                && database.filter(entry -> entry.databaseId() == user.getAsInt())
                        .isPresent();
        if (user.isPresent() && !own) {
            throw Message.CANNOT_OPEN_DEVICE.error(
                    written, "32(The process cannot access the file because it is being used by another process.)");
        }
        try {
            make(place.path());
        } catch (FileAlreadyExistsException there) {
            throw Message.CANNOT_OPEN_DEVICE
                    .error(written, "80(The file exists.)")
                    .withHint("Name a file that is not there yet.")
                    .causedBy(there);
        } catch (IOException failed) {
            throw Message.CANNOT_OPEN_DEVICE.error(written, reason(failed)).causedBy(failed);
        }
        place.report(caller);
        return new UndoFile(place.path(), own);
    }

    /** One that is there already stays, when it is of this kind. */
    private static void make(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(
                path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW), PrivateModes.FILE)) {
            file.write(ByteBuffer.wrap(CONTENT));
        } catch (FileAlreadyExistsException there) {
            if (!isOne(path)) {
                throw there;
            }
        }
    }

    private static boolean isOne(Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                && Files.size(path) == CONTENT.length
                && Arrays.equals(Files.readAllBytes(path), CONTENT);
    }

    private static String reason(IOException failed) {
        if (failed instanceof AccessDeniedException) {
            return "5(Access is denied.)";
        }
        return failed instanceof NoSuchFileException
                ? "3(The system cannot find the path specified.)"
                : "1117(The request could not be performed because of an I/O device error.)";
    }

    Path path() {
        return path;
    }

    /** The database is in standby now. */
    void keep() {
        needed = true;
    }

    /** Removes it, unless the database is in standby with it. */
    @Override
    public void close() {
        if (!needed) {
            remove(path);
        }
    }

    /** Removes one of a database that is not in standby any more; what resists is logged. */
    static void remove(Path path) {
        try {
            if (isOne(path)) {
                Files.delete(path);
            }
        } catch (IOException stays) {
            LOG.warn("The standby file {} stays", path, stays);
        }
    }
}
