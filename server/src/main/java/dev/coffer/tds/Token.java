package dev.coffer.tds;

import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlMessage;
import io.netty.buffer.ByteBuf;
import java.util.List;

/** A token of a response, which writes itself (MS-TDS 2.2.7). */
sealed interface Token {

    void writeTo(ByteBuf out, Dialect dialect);

    /** Writes what comes behind a length of two bytes, then the length. */
    private static void sized(ByteBuf out, int code, Runnable content) {
        out.writeByte(code);
        int lengthAt = out.writerIndex();
        out.writeShortLE(0);
        content.run();
        out.setShortLE(lengthAt, out.writerIndex() - lengthAt - 2);
    }

    /** ENVCHANGE (2.2.7.9) of text values: type, new, old. */
    record TextChange(int type, String fresh, String old) implements Token {
        static final int DATABASE = 1;
        static final int LANGUAGE = 2;
        static final int PACKET_SIZE = 4;

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            sized(out, 0xE3, () -> {
                out.writeByte(type);
                Dialect.writeShortText(out, fresh);
                Dialect.writeShortText(out, old);
            });
        }
    }

    /** ENVCHANGE (2.2.7.9) of binary values: type, new, old. */
    record BinaryChange(int type, byte[] fresh, byte[] old) implements Token {
        static final int COLLATION = 7;
        static final int BEGIN = 8;
        static final int COMMIT = 9;
        static final int ROLLBACK = 10;
        static final int RESET = 18;

        private static final byte[] NOTHING = new byte[0];

        static BinaryChange collation(Dialect dialect) {
            return new BinaryChange(COLLATION, Collation.of(dialect), NOTHING);
        }

        static BinaryChange reset() {
            return new BinaryChange(RESET, NOTHING, NOTHING);
        }

        /** The descriptor of the transaction that began stands in the new value, of one that ended in the old. */
        static BinaryChange transaction(int type, long descriptor) {
            byte[] bytes = new byte[Long.BYTES];
            for (int index = 0; index < bytes.length; index++) {
                bytes[index] = (byte) (descriptor >>> (8 * index));
            }
            return type == BEGIN ? new BinaryChange(type, bytes, NOTHING) : new BinaryChange(type, NOTHING, bytes);
        }

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            sized(
                    out,
                    0xE3,
                    () -> out.writeByte(type)
                            .writeByte(fresh.length)
                            .writeBytes(fresh)
                            .writeByte(old.length)
                            .writeBytes(old));
        }
    }

    /** ERROR (2.2.7.10) or INFO (2.2.7.13). Severity 10 goes as class 0, as SQL Server sends it. */
    record Said(SqlMessage message, String server) implements Token {
        private static final int ERROR = 0xAA;
        private static final int INFO = 0xAB;
        private static final int INFORMATIONAL = 10;

        /** Keeps the token below 64 KiB. */
        private static final int MAX_TEXT = 16_000;

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            sized(out, message.isError() ? ERROR : INFO, () -> {
                out.writeIntLE(message.number())
                        .writeByte(message.state())
                        .writeByte(message.severity() == INFORMATIONAL ? 0 : message.severity());
                Dialect.writeLongText(out, message.text(), MAX_TEXT);
                Dialect.writeShortText(out, server);
                Dialect.writeShortText(out, "");
                dialect.writeLine(out, message.line());
            });
        }
    }

    /** LOGINACK (2.2.7.14): interface, version (big-endian), program, its version. */
    record LoginAck() implements Token {
        private static final int TSQL = 1;

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            sized(out, 0xAD, () -> {
                out.writeByte(TSQL).writeInt(dialect.version().number());
                Dialect.writeShortText(out, ProductVersion.PROGRAM);
                out.writeBytes(ProductVersion.loginAck());
            });
        }
    }

    /** FEATUREEXTACK (2.2.7.11): UTF8_SUPPORT, when the client asked for it, and nothing else. */
    record FeatureAck() implements Token {
        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            out.writeByte(0xAE);
            if (dialect.utf8()) {
                out.writeByte(0x0A).writeIntLE(1).writeByte(1);
            }
            out.writeByte(0xFF);
        }
    }

    /** COLMETADATA (2.2.7.4). */
    record Columns(List<Column> columns, List<TypeCodec> codecs) implements Token {
        private static final int NULLABLE = 0x01;
        private static final int MAYBE_UPDATABLE = 0x08;

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            out.writeByte(0x81).writeShortLE(columns.size());
            for (int index = 0; index < columns.size(); index++) {
                Column column = columns.get(index);
                dialect.writeUserType(out);
                out.writeShortLE(column.nullable() ? NULLABLE | MAYBE_UPDATABLE : MAYBE_UPDATABLE);
                codecs.get(index).writeType(out);
                if (codecs.get(index).namesTable()) {
                    out.writeShortLE(0);
                }
                Dialect.writeShortText(out, column.name());
            }
        }
    }

    /** COLINFO (2.2.7.3): which columns are hidden. A number is one byte, so those behind 255 are not told. */
    record ColumnTraits(List<Column> columns) implements Token {
        private static final int EXPRESSION = 0x04;
        private static final int HIDDEN = 0x10;
        private static final int NO_TABLE = 0;
        private static final int MOST = 255;

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            sized(out, 0xA5, () -> {
                for (int number = 1; number <= Math.min(columns.size(), MOST); number++) {
                    boolean hidden = columns.get(number - 1).visibility() == Column.Visibility.HIDDEN;
                    out.writeByte(number).writeByte(NO_TABLE).writeByte(hidden ? EXPRESSION | HIDDEN : EXPRESSION);
                }
            });
        }
    }

    /** RETURNSTATUS (2.2.7.18). */
    record ReturnStatus(int status) implements Token {
        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            out.writeByte(0x79).writeIntLE(status);
        }
    }

    /** RETURNVALUE (2.2.7.19) of an OUT parameter, in its declared type. */
    record ReturnValue(int ordinal, Parameter parameter) implements Token {
        private static final int OUTPUT_PARAMETER = 1;

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            TypeCodec codec = TypeCodecs.of(parameter.type(), dialect);
            out.writeByte(0xAC).writeShortLE(ordinal);
            Dialect.writeShortText(out, parameter.name());
            out.writeByte(OUTPUT_PARAMETER);
            dialect.writeUserType(out);
            out.writeShortLE(0);
            codec.writeType(out);
            codec.writeValue(out, parameter.value());
        }
    }

    /**
     * DONE, DONEPROC and DONEINPROC (2.2.7.6 to 2.2.7.8).
     *
     * @param rowCount rows counted; only told with the flag COUNT
     */
    record Done(Kind kind, int status, int command, long rowCount) implements Token {
        static final int MORE = 0x01;
        static final int ERROR = 0x02;
        static final int COUNT = 0x10;
        static final int ATTENTION = 0x20;

        /** Which of the three. */
        enum Kind {
            STATEMENT(0xFD),
            PROCEDURE(0xFE),
            IN_PROCEDURE(0xFF);

            private final int code;

            Kind(int code) {
                this.code = code;
            }
        }

        static Done end(int status) {
            return new Done(Kind.STATEMENT, status, 0, 0);
        }

        Done with(int flag) {
            return new Done(kind, status | flag, command, rowCount);
        }

        @Override
        public void writeTo(ByteBuf out, Dialect dialect) {
            out.writeByte(kind.code).writeShortLE(status).writeShortLE(command);
            if (dialect.since2005()) {
                out.writeLongLE(rowCount);
            } else {
                out.writeIntLE((int) Math.min(rowCount, Integer.MAX_VALUE));
            }
        }
    }
}
