package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Walks files with the tables of docs/media-format.md, so that document and code cannot drift apart. */
class MediaFormatDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/media-format.md");
    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");

    private record Row(String field, String type, String meaning) {}

    private final Map<String, List<Row>> tables = tables();
    private ByteBuffer in = ByteBuffer.allocate(0);
    private final Map<String, Long> numbers = new LinkedHashMap<>();
    private int areaEnd;

    @Test
    void walksTwoSetsToTheLastByte() throws Exception {
        MemoryFile file = new MemoryFile();
        MediaLabel label = TestSets.label(2, 3);
        SetWriter.writeLabel(file, label);
        SetCore first = TestSets.core(label, 1, SetCore.noRoot(), Suite.AES_256_GCM, PayloadCodec.ZSTD);
        byte[] payload = TestSets.payload(1500 * 1024, 6);
        byte[] root = TestSets.write(file, first, payload, List.of(EC.recipient("ec")), List.of(), SIGNER.signer());
        SetCore second = TestSets.core(label, 2, root, Suite.NONE, PayloadCodec.NONE);
        TestSets.write(file, second, new byte[10], List.of(), List.of(), SIGNER.signer());

        in = ByteBuffer.wrap(file.bytes());
        table("Media label");
        assertThat(in.position() - 32L).isEqualTo(numbers.get("label length"));
        set(2);
        set(1);
        assertThat(in.hasRemaining()).isFalse();
    }

    private void set(int pages) {
        int start = in.position();
        table("Core");
        assertThat((long) in.position() - start).isEqualTo(numbers.get("core length"));
        table("Core hash and key check");
        long areaBytes = numbers.get("slot area length");
        for (int area = 0; areaBytes > 0 && area < 2; area++) {
            areaEnd = in.position() + (int) areaBytes;
            table("Slot areas");
            assertThat(in.position()).isEqualTo(areaEnd);
        }
        int seen = 0;
        while (seen < pages) {
            table("Frames");
            seen += (numbers.get("frame word") & (1 << 30)) != 0 ? 1 : 0;
        }
        int footer = in.position();
        table("Footer");
        long footerBytes = (long) in.position() - footer;
        table("Locator");
        assertThat(numbers.get("footer length")).isEqualTo(footerBytes);
        assertThat(numbers.get("set length")).isEqualTo((long) in.position() - start);
    }

    private void table(String name) {
        List<Row> rows = tables.get(name);
        assertThat(rows).as("table " + name).isNotNull();
        rows.forEach(row -> read(name, row));
    }

    private void read(String table, Row row) {
        String type = row.type();
        if (type.contains(" count of ")) {
            long count = number(type.substring(0, type.indexOf(' ')));
            for (long i = 0; i < count; i++) {
                table(type.substring(type.lastIndexOf(' ') + 1));
            }
        } else if (type.equals("bytes of that length")) {
            skip(numbers.get("frame word") & 0xFF_FFFF);
        } else if (type.startsWith("zeros to ")) {
            while (in.position() < areaEnd - 32) {
                assertThat(in.get()).as("padding").isZero();
            }
        } else if (type.startsWith("bytes ")) {
            byte[] bytes = skip(Long.parseLong(type.substring(6)));
            if (row.field().equals("magic")) {
                String hex = HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes);
                assertThat(hex).as("magic of " + table).isEqualTo(row.meaning());
            }
        } else if (tables.containsKey(type)) {
            table(type);
        } else {
            numbers.put(row.field(), number(type));
        }
    }

    /** A scalar's value; for a field behind a length, the length. */
    private long number(String type) {
        return switch (type) {
            case "u8" -> in.get() & 0xFF;
            case "u16" -> in.getShort() & 0xFFFF;
            case "u32" -> in.getInt() & 0xFFFF_FFFFL;
            case "u64", "i64", "time" -> in.getLong();
            case "guid" -> skip(16).length;
            case "lsn" -> skip(12).length;
            case "text", "bytes16" -> skip(number("u16")).length;
            case "bytes32" -> skip(number("u32")).length;
            case "facts" -> facts();
            default -> throw new AssertionError("The document has a type of its own: " + type);
        };
    }

    private long facts() {
        long count = number("u16");
        for (long i = 0; i < 2 * count; i++) {
            number("text");
        }
        return count;
    }

    private byte[] skip(long length) {
        assertThat(length).as("bytes at %d", in.position()).isBetween(0L, (long) in.remaining());
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /** By heading, or by the word in front of the colon that starts the line above the table. */
    private static Map<String, List<Row>> tables() {
        Map<String, List<Row>> tables = new LinkedHashMap<>();
        String name = "";
        try {
            for (String line : Files.readAllLines(DOCUMENT, StandardCharsets.UTF_8)) {
                if (line.startsWith("## ")) {
                    name = line.substring(3);
                } else if (line.matches("[A-Z][A-Za-z]*:.*")) {
                    name = line.substring(0, line.indexOf(':'));
                } else if (line.startsWith("A page's body")) {
                    name = "Page entry";
                } else if (line.startsWith("| ") && !line.startsWith("| field |")) {
                    String[] cells = line.substring(1).split("\\|", -1);
                    tables.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(new Row(cells[0].trim(), cells[1].trim(), cells[2].trim()));
                }
            }
            return tables;
        } catch (IOException e) {
            throw new AssertionError("docs/media-format.md does not read", e);
        }
    }
}
