package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows in a cluster's files, read without PostgreSQL while it is shut down cleanly. Links are not followed.
 * Confined to one thread.
 */
final class QuietCluster {

    /** Takes one row; the row is valid until it returns. */
    interface RowTaker {
        void take(HeapRow row) throws EngineException, IOException;
    }

    /** PostgreSQL's own identifier of the database that is named postgres (src/include/catalog/pg_database.dat). */
    private static final String DATABASE_FOLDER = "base/5";

    private static final String SHARED_FOLDER = "global";
    private static final String MAP_FILE = "pg_filenode.map";
    private static final int MAP_MAGIC = 0x592717;
    private static final int MOST_MAPPED = 64;
    private static final int MAP_BYTES = 8 + MOST_MAPPED * 8 + 4;

    private static final int PAGE_BYTES = 8192;
    private static final int PAGE_HEADER_BYTES = 24;
    private static final int PAGE_VERSION = PAGE_BYTES | 4;
    private static final int ALL_VISIBLE = 0x0004;
    private static final int ITEM_BYTES = 4;
    private static final int NORMAL_ITEM = 1;

    private final Path dataDirectory;
    private final CommitLog commits;
    private final Map<Integer, Integer> ownFiles;
    private final Map<Integer, Integer> sharedFiles;
    private final ByteBuffer page = ByteBuffer.allocate(PAGE_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** @throws EngineException DAMAGED when it is not shut down, or a map cannot be read */
    QuietCluster(Path dataDirectory) throws EngineException, IOException {
        this.dataDirectory = dataDirectory;
        ControlFile control = ControlFile.read(dataDirectory);
        if (control.state() != ControlFile.State.SHUT_DOWN) {
            throw new EngineException(Kind.DAMAGED, "The cluster is not shut down but " + control.state());
        }
        this.commits = new CommitLog(dataDirectory, control.nextTransaction());
        this.ownFiles = map(DATABASE_FOLDER);
        this.sharedFiles = map(SHARED_FOLDER);
    }

    CommitLog commits() {
        return commits;
    }

    /** The file of a relation whose row names none: number of the relation to number of its file, first come. */
    private Map<Integer, Integer> map(String folder) throws EngineException, IOException {
        Path file = dataDirectory.resolve(folder).resolve(MAP_FILE);
        byte[] content = Files.size(file) == MAP_BYTES ? Files.readAllBytes(file) : new byte[0];
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        int count = content.length == MAP_BYTES && bytes.getInt() == MAP_MAGIC ? bytes.getInt() : -1;
        if (count < 0 || count > MOST_MAPPED) {
            throw new EngineException(Kind.DAMAGED, folder + "/" + MAP_FILE + " is no map");
        }
        Map<Integer, Integer> files = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int relation = bytes.getInt();
            if (files.put(relation, bytes.getInt()) != null) {
                throw new EngineException(Kind.DAMAGED, folder + "/" + MAP_FILE + " names " + relation + " twice");
            }
        }
        return files;
    }

    /**
     * Shows every version of every row.
     *
     * @param fileNumber as the relation's row names it; 0 when the map does
     * @throws EngineException DAMAGED for a page or row that no server writes
     */
    void rows(int relation, boolean isShared, int fileNumber, RowTaker taker) throws EngineException, IOException {
        Map<Integer, Integer> map = isShared ? sharedFiles : ownFiles;
        int number = fileNumber == 0 ? map.getOrDefault(relation, 0) : fileNumber;
        Path folder = dataDirectory.resolve(isShared ? SHARED_FOLDER : DATABASE_FOLDER);
        String name = Integer.toUnsignedString(number);
        Path file = folder.resolve(name);
        for (int segment = 1; segment == 1 || Files.exists(file, LinkOption.NOFOLLOW_LINKS); segment++) {
            fileRows(file, taker);
            file = folder.resolve(name + "." + segment);
        }
    }

    /** Takes all rows out of a shared table that the map knows. Its indexes are to be made anew. */
    void empty(int relation) throws EngineException, IOException {
        Integer number = sharedFiles.get(relation);
        if (number == null) {
            throw new EngineException(Kind.DAMAGED, "There is no shared table " + relation);
        }
        String name = Integer.toUnsignedString(number);
        try (OpenFolder folder = OpenFolder.of(dataDirectory.resolve(SHARED_FOLDER))) {
            for (String fork : List.of("_fsm", "_vm", ".1")) {
                folder.delete(Path.of(name + fork));
            }
            folder.file(Path.of(name), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        }
    }

    private void fileRows(Path file, RowTaker taker) throws EngineException, IOException {
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            while (true) {
                page.clear();
                int count = 0;
                while (count >= 0 && page.hasRemaining()) {
                    count = channel.read(page);
                }
                if (page.hasRemaining()) {
                    return;
                }
                pageRows(file, taker);
            }
        }
    }

    /**
     * <pre>
     * offset  size  field of a page (src/include/storage/bufpage.h)
     *     10     2  flags
     *     12     2  end of the items; they begin at 24
     *     14     2  begin of the rows; 0: a page that was never used
     *     18     2  size and layout version
     * item, 4 bytes: offset of the row (15 bits), kind (2 bits), length (15 bits)
     * </pre>
     */
    private void pageRows(Path file, RowTaker taker) throws EngineException, IOException {
        int upper = Short.toUnsignedInt(page.getShort(14));
        if (upper == 0) {
            return;
        }
        int lower = Short.toUnsignedInt(page.getShort(12));
        boolean sound = Short.toUnsignedInt(page.getShort(18)) == PAGE_VERSION
                && lower >= PAGE_HEADER_BYTES
                && lower <= upper
                && upper <= PAGE_BYTES;
        boolean visible = (page.getShort(10) & ALL_VISIBLE) != 0;
        for (int at = PAGE_HEADER_BYTES; sound && at + ITEM_BYTES <= lower; at += ITEM_BYTES) {
            int item = page.getInt(at);
            if ((item >>> 15 & 3) == NORMAL_ITEM) {
                HeapRow row = new HeapRow(page, item & 0x7FFF, item >>> 17, visible);
                sound = row.offset() >= lower && row.offset() + row.lengthBytes() <= PAGE_BYTES && row.isWellFormed();
                if (sound) {
                    taker.take(row);
                }
            }
        }
        if (!sound) {
            throw new EngineException(Kind.DAMAGED, dataDirectory.relativize(file) + " holds a page that is none");
        }
    }
}
