package dev.coffer.command;

import dev.coffer.errors.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Says when a file goes into a folder that others can list or change: keys and backups are private themselves, but
 * whoever can write the folder replaces or removes them. Each folder is named once, to the client and in the log.
 * Folders that the server made are 0700, so they are never named. Confined to one statement.
 */
final class FolderWarning {

    private static final int ROOT = 0;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Set<Path> named = new HashSet<>();
    private final Caller caller;

    FolderWarning(Caller caller) {
        this.caller = caller;
    }

    /** Looks at the folder of that file; what cannot be seen is not spoken of. */
    void about(Path file) {
        Path folder = file.getParent();
        if (folder == null || !named.add(folder)) {
            return;
        }
        try {
            PosixFileAttributes found = Files.readAttributes(folder, PosixFileAttributes.class);
            Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
            open.retainAll(found.permissions());
            Object owner = Files.getAttribute(folder, "unix:uid");
            boolean strange =
                    !owner.equals(ROOT) && !owner.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
            if (!open.isEmpty() || strange) {
                Object[] what = {folder, found.owner().getName(), PosixFilePermissions.toString(found.permissions())};
                caller.inform(Message.FOLDER_OPEN_TO_OTHERS, what);
                new ErrorLog().write(Message.FOLDER_OPEN_TO_OTHERS, what);
            }
        } catch (IOException | UnsupportedOperationException unknown) {
            // The file's own error says more; a file system without modes has nothing to say.
            return;
        }
    }
}
