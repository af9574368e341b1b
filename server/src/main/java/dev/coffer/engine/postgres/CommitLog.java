package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;

/**
 * Which transactions of a cluster committed, read from {@code pg_xact} while no server runs: two bits for each, in
 * pages of 8 KiB, 32 pages a file (src/backend/access/transam/clog.c). Keeps one page. Confined to one thread.
 */
final class CommitLog {

    /** How a transaction ended; UNCERTAIN is one that the server may come to see otherwise than this class does. */
    enum Fate {
        COMMITTED,
        ABORTED,
        UNCERTAIN
    }

    private static final String FOLDER = "pg_xact";
    private static final int PAGE_BYTES = 8192;
    private static final int IDS_OF_PAGE = PAGE_BYTES * 4;
    private static final int PAGES_OF_FILE = 32;

    /** Those below are initdb's own and the frozen one, which are committed. */
    private static final int FIRST_NORMAL_ID = 3;

    private final Path folder;
    private final int nextId;
    private final byte[] page = new byte[PAGE_BYTES];
    private long pageNumber = -1;
    private boolean pageExists;

    /** @param nextId the transaction that the cluster begins next */
    CommitLog(Path dataDirectory, int nextId) {
        this.folder = dataDirectory.resolve(FOLDER);
        this.nextId = nextId;
    }

    Fate of(int id) throws IOException {
        if (Integer.compareUnsigned(id, FIRST_NORMAL_ID) < 0) {
            return Fate.COMMITTED;
        }
        if (isInFuture(id)) {
            return Fate.UNCERTAIN;
        }
        long number = Integer.toUnsignedLong(id);
        load(number / IDS_OF_PAGE);
        int place = (int) (number % IDS_OF_PAGE);
        int bits = pageExists ? (page[place / 4] >> (place % 4 * 2)) & 3 : 3;
        return switch (bits) {
            case 1 -> Fate.COMMITTED;
            // In progress when the server went down, which is the same.
            case 0, 2 -> Fate.ABORTED;
            default -> Fate.UNCERTAIN;
        };
    }

    /** Not begun yet: identifiers are a circle, of which one half is in front. */
    boolean isInFuture(int id) {
        return Integer.compareUnsigned(id, FIRST_NORMAL_ID) >= 0 && id - nextId >= 0;
    }

    private void load(long number) throws IOException {
        if (number == pageNumber) {
            return;
        }
        pageNumber = number;
        Path file = folder.resolve(String.format(Locale.ROOT, "%04X", number / PAGES_OF_FILE));
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            ByteBuffer buffer = ByteBuffer.wrap(page);
            int count = 0;
            while (count >= 0 && buffer.hasRemaining()) {
                count = channel.read(buffer, number % PAGES_OF_FILE * PAGE_BYTES + buffer.position());
            }
            pageExists = !buffer.hasRemaining();
        } catch (NoSuchFileException e) {
            pageExists = false;
        }
    }
}
