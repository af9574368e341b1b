package dev.coffer.engine.postgres.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One message of the server; its body is read from front to back and holds only until the next message is read. Every
 * field is checked against the end of the body.
 */
final class Message {

    private final char type;
    private final ByteBuffer body;

    Message(char type, ByteBuffer body) {
        this.type = type;
        this.body = body;
    }

    char type() {
        return type;
    }

    int remaining() {
        return body.remaining();
    }

    int int8() throws ProtocolViolation {
        try {
            return body.get() & 0xFF;
        } catch (BufferUnderflowException e) {
            throw cut();
        }
    }

    int int16() throws ProtocolViolation {
        try {
            return body.getShort();
        } catch (BufferUnderflowException e) {
            throw cut();
        }
    }

    int int32() throws ProtocolViolation {
        try {
            return body.getInt();
        } catch (BufferUnderflowException e) {
            throw cut();
        }
    }

    long int64() throws ProtocolViolation {
        try {
            return body.getLong();
        } catch (BufferUnderflowException e) {
            throw cut();
        }
    }

    /** A text up to its zero byte. */
    String text() throws ProtocolViolation {
        int from = body.position();
        while (body.hasRemaining()) {
            if (body.get() == 0) {
                int length = body.position() - 1 - from;
                return new String(body.array(), body.arrayOffset() + from, length, StandardCharsets.UTF_8);
            }
        }
        throw cut();
    }

    byte[] bytes(int length) throws ProtocolViolation {
        if (length < 0 || length > body.remaining()) {
            throw cut();
        }
        byte[] copy = new byte[length];
        body.get(copy);
        return copy;
    }

    /** The rest of the body, without a copy. */
    ByteBuffer rest() {
        return body;
    }

    private ProtocolViolation cut() {
        return new ProtocolViolation("A message of type " + type + " ends too early");
    }
}
