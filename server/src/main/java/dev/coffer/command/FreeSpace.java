package dev.coffer.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Free bytes of the file system a path is or will be on. */
final class FreeSpace {

    private FreeSpace() {}

    /** Usable bytes at the nearest folder that exists; 0 when it cannot be told. */
    static long at(Path path) {
        Path folder = path;
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        try {
            return folder == null ? 0 : Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            return 0;
        }
    }
}
