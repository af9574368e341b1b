package dev.coffer.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this instance is writing, wherever that is: one small durable file for each staged backup, made before the
 * backup is begun and removed after it has ended. A process that was killed leaves its entries behind. Thread-safe.
 */
final class Ledger {

    private static final String SUFFIX = ".staged";
    private static final int MAX_ENTRY_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

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

    /**
     * Every entry that names a staged file; whatever else lies in the folder is left alone, and so is an entry that a
     * power failure cut short or filled with zeros: it names nothing that may be removed.
     */
    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    if (Files.size(file) <= MAX_ENTRY_BYTES) {
                        entries.add(new Entry(file, Path.of(Files.readString(file))));
                    }
                } catch (IOException | InvalidPathException unreadable) {
                    LOG.warn("The entry {} is left alone: it cannot be read", file, unreadable);
                }
            }
        } catch (NoSuchFileException neverWritten) {
            return List.of();
        }
        return entries;
    }
}
