package dev.coffer.engine.postgres;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lays files down behind the back of whoever reads a payload: a few threads create and write, a few aligned blocks
 * bound the memory. Large files go past the page cache where the file system lets them, since copying a whole database
 * into the cache costs more than everything else in a restore. Nothing is durable before somebody syncs it.
 *
 * <p>Confined to one thread, which uses its own to do the work.
 */
final class FileLayer implements AutoCloseable {

    static final int BLOCK_BYTES = 1 << 20;

    /** The blocks that a file system asks for when it cannot say. */
    private static final int USUAL_ALIGNMENT_BYTES = 4096;

    private static final int BLOCK_COUNT = 4;
    private static final int THREAD_COUNT = 2;

    /** What is done with a file once its content is there. */
    @FunctionalInterface
    interface Ending {
        void of(Path file) throws IOException;
    }

    private final BlockingQueue<ByteBuffer> blocks = new ArrayBlockingQueue<>(BLOCK_COUNT);
    private final Queue<LaidFile> open = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private final int alignmentBytes;
    private volatile Optional<Throwable> failure = Optional.empty();

    /** @param folder on the file system that the files go to */
    FileLayer(Path folder) throws IOException {
        this.alignmentBytes = alignmentOf(folder);
        for (int i = 0; i < BLOCK_COUNT; i++) {
            blocks.add(ByteBuffer.allocateDirect(BLOCK_BYTES + alignmentBytes).alignedSlice(alignmentBytes));
        }
        this.threads = Executors.newFixedThreadPool(THREAD_COUNT, work -> {
            Thread thread = new Thread(work, "coffer-restore-write");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static int alignmentOf(Path folder) throws IOException {
        try {
            long bytes = Files.getFileStore(folder).getBlockSize();
            return bytes >= USUAL_ALIGNMENT_BYTES && bytes <= BLOCK_BYTES && Long.bitCount(bytes) == 1
                    ? (int) bytes
                    : USUAL_ALIGNMENT_BYTES;
        } catch (UnsupportedOperationException unknown) {
            return USUAL_ALIGNMENT_BYTES;
        }
    }

    /**
     * Begins a new file, which must get exactly {@code sizeBytes} by {@link #append}. What goes wrong with it is thrown
     * by any later call.
     */
    LaidFile begin(Path path, long sizeBytes, Ending ending) throws IOException {
        rethrowFailure();
        LaidFile file = new LaidFile(path, sizeBytes, ending);
        open.add(file);
        if (sizeBytes == 0) {
            // Takes a block as others do, so that no more files wait than there are blocks.
            append(file, new byte[0], 0);
        }
        return file;
    }

    /** @param length at most {@link #BLOCK_BYTES}, and that many except at the file's end; the bytes are copied */
    void append(LaidFile file, byte[] source, int length) throws IOException {
        ByteBuffer block = freeBlock();
        block.clear().put(source, 0, length).flip();
        long position = file.appendedBytes;
        file.appendedBytes += length;
        threads.execute(() -> {
            write(file, block, position);
            blocks.add(block);
        });
        rethrowFailure();
    }

    private void write(LaidFile file, ByteBuffer block, long position) {
        if (failure.isPresent()) {
            return;
        }
        try {
            if (file.write(block, position)) {
                open.remove(file);
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Only the first failure is kept; later ones follow from it. */
    private synchronized void fail(Throwable cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(cause);
        }
    }

    private ByteBuffer freeBlock() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return blocks.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until every file is there. */
    void finish() throws IOException {
        end();
        rethrowFailure();
        if (!open.isEmpty()) {
            throw new IllegalStateException("The file " + open.element().path + " did not get all its content");
        }
    }

    private void rethrowFailure() throws IOException {
        Optional<Throwable> failed = failure;
        if (failed.isPresent()) {
            if (failed.get() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("A file could not be laid down", failed.get());
        }
    }

    private void end() {
        threads.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for what is under way; files that are not whole stay so, and their folder is removed by its owner. */
    @Override
    public void close() throws IOException {
        end();
        for (LaidFile file : open) {
            file.close();
        }
    }

    /** One file: its first block creates it, its last one ends it, whichever thread they come to. */
    final class LaidFile {

        private final Path path;
        private final Ending ending;
        private final long sizeBytes;
        private final AtomicLong missingBytes;
        private long appendedBytes;
        private Optional<FileChannel> cached = Optional.empty();
        private Optional<FileChannel> direct = Optional.empty();

        private LaidFile(Path path, long sizeBytes, Ending ending) {
            this.path = path;
            this.sizeBytes = sizeBytes;
            this.missingBytes = new AtomicLong(sizeBytes);
            this.ending = ending;
        }

        /** Returns whether the file is whole now. */
        private boolean write(ByteBuffer block, long position) throws IOException {
            FileChannel channel = create();
            int length = block.remaining();
            long at = position + writeDirectly(block, position);
            while (block.hasRemaining()) {
                at += channel.write(block, at);
            }
            if (missingBytes.addAndGet(-length) > 0) {
                return false;
            }
            close();
            ending.of(path);
            return true;
        }

        /** Writes as many whole blocks of the file system as it takes past the page cache; returns their bytes. */
        private long writeDirectly(ByteBuffer block, long position) {
            if (direct.isEmpty()) {
                return 0;
            }
            int end = block.limit();
            long count = 0;
            try {
                block.limit(end - block.remaining() % alignmentBytes);
                while (block.hasRemaining() && block.position() % alignmentBytes == 0) {
                    count += direct.get().write(block, position + count);
                }
            } catch (IOException refused) {
                // The cached channel takes over; a disk that is really broken or full fails that, or its sync.
                return count;
            } finally {
                block.limit(end);
            }
            return count;
        }

        private synchronized FileChannel create() throws IOException {
            if (cached.isEmpty()) {
                cached = Optional.of(FileChannel.open(
                        path,
                        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
                direct = sizeBytes >= BLOCK_BYTES ? openDirectly() : Optional.empty();
            }
            return cached.get();
        }

        private Optional<FileChannel> openDirectly() {
            try {
                return Optional.of(FileChannel.open(
                        path, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS, ExtendedOpenOption.DIRECT)));
            } catch (IOException | UnsupportedOperationException notHere) {
                return Optional.empty();
            }
        }

        private synchronized void close() throws IOException {
            Optional<FileChannel> second = direct;
            direct = Optional.empty();
            try {
                if (cached.isPresent()) {
                    cached.get().close();
                }
            } finally {
                if (second.isPresent()) {
                    second.get().close();
                }
            }
        }
    }
}
