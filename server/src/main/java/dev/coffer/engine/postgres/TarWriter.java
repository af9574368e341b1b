package dev.coffer.engine.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes a plain tar (POSIX ustar; pax records for long names and large files). Owners are the same for all entries, so
 * that equal content gives equal bytes. Confined to one thread.
 */
final class TarWriter {

    private static final int BLOCK_BYTES = 512;
    private static final int NAME_BYTES = 100;
    private static final long LARGEST_OCTAL_SIZE = 0_77777777777L;
    private static final String OWNER_NAME = "postgres";
    private static final int END_BLOCKS = 2;
    private static final int COPY_BYTES = 1 << 16;

    private final OutputStream target;
    private final byte[] header = new byte[BLOCK_BYTES];
    private long contentRemaining;
    private int padding;

    TarWriter(OutputStream target) {
        this.target = target;
    }

    /** @param path relative, without a slash at its end */
    void folder(String path, long modifiedSeconds) throws IOException {
        begin(path + "/", 0, modifiedSeconds, '5', 0700);
    }

    /** Begins a file; exactly {@code sizeBytes} of content must follow. */
    void file(String path, long sizeBytes, long modifiedSeconds) throws IOException {
        begin(path, sizeBytes, modifiedSeconds, '0', 0600);
    }

    /** Adds a file with what the scratch file holds. */
    void file(String path, ScratchFile content, long modifiedSeconds) throws IOException {
        long sizeBytes = content.sizeBytes();
        file(path, sizeBytes, modifiedSeconds);
        byte[] buffer = new byte[COPY_BYTES];
        InputStream in = content.input(0, sizeBytes, COPY_BYTES);
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            content(buffer, 0, count);
        }
    }

    void content(byte[] bytes, int offset, int length) throws IOException {
        if (length > contentRemaining) {
            throw new IllegalStateException("More content than the header said: " + length + " > " + contentRemaining);
        }
        target.write(bytes, offset, length);
        contentRemaining -= length;
    }

    /** Writes the end of the archive; the stream stays open. */
    void finish() throws IOException {
        endEntry();
        target.write(new byte[END_BLOCKS * BLOCK_BYTES]);
        target.flush();
    }

    private void begin(String path, long sizeBytes, long modifiedSeconds, char type, int mode) throws IOException {
        endEntry();
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME_BYTES || sizeBytes > LARGEST_OCTAL_SIZE) {
            writePax(name, path, sizeBytes, modifiedSeconds);
        }
        writeHeader(name, Math.min(sizeBytes, LARGEST_OCTAL_SIZE), modifiedSeconds, type, mode);
        contentRemaining = sizeBytes;
        padding = (int) (-sizeBytes & (BLOCK_BYTES - 1));
    }

    private void endEntry() throws IOException {
        if (contentRemaining != 0) {
            throw new IllegalStateException(contentRemaining + " bytes of content are missing");
        }
        target.write(new byte[padding]);
        padding = 0;
    }

    /** An extended header: records of the form "length key=value\n", where the length counts its own digits. */
    private void writePax(byte[] name, String path, long sizeBytes, long modifiedSeconds) throws IOException {
        String records = "";
        if (name.length > NAME_BYTES) {
            records += paxRecord("path", path);
        }
        if (sizeBytes > LARGEST_OCTAL_SIZE) {
            records += paxRecord("size", Long.toString(sizeBytes));
        }
        byte[] content = records.getBytes(StandardCharsets.UTF_8);
        writeHeader("pax".getBytes(StandardCharsets.UTF_8), content.length, modifiedSeconds, 'x', 0600);
        target.write(content);
        target.write(new byte[-content.length & (BLOCK_BYTES - 1)]);
    }

    private static String paxRecord(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + 1;
        while (length != rest + Integer.toString(length).length()) {
            length = rest + Integer.toString(length).length();
        }
        return length + " " + key + "=" + value + "\n";
    }

    private void writeHeader(byte[] name, long sizeBytes, long modifiedSeconds, char type, int mode)
            throws IOException {
        Arrays.fill(header, (byte) 0);
        System.arraycopy(name, 0, header, 0, Math.min(name.length, NAME_BYTES));
        put(100, octal(mode, 7));
        put(108, octal(0, 7));
        put(116, octal(0, 7));
        put(124, octal(sizeBytes, 11));
        put(136, octal(Math.max(0, Math.min(modifiedSeconds, LARGEST_OCTAL_SIZE)), 11));
        put(148, "        ");
        header[156] = (byte) type;
        put(257, "ustar\0" + "00");
        put(265, OWNER_NAME);
        put(297, OWNER_NAME);
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xFF;
        }
        put(148, octal(sum, 6) + "\0 ");
        target.write(header);
    }

    private void put(int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static String octal(long value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }
}
