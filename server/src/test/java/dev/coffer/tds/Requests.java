package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies of requests as clients of 7.4 write them. */
final class Requests {

    private static final int FIXED_BYTES = 94;

    private Requests() {}

    static byte[] prelogin() {
        return new byte[] {0, 0, 11, 0, 6, 1, 0, 17, 0, 1, (byte) 0xFF, 9, 0, 0, 0, 0, 0, 2};
    }

    /** @param utf8 whether the client sends features, UTF8_SUPPORT among them */
    static byte[] login(String user, String password, String database, boolean utf8) {
        return login(TdsVersion.V7_4, user, password, database, utf8);
    }

    /** The same of another version. */
    static byte[] login(TdsVersion version, String user, String password, String database, boolean utf8) {
        ByteBuf fixed = Unpooled.buffer();
        ByteBuf variable = Unpooled.buffer();
        fixed.writeIntLE(0)
                .writeIntLE(version.number())
                .writeIntLE(8000)
                .writeIntLE(7)
                .writeIntLE(4711);
        fixed.writeIntLE(0).writeByte(0xE0).writeByte(3).writeByte(0).writeByte(utf8 ? 0x10 : 0);
        fixed.writeIntLE(0).writeIntLE(0x409);
        for (String text : List.of("host", user)) {
            field(fixed, variable, text.getBytes(StandardCharsets.UTF_16LE), text.length());
        }
        field(fixed, variable, scrambled(password), password.length());
        for (String text : List.of("test", "server")) {
            field(fixed, variable, text.getBytes(StandardCharsets.UTF_16LE), text.length());
        }
        int extensionAt = FIXED_BYTES + variable.writerIndex();
        fixed.writeShortLE(extensionAt).writeShortLE(4);
        variable.writeIntLE(extensionAt + 4);
        variable.writeByte(0x04).writeIntLE(1).writeByte(1);
        variable.writeByte(0x0A).writeIntLE(1).writeByte(1).writeByte(0xFF);
        for (String text : List.of("library", "", database)) {
            field(fixed, variable, text.getBytes(StandardCharsets.UTF_16LE), text.length());
        }
        fixed.writeZero(6);
        for (int index = 0; index < 3; index++) {
            field(fixed, variable, new byte[0], 0);
        }
        fixed.writeIntLE(0);
        fixed.setIntLE(0, FIXED_BYTES + variable.readableBytes());
        return bytes(fixed.writeBytes(variable));
    }

    private static void field(ByteBuf fixed, ByteBuf variable, byte[] content, int characters) {
        fixed.writeShortLE(FIXED_BYTES + variable.writerIndex()).writeShortLE(characters);
        variable.writeBytes(content);
    }

    private static byte[] scrambled(String password) {
        byte[] bytes = password.getBytes(StandardCharsets.UTF_16LE);
        for (int index = 0; index < bytes.length; index++) {
            int swapped = (bytes[index] & 0x0F) << 4 | (bytes[index] & 0xF0) >>> 4;
            bytes[index] = (byte) (swapped ^ 0xA5);
        }
        return bytes;
    }

    static byte[] batch(String text) {
        return bytes(headers().writeBytes(text.getBytes(StandardCharsets.UTF_16LE)));
    }

    /** sp_executesql with parameters of many types. */
    static byte[] call() {
        ByteBuf out = headers().writeShortLE(0xFFFF).writeShortLE(10).writeShortLE(0);
        parameter(out, "", 0xE7).writeShortLE(8000).writeZero(5).writeShortLE(16);
        out.writeBytes("SELECT 1".getBytes(StandardCharsets.UTF_16LE));
        parameter(out, "@a", 0x26).writeByte(4).writeByte(4).writeIntLE(42);
        parameter(out, "@b", 0xE7)
                .writeShortLE(0xFFFF)
                .writeZero(5)
                .writeLongLE(-2)
                .writeIntLE(2);
        out.writeShortLE('x').writeIntLE(0);
        parameter(out, "@c", 0x6C)
                .writeByte(17)
                .writeByte(38)
                .writeByte(4)
                .writeByte(5)
                .writeByte(1)
                .writeIntLE(99);
        parameter(out, "@d", 0x2A).writeByte(7).writeByte(8).writeZero(8);
        parameter(out, "@e", 0x2B).writeByte(3).writeByte(9).writeZero(9);
        parameter(out, "@f", 0x6F).writeByte(8).writeByte(8).writeLongLE(1);
        parameter(out, "@g", 0x24).writeByte(16).writeByte(16).writeZero(16);
        parameter(out, "@h", 0xA5).writeShortLE(0xFFFF).writeLongLE(-1);
        parameter(out, "@i", 0xA7)
                .writeShortLE(10)
                .writeBytes(new byte[] {9, 4, 0, 0x26, 0})
                .writeShortLE(1);
        out.writeByte('z');
        parameter(out, "@j", 0x62)
                .writeIntLE(8009)
                .writeIntLE(6)
                .writeByte(0x38)
                .writeByte(0)
                .writeIntLE(5);
        parameter(out, "@k", 0x6E).writeByte(8).writeByte(8).writeLongLE(1);
        parameter(out, "@l", 0x63).writeIntLE(100).writeZero(5).writeIntLE(2).writeShortLE('y');
        parameter(out, "@m", 0x28).writeByte(3).writeMedium(1);
        parameter(out, "@n", 0x68).writeByte(1).writeByte(0);
        return bytes(out);
    }

    private static ByteBuf parameter(ByteBuf out, String name, int type) {
        Dialect.writeShortText(out, name);
        return out.writeByte(0).writeByte(type);
    }

    /** A bulk load of an int, a string and bytes in parts. */
    static byte[] rows() {
        ByteBuf out = Unpooled.buffer().writeByte(0x81).writeShortLE(3);
        column(out, 0x26).writeByte(4);
        Dialect.writeShortText(out, "id");
        column(out, 0xE7).writeShortLE(20).writeZero(5);
        Dialect.writeShortText(out, "name");
        column(out, 0xA5).writeShortLE(0xFFFF);
        Dialect.writeShortText(out, "data");
        for (int id = 0; id < 3; id++) {
            out.writeByte(0xD1).writeByte(4).writeIntLE(id).writeShortLE(2).writeShortLE('n');
            out.writeLongLE(-2)
                    .writeIntLE(2)
                    .writeShortLE(id)
                    .writeIntLE(1)
                    .writeByte(7)
                    .writeIntLE(0);
        }
        return bytes(out.writeByte(0xFD).writeZero(12));
    }

    private static ByteBuf column(ByteBuf out, int type) {
        return out.writeIntLE(0).writeShortLE(9).writeByte(type);
    }

    static byte[] begin() {
        return bytes(headers().writeShortLE(5).writeByte(2).writeByte(0));
    }

    private static ByteBuf headers() {
        return Unpooled.buffer()
                .writeIntLE(22)
                .writeIntLE(18)
                .writeShortLE(2)
                .writeLongLE(0)
                .writeIntLE(1);
    }

    private static byte[] bytes(ByteBuf out) {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }
}
