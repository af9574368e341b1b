package dev.coffer.work;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes what was written, or was named, outlive a power cut. */
public final class Durable {

    private Durable() {}

    /** The content of one file, or the entries of one folder: Linux writes those when the folder itself is synced. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
