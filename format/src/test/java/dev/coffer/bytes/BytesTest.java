package dev.coffer.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BytesTest {

    private static final UUID GUID = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

    @Test
    void whatIsWrittenIsReadAndIsBigEndian() throws Exception {
        byte[] written = new ByteWriter()
                .u8(0xFE)
                .u16(0x1234)
                .u32(0x89ABCDEFL)
                .i64(-2)
                .guid(GUID)
                .bytes16(new byte[] {1, 2})
                .bytes32(new byte[] {3})
                .text("Ж")
                .toByteArray();
        assertThat(Hex.of(written))
                .isEqualTo("FE123489ABCDEFFFFFFFFFFFFFFFFE0123456789ABCDEF0123456789ABCDEF00020102000000010300"
                        + "02D096");

        ByteReader reader = new ByteReader(written);
        assertThat(reader.u8()).isEqualTo(0xFE);
        assertThat(reader.u16()).isEqualTo(0x1234);
        assertThat(reader.u32()).isEqualTo(0x89ABCDEFL);
        assertThat(reader.i64()).isEqualTo(-2);
        assertThat(reader.guid()).isEqualTo(GUID);
        assertThat(reader.bytes16(2)).containsExactly(1, 2);
        assertThat(reader.bytes32(1)).containsExactly(3);
        assertThat(reader.text(2)).isEqualTo("Ж");
        reader.requireEnd();
    }

    @Test
    void aCutStructureIsNamedAtEachLength() throws Exception {
        byte[] written = new ByteWriter().u32(7).text("backup").i64(1).toByteArray();
        for (int length = 0; length < written.length; length++) {
            ByteReader reader = new ByteReader(java.util.Arrays.copyOf(written, length));
            assertThatThrownBy(() -> {
                        reader.u32();
                        reader.text(100);
                        reader.size64();
                    })
                    .as("cut at %d", length)
                    .isInstanceOf(ByteReader.Malformed.class);
        }
    }

    @Test
    void lengthsOverTheirBoundNegativeSizesAndLeftoversAreRefused() {
        assertThatThrownBy(() -> new ByteReader(new byte[] {0, 3, 1, 2, 3}).bytes16(2))
                .isInstanceOf(ByteReader.Malformed.class)
                .hasMessageContaining("3")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> new ByteReader(new byte[] {-1, -1, -1, -1, 0}).bytes32(Integer.MAX_VALUE))
                .isInstanceOf(ByteReader.Malformed.class);
        assertThatThrownBy(() -> new ByteReader(new byte[] {-1, 0, 0, 0, 0, 0, 0, 0}).size64())
                .isInstanceOf(ByteReader.Malformed.class);
        assertThatThrownBy(() -> new ByteReader(new byte[] {0, 1, (byte) 0xFF}).text(9))
                .isInstanceOf(ByteReader.Malformed.class);
        assertThatThrownBy(() -> new ByteReader(new byte[1]).requireEnd()).isInstanceOf(ByteReader.Malformed.class);
        assertThatThrownBy(() -> new ByteWriter().u16(65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteWriter().u8(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSecretIsWipedPrintsItsLengthAndNeedsTheOwnersPermit() {
        byte[] adopted = {1, 2, 3};
        SecretBytes secret = SecretBytes.adopt(adopted);
        byte[][] leaked = new byte[1][];
        int sum = secret.use(SecretAccess.GRANTED, raw -> {
            leaked[0] = raw;
            return raw[0] + raw[1] + raw[2];
        });
        assertThat(sum).isEqualTo(6);
        assertThat(leaked[0]).containsOnly(0);
        assertThat(secret).hasToString("SecretBytes[3 bytes]");
        assertThat(secret).isEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 3}));
        assertThat(secret).isNotEqualTo(SecretBytes.copyOf(new byte[] {1, 2, 4}));
        SecretBytes second = secret.copy();

        secret.close();

        assertThat(adopted).containsOnly(0);
        assertThatThrownBy(() -> secret.reveal(SecretAccess.GRANTED)).isInstanceOf(IllegalStateException.class);
        assertThat(second.reveal(SecretAccess.GRANTED)).containsExactly(1, 2, 3);
    }

    @Test
    void passwordsBecomeUtf8() {
        String text = "Päß-Жук-🔑";
        assertThat(SecretBytes.ofUtf8(text.toCharArray()).reveal(SecretAccess.GRANTED))
                .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(SecretBytes.ofUtf8(new char[] {'a', '\uD83D'}).reveal(SecretAccess.GRANTED))
                .isEqualTo("a?".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void hexIsUpperCaseAndReadsEitherCase() {
        assertThat(Hex.literal(new byte[] {0x0A, (byte) 0xFF})).isEqualTo("0x0AFF");
        assertThat(Hex.parse("0x0aFF")).containsExactly(0x0A, 0xFF);
        assertThatThrownBy(() -> Hex.parse("0xABC")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sizesPrintForPeople() {
        assertThat(new ByteSize(1)).hasToString("1 byte");
        assertThat(new ByteSize(1023)).hasToString("1023 bytes");
        assertThat(new ByteSize(1536)).hasToString("1.5 KiB");
        assertThat(ByteSize.mebibytes(3 * 1024)).hasToString("3.0 GiB");
        assertThat(new ByteSize(Long.MAX_VALUE)).hasToString("8.0 EiB");
    }
}
