package dev.coffer.command;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a result in two files that have no name any more, so that nothing is left when the process ends: one of
 * the rows, one of their places. Written once, then read at any place; memory holds one row. Confined to the session's
 * thread.
 */
final class SpilledRows implements AutoCloseable {

    private static final int BUFFER_BYTES = 32 * 1024;

    private final FileChannel rows;
    private final FileChannel places;
    private final OutputStream rowOut;
    private final DataOutputStream placeOut;
    private final int columns;
    private long bytes;
    private long count;

    private SpilledRows(FileChannel rows, FileChannel places, int columns) {
        this.rows = rows;
        this.places = places;
        this.columns = columns;
        this.rowOut = new BufferedOutputStream(Channels.newOutputStream(rows), BUFFER_BYTES);
        this.placeOut = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(places), BUFFER_BYTES));
    }

    /** @param folder where the files lie; only the owner reads them */
    static SpilledRows create(Path folder, int columns) throws IOException {
        FileChannel rows = nameless(folder);
        boolean whole = false;
        try {
            SpilledRows spilled = new SpilledRows(rows, nameless(folder), columns);
            whole = true;
            return spilled;
        } finally {
            if (!whole) {
                rows.close();
            }
        }
    }

    private static FileChannel nameless(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, ".cursor", ".rows");
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(file);
        }
    }

    /** Before {@link #seal}. */
    void add(@Nullable Object[] row) throws IOException {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        RowCodec.write(new DataOutputStream(one), row);
        placeOut.writeLong(bytes);
        one.writeTo(rowOut);
        bytes += one.size();
        count++;
    }

    /** No more rows come. */
    void seal() throws IOException {
        placeOut.writeLong(bytes);
        placeOut.flush();
        rowOut.flush();
    }

    long count() {
        return count;
    }

    /** @param index from 0 on, below the count; after {@link #seal} */
    @Nullable
    Object[] read(long index) throws IOException {
        ByteBuffer place = filled(places, index * Long.BYTES, 2 * Long.BYTES);
        long start = place.getLong();
        int length = Math.toIntExact(place.getLong() - start);
        byte[] row = filled(rows, start, length).array();
        return RowCodec.read(new DataInputStream(new ByteArrayInputStream(row)), columns);
    }

    private static ByteBuffer filled(FileChannel file, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException("A cursor's file is shorter than what was written to it");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        try (rows;
                places) {
            bytes = 0;
        }
    }
}
