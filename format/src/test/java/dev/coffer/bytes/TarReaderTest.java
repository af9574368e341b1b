package dev.coffer.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tars of friends and of strangers. */
class TarReaderTest {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    private static byte[] header(String name, char kind, byte[] size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name.getBytes(StandardCharsets.UTF_8));
        put(header, 124, size);
        put(header, 148, "        ".getBytes(StandardCharsets.US_ASCII));
        header[156] = (byte) kind;
        put(header, 257, "ustar\0".getBytes(StandardCharsets.US_ASCII));
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xFF;
        }
        put(header, 148, String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII));
        return header;
    }

    private static void put(byte[] block, int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }

    private static byte[] octal(long size) {
        return String.format("%011o\0", size).getBytes(StandardCharsets.US_ASCII);
    }

    private void entry(String name, char kind, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        tar.write(header(name, kind, octal(bytes.length)));
        tar.write(Arrays.copyOf(bytes, (bytes.length + BLOCK - 1) / BLOCK * BLOCK));
    }

    private static String record(String key, String value) {
        int length = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length + 2;
        return length + " " + key + "=" + value + "\n";
    }

    private TarReader reader() {
        return new TarReader(new ByteArrayInputStream(tar.toByteArray()));
    }

    private static String content(TarReader reader) throws IOException {
        byte[] buffer = new byte[7];
        StringBuilder content = new StringBuilder();
        for (int count = reader.read(buffer, buffer.length); count > 0; ) {
            content.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            count = reader.read(buffer, buffer.length);
        }
        return content.toString();
    }

    private List<TarReader.Entry> all() throws IOException {
        TarReader reader = reader();
        List<TarReader.Entry> entries = new ArrayList<>();
        for (Optional<TarReader.Entry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            entries.add(entry.get());
        }
        return entries;
    }

    @Test
    void entriesComeOneByOneWhetherTheirContentIsReadOrNot() throws Exception {
        entry("base/", '5', "");
        entry("base/1", '0', "x".repeat(600));
        entry("base/2", '\0', "twelve bytes");
        entry("x", 'x', record("path", "base/" + "long".repeat(20)));
        entry("cut", '0', "there");
        entry("link", '2', "");
        tar.write(new byte[2 * BLOCK]);
        tar.write(1);
        assertThat(all())
                .containsExactly(
                        new TarReader.Entry("base", TarReader.FOLDER, 0),
                        new TarReader.Entry("base/1", TarReader.FILE, 600),
                        new TarReader.Entry("base/2", TarReader.FILE, 12),
                        new TarReader.Entry("base/" + "long".repeat(20), TarReader.FILE, 5),
                        new TarReader.Entry("link", '2', 0));
        TarReader reader = reader();
        reader.next();
        reader.next();
        assertThat(reader.read(new byte[100], 100)).isEqualTo(100);
        reader.next();
        assertThat(content(reader)).isEqualTo("twelve bytes");
        assertThat(content(reader)).as("behind its end").isEmpty();
    }

    @Test
    void sizesBeyondOctalDigitsAreRead() throws Exception {
        ByteBuffer binary = ByteBuffer.allocate(12).put((byte) 0x80).putLong(4, 9L << 30);
        tar.write(header("binary", '0', binary.array()));
        assertThat(all0().sizeBytes()).isEqualTo(9L << 30);
        tar.reset();
        entry("x", 'x', record("size", "" + (9L << 30)));
        tar.write(header("records", '0', octal(077777777777L)));
        assertThat(all0()).isEqualTo(new TarReader.Entry("records", TarReader.FILE, 9L << 30));
    }

    private TarReader.Entry all0() throws IOException {
        return reader().next().orElseThrow();
    }

    /** Headers without end, as a stream that costs nothing. */
    private static InputStream endless(byte[]... beginning) {
        return new InputStream() {
            private long position;

            @Override
            public int read() {
                int block = (int) Math.min(position / BLOCK, beginning.length);
                int offset = (int) (position++ % BLOCK);
                return block < beginning.length ? beginning[block][offset] & 0xFF : 'x';
            }

            @Override
            public int read(byte[] into, int from, int count) {
                for (int i = 0; i < count; i++) {
                    into[from + i] = (byte) read();
                }
                return count;
            }
        };
    }

    @Test
    void lengthsThatAStrangerWroteTakeNoMemory() {
        byte[] longest =
                ByteBuffer.allocate(12).put((byte) 0x80).putLong(4, 1L << 40).array();
        assertThatThrownBy(() -> new TarReader(endless(header("x", 'x', longest))).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Pax records");
        for (char kind : new char[] {'L', 'K', 'g', 'S'}) {
            assertThat(shown(kind, longest)).isEqualTo(new TarReader.Entry("name", kind, 1L << 40));
        }
        byte[] negative =
                ByteBuffer.allocate(12).put((byte) 0x80).putLong(4, -1).array();
        assertThatThrownBy(() -> new TarReader(endless(header("name", '0', negative))).next())
                .isInstanceOf(IOException.class);
        // Not one on top of the other.
        assertThatThrownBy(() -> new TarReader(endless(header("x", 'x', octal(0)), header("x", 'x', octal(0)))).next())
                .isInstanceOf(IOException.class);
    }

    private static TarReader.Entry shown(char kind, byte[] size) {
        try {
            return new TarReader(endless(header("name", kind, size))).next().orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void recordsThatAreDamagedOrMeanMoreAreRefused() throws Exception {
        for (String records : new String[] {
            "",
            "9 path=a",
            "99 path=abc\n",
            "0 path=a\n",
            "x path=a\n",
            "-9 path=a\n",
            "123456789 path=a\n",
            "9path=ab\n",
            "5 a\n\n\n",
            record("GNU.sparse.major", "1"),
            record("linkpath", "/etc/passw"),
            record("size", "1x34567890")
        }) {
            tar.reset();
            entry("x", 'x', records);
            if (!records.isEmpty()) {
                entry("name", '0', "content");
                assertThatThrownBy(this::all).as(records).isInstanceOf(IOException.class);
            } else {
                assertThatThrownBy(this::all).as("records of no entry").isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void whatIsCutOrChangedIsNamed() throws Exception {
        entry("x", 'x', record("path", "a/long/path"));
        entry("name", '0', "content");
        tar.write(new byte[BLOCK]);
        byte[] whole = tar.toByteArray();
        for (int length = 1; length < whole.length; length++) {
            if (length % BLOCK != 0 || length < 3 * BLOCK) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> readThrough(cut))
                        .as("cut at %d", length)
                        .isInstanceOf(IOException.class);
            }
        }
        assertThatThrownBy(() -> readThrough(Arrays.copyOf(whole, 700))).isInstanceOf(EOFException.class);
        // What stands behind the end of the sum's own digits is no part of it.
        for (int at = 0; at < BLOCK; at += at == 154 ? 2 : 1) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> readThrough(changed))
                    .as("changed at %d", at)
                    .isInstanceOf(IOException.class);
        }
    }

    private static void readThrough(byte[] bytes) throws IOException {
        TarReader reader = new TarReader(new ByteArrayInputStream(bytes));
        while (reader.next().isPresent()) {
            content(reader);
        }
    }
}
