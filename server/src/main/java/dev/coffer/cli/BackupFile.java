package dev.coffer.cli;

import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backup file, open without an instance. Confined to one thread. */
final class BackupFile implements AutoCloseable {

    private final StoredFile bytes;
    private final MediaFile media;

    private BackupFile(StoredFile bytes, MediaFile media) {
        this.bytes = bytes;
        this.media = media;
    }

    /** @throws DamagedMedia FOREIGN when it is none of ours */
    static BackupFile open(String file, FilePlaces places) throws IOException, DamagedMedia {
        StoredFile bytes = places.open(file);
        try {
            return new BackupFile(bytes, MediaFile.read(bytes));
        } catch (IOException | DamagedMedia | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    StoredFile bytes() {
        return bytes;
    }

    MediaFile media() {
        return media;
    }

    @Override
    public void close() {
        bytes.close();
    }

    /** What a command does with one file; returns the exit code. */
    @FunctionalInterface
    interface Reading {
        int of(BackupFile backup) throws IOException, DamagedMedia;
    }

    /** Opens a file for a command, and says why it cannot be read; returns the exit code. */
    static int read(String file, FilePlaces places, PrintStream err, Reading reading) {
        try (BackupFile backup = open(file, places)) {
            return reading.of(backup);
        } catch (DamagedMedia e) {
            err.println(file + ": " + e.getMessage());
            return exitCode(e);
        } catch (IOException e) {
            err.println(file + ": " + reason(e));
            return ExitCodes.FAILED;
        } catch (UncheckedIOException e) {
            err.println(file + ": " + reason(e.getCause()));
            return ExitCodes.FAILED;
        }
    }

    /** Says what is damaged between the sets and behind them; returns the exit code. */
    int reportDamage(String file, PrintStream err) {
        List<DamagedMedia> found = new ArrayList<>(media.damage());
        media.tornTail().ifPresent(found::add);
        found.forEach(damage -> err.println(file + ": " + damage.getMessage()));
        return found.isEmpty() ? ExitCodes.OK : ExitCodes.DAMAGED;
    }

    /** The exit code that a failure to read means. */
    static int exitCode(DamagedMedia damage) {
        return damage.kind() == DamagedMedia.Kind.FOREIGN ? ExitCodes.NOT_A_BACKUP : ExitCodes.DAMAGED;
    }

    /** Why a file could not be read, in words for a person. */
    static String reason(@Nullable IOException failure) {
        if (failure instanceof StoreException store) {
            if (store.location().value().contains("://")) {
                return String.valueOf(store.getMessage());
            }
            return switch (store.kind()) {
                case NOT_FOUND, NO_SUCH_FOLDER -> "no such file";
                case DENIED -> "access is denied";
                case IN_USE -> "another program is writing it";
                case EXISTS, NO_SPACE, THROTTLED, INTERRUPTED, UNSUPPORTED, PART_LIMIT, BROKEN ->
                    String.valueOf(store.getMessage());
            };
        }
        if (failure instanceof FileAlreadyExistsException exists) {
            return "'" + exists.getFile() + "' exists already and is not overwritten";
        }
        return failure == null ? "it cannot be read" : FailureText.of(failure);
    }
}
