package dev.coffer.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads a tar that nobody vouches for: POSIX ustar, with pax records for what its fields cannot hold, a long path or a
 * large size. Whatever the stream says of itself, this takes some {@value #MOST_RECORD_BYTES} bytes of memory; every
 * other extension (long names of GNU's, sparse files, records for all entries) is shown as an entry of its kind, whose
 * content the caller may refuse, or is an error. Confined to one thread.
 *
 * <pre>
 * offset  size  header block
 *      0   100  name
 *    124    12  size, octal; or bit 7 of the first byte set and 8 bytes of a number at the end
 *    148     8  sum of the block's bytes, with spaces here
 *    156     1  kind
 *    257     5  "ustar"
 *    345   155  what stands before the name, and a slash
 * </pre>
 */
public final class TarReader {

    /** The longest set of pax records; two of them, a path and a size, are far shorter. */
    public static final int MOST_RECORD_BYTES = 1 << 16;

    /** Kinds of an entry; those not named here have their own letter. */
    public static final char FILE = '0';

    public static final char FOLDER = '5';
    private static final char OLD_FILE = '\0';
    private static final char PAX = 'x';

    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final int SIZE_OFFSET = 124;
    private static final int NUMBER_BYTES = 12;
    private static final int SUM_OFFSET = 148;
    private static final int SUM_BYTES = 8;
    private static final int KIND_OFFSET = 156;
    private static final int MAGIC_OFFSET = 257;
    private static final int PREFIX_OFFSET = 345;
    private static final int PREFIX_BYTES = 155;
    private static final int BINARY_NUMBER = 0x80;

    /**
     * An entry.
     *
     * @param path as it stands there, but without the slash behind a folder's
     * @param kind {@link #FILE}, {@link #FOLDER} or another
     * @param sizeBytes of its content, which the stream may not have
     */
    public record Entry(String path, char kind, long sizeBytes) {

        public boolean isFile() {
            return kind == FILE;
        }

        public boolean isFolder() {
            return kind == FOLDER;
        }
    }

    private final InputStream tar;
    private final byte[] block = new byte[BLOCK_BYTES];
    private long contentRemaining;
    private int padding;

    /** @param tar read as far as the archive's end mark, and not closed */
    public TarReader(InputStream tar) {
        this.tar = tar;
    }

    /**
     * Goes on to the next entry, over what was not read of the one before; empty at the end.
     *
     * @throws IOException when this is no tar, or one that is not plain
     */
    public Optional<Entry> next() throws IOException {
        skip(contentRemaining + padding);
        contentRemaining = 0;
        padding = 0;
        if (!nextHeader()) {
            return Optional.empty();
        }
        Records records = Records.NONE;
        if (kind() == PAX) {
            records = records(number());
            if (!nextHeader() || kind() == PAX) {
                throw new IOException("Pax records of the tar belong to no entry");
            }
        }
        long size = records.sizeBytes().orElse(number());
        contentRemaining = size;
        padding = (int) (-size & (BLOCK_BYTES - 1));
        String path = records.path().orElse(name());
        boolean folder = kind() == FOLDER && path.endsWith("/");
        return Optional.of(new Entry(
                folder ? path.substring(0, path.length() - 1) : path, kind() == OLD_FILE ? FILE : kind(), size));
    }

    /**
     * Reads on in the entry's content.
     *
     * @return how many bytes came; fewer than asked for, 0 too, at the content's end only
     * @throws EOFException when the stream ends before the content does
     */
    public int read(byte[] target, int length) throws IOException {
        int wanted = (int) Math.min(length, contentRemaining);
        int count = tar.readNBytes(target, 0, wanted);
        contentRemaining -= count;
        if (count < wanted) {
            throw new EOFException("The tar ends within an entry");
        }
        return count;
    }

    /** What next to pax records says of an entry. */
    private record Records(Optional<String> path, Optional<Long> sizeBytes) {
        static final Records NONE = new Records(Optional.empty(), Optional.empty());
    }

    /** False at the end: a block of zeros, or no block. */
    private boolean nextHeader() throws IOException {
        int count = tar.readNBytes(block, 0, BLOCK_BYTES);
        if (count == 0) {
            return false;
        }
        if (count < BLOCK_BYTES) {
            throw new EOFException("The tar ends within a header");
        }
        int sum = 0;
        boolean empty = true;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            empty &= block[i] == 0;
            sum += i >= SUM_OFFSET && i < SUM_OFFSET + SUM_BYTES ? ' ' : block[i] & 0xFF;
        }
        if (empty) {
            return false;
        }
        if (octal(SUM_OFFSET, SUM_BYTES) != sum) {
            throw new IOException("A header of the tar is damaged");
        }
        return true;
    }

    private char kind() {
        return (char) (block[KIND_OFFSET] & 0xFF);
    }

    private String name() {
        String name = text(0, NAME_BYTES);
        boolean ustar = text(MAGIC_OFFSET, 5).equals("ustar");
        String prefix = ustar && block[MAGIC_OFFSET + 5] == 0 ? text(PREFIX_OFFSET, PREFIX_BYTES) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private String text(int offset, int length) {
        int end = offset;
        while (end < offset + length && block[end] != 0) {
            end++;
        }
        return new String(block, offset, end - offset, StandardCharsets.UTF_8);
    }

    private long number() throws IOException {
        long number = (block[SIZE_OFFSET] & BINARY_NUMBER) == 0
                ? octal(SIZE_OFFSET, NUMBER_BYTES)
                : ByteBuffer.wrap(block).getLong(SIZE_OFFSET + NUMBER_BYTES - Long.BYTES);
        if (number < 0 || number > Long.MAX_VALUE - BLOCK_BYTES) {
            throw new IOException("An entry of the tar has no size that could be");
        }
        return number;
    }

    private long octal(int offset, int length) throws IOException {
        String digits = text(offset, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new IOException("A number of the tar is none", e);
        }
    }

    /** Records "length key=value\n", where the length counts itself. */
    private Records records(long sizeBytes) throws IOException {
        if (sizeBytes > MOST_RECORD_BYTES) {
            throw new IOException("Pax records of the tar have " + sizeBytes + " bytes");
        }
        byte[] bytes = tar.readNBytes((int) sizeBytes);
        if (bytes.length < sizeBytes) {
            throw new EOFException("The tar ends within pax records");
        }
        skip(-sizeBytes & (BLOCK_BYTES - 1));
        Optional<String> path = Optional.empty();
        Optional<Long> size = Optional.empty();
        int begin = 0;
        while (begin < bytes.length) {
            int end = begin + recordLength(bytes, begin);
            String[] record = new String(Arrays.copyOfRange(bytes, begin, end - 1), StandardCharsets.UTF_8)
                    .split(" ", 2)[1].split("=", 2);
            if (record.length == 2 && record[0].equals("path")) {
                path = Optional.of(record[1]);
            } else if (record.length == 2 && record[0].equals("size")) {
                size = Optional.of(decimal(record[1]));
            } else {
                throw new IOException("The tar has pax records for more than a path and a size");
            }
            begin = end;
        }
        return new Records(path, size);
    }

    private static int recordLength(byte[] bytes, int begin) throws IOException {
        int space = begin;
        while (space < bytes.length && space < begin + 6 && bytes[space] != ' ') {
            space++;
        }
        long length = decimal(new String(bytes, begin, space - begin, StandardCharsets.US_ASCII));
        boolean whole = length > space - begin + 1
                && length <= bytes.length - begin
                && bytes[space] == ' '
                && bytes[begin + (int) length - 1] == '\n';
        if (!whole) {
            throw new IOException("A pax record of the tar is damaged");
        }
        return (int) length;
    }

    private static long decimal(String digits) throws IOException {
        if (!digits.matches("\\d{1,18}")) {
            throw new IOException("A number of the tar is none");
        }
        return Long.parseLong(digits);
    }

    private void skip(long count) throws IOException {
        try {
            tar.skipNBytes(count);
        } catch (EOFException e) {
            throw new EOFException("The tar ends within an entry");
        }
    }
}
