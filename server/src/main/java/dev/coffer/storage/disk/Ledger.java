package dev.coffer.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What this instance is writing, wherever that is: one small durable file for each staged backup, made before the
 * backup is begun and removed after it has ended. A process that was killed leaves its entries behind. Thread-safe.
 */
final class Ledger {

    private static final String SUFFIX = ".staged";
    private static final int MAX_ENTRY_BYTES = 64 * 1024;

    private final Path folder;

    Ledger(Path folder) {
        this.folder = folder;
    }

    /** @param file what remembers it; removed when the work has ended */
    record Entry(Path file, Path part) {
        void forget() {
            Quietly.delete(file);
        }
    }

    Entry enter(Path part) throws IOException {
        Files.createDirectories(folder, PrivateModes.FOLDER);
        Entry entry = new Entry(folder.resolve(UUID.randomUUID() + SUFFIX), part);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(entry.file(), options, PrivateModes.FILE)) {
            ByteBuffer text = StandardCharsets.UTF_8.encode(part.toString());
            while (text.hasRemaining()) {
                channel.write(text);
            }
            channel.force(true);
        } catch (IOException e) {
            entry.forget();
            throw e;
        }
        Folders.sync(folder);
        return entry;
    }

    /** Every entry that names a staged file; whatever else lies in the folder is left alone. */
    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                if (Files.size(file) <= MAX_ENTRY_BYTES) {
                    Path part = Path.of(Files.readString(file));
                    // An entry cut short by a power failure names nothing that may be removed.
                    entries.add(new Entry(file, part));
                }
            }
        } catch (NoSuchFileException neverWritten) {
            return List.of();
        }
        return entries;
    }
}
