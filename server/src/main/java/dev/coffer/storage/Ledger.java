package dev.coffer.storage;

import dev.coffer.work.Durable;
import dev.coffer.work.PrivateModes;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this instance is writing in one kind of place: one small durable file for each staged backup, made before the
 * backup is begun and removed after it has ended. A process that was killed leaves its entries behind. Thread-safe.
 */
public final class Ledger {

    private static final String SUFFIX = ".staged";
    private static final int MAX_ENTRY_BYTES = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Path folder;

    /** @param folder of the instance; made when needed */
    public Ledger(Path folder) {
        this.folder = folder;
    }

    /**
     * @param file what remembers it; removed when the work has ended
     * @param text what the adapter needs to know to clear up, no secrets
     */
    public record Entry(Path file, String text) {
        public void forget() {
            Quietly.delete(file);
        }
    }

    /** Durable when it returns. */
    public Entry enter(String text) throws IOException {
        return enter(newFile(), text);
    }

    /** Where an entry may be made. */
    public Path newFile() {
        return folder.resolve(UUID.randomUUID() + SUFFIX);
    }

    /**
     * Durable when it returns.
     *
     * @param file from {@link #newFile}, for who must know it before others can see it
     */
    public Entry enter(Path file, String text) throws IOException {
        Files.createDirectories(folder, PrivateModes.FOLDER);
        Entry entry = new Entry(file, text);
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(entry.file(), options, PrivateModes.FILE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            entry.forget();
            throw e;
        }
        Durable.sync(folder);
        return entry;
    }

    /**
     * Every entry with a text; whatever else lies in the folder is left alone, and so is an entry that a power failure
     * filled with something else. One that was cut short has a text that the adapter finds to name nothing of its own.
     */
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                try {
                    if (Files.size(file) <= MAX_ENTRY_BYTES) {
                        entries.add(new Entry(file, Files.readString(file)));
                    }
                } catch (IOException unreadable) {
                    LOG.warn("The entry {} is left alone: it cannot be read", file, unreadable);
                }
            }
        } catch (NoSuchFileException neverWritten) {
            return List.of();
        }
        return entries;
    }
}
