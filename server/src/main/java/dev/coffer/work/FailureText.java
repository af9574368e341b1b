package dev.coffer.work;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What went wrong, in words for a person: Java's own exceptions about files say a path or a class name. */
public final class FailureText {

    private FailureText() {}

    /** Part of a sentence, without a full stop. */
    public static String of(Throwable failure) {
        if (failure instanceof FileSystemException file && file.getFile() != null) {
            return "'" + file.getFile() + "' " + predicate(file);
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private static String predicate(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "may not be accessed by this user";
        }
        if (failure instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "exists already";
        }
        if (failure instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return "is not empty";
        }
        String reason = failure.getReason();
        return reason == null ? "cannot be used" : "cannot be used (" + reason + ")";
    }
}
