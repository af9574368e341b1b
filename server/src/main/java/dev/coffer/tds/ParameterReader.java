package dev.coffer.tds;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.result.Parameter.Direction;
import dev.coffer.result.SqlType;
import org.jspecify.annotations.Nullable;

/** Reads a parameter of an RPC: name, flags, type and value (MS-TDS 2.2.6.6). */
final class ParameterReader {

    private static final int BY_REFERENCE = 0x01;
    private static final int DEFAULT = 0x02;
    private static final int ENCRYPTED = 0x08;
    private static final int MAX_NAME = 128;

    private ParameterReader() {}

    /** @throws SqlError NOT_SUPPORTED for types that are not served; the rest of the message cannot be read then */
    static Parameter read(TdsReader in, Dialect dialect) throws MalformedMessage, SqlError {
        int characters = in.u8();
        if (characters > MAX_NAME) {
            throw new MalformedMessage("A parameter's name of " + characters + " characters");
        }
        String name = in.text(characters);
        int flags = in.u8();
        if ((flags & ENCRYPTED) != 0) {
            throw Message.NOT_SUPPORTED.error("An encrypted parameter");
        }
        WireType type = WireType.read(in, dialect);
        @Nullable Object value = type.readValue(in);
        SqlType declared = type.declared();
        Direction direction =
                (flags & BY_REFERENCE) != 0 ? Direction.OUT : (flags & DEFAULT) != 0 ? Direction.DEFAULT : Direction.IN;
        return new Parameter(name, declared, value, direction);
    }
}
