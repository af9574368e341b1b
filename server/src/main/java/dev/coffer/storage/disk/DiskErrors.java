package dev.coffer.storage.disk;

import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Says in the words of the storage contract what the operating system said. */
final class DiskErrors {

    /** Less free space than this after a failed write means that the disk is full, in whatever language it was said. */
    private static final long FULL_BELOW_BYTES = 4L << 20;

    private DiskErrors() {}

    /** @param path the file that was touched, the location's or a staged one beside it */
    static StoreException translate(Location location, Path path, IOException cause) {
        if (cause instanceof StoreException said) {
            return said;
        }
        Kind kind = kindOf(path, cause);
        return new StoreException(kind, location, sentence(kind, cause), cause);
    }

    private static Kind kindOf(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            Path folder = path.getParent();
            return folder == null || Files.isDirectory(folder) ? Kind.NOT_FOUND : Kind.NO_SUCH_FOLDER;
        }
        if (cause instanceof NotDirectoryException) {
            return Kind.NO_SUCH_FOLDER;
        }
        if (cause instanceof FileAlreadyExistsException) {
            return Kind.EXISTS;
        }
        if (cause instanceof AccessDeniedException) {
            return Kind.DENIED;
        }
        String reason = reasonOf(cause).toLowerCase(Locale.ROOT);
        if (reason.contains("no space left")
                || reason.contains("quota exceeded")
                || reason.contains("file too large")) {
            return Kind.NO_SPACE;
        }
        if (reason.contains("read-only file system") || reason.contains("not permitted")) {
            return Kind.DENIED;
        }
        if (reason.contains("not a directory")) {
            return Kind.NO_SUCH_FOLDER;
        }
        return isFull(path) ? Kind.NO_SPACE : Kind.BROKEN;
    }

    private static String reasonOf(IOException cause) {
        if (cause instanceof FileSystemException spoken && spoken.getReason() != null) {
            return String.valueOf(spoken.getReason());
        }
        return String.valueOf(cause.getMessage());
    }

    private static boolean isFull(Path path) {
        Path folder = path.getParent();
        try {
            return folder != null && Files.getFileStore(folder).getUsableSpace() < FULL_BELOW_BYTES;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static String sentence(Kind kind, IOException cause) {
        return switch (kind) {
            case NOT_FOUND -> "The file does not exist";
            case NO_SUCH_FOLDER -> "The folder does not exist";
            case DENIED -> "Access is denied";
            case EXISTS -> "The file exists already";
            case NO_SPACE -> "There is not enough space on the disk";
            case IN_USE -> "The file is in use by another writer";
            case THROTTLED, INTERRUPTED, UNSUPPORTED, PART_LIMIT, BROKEN -> reasonOf(cause);
        };
    }
}
