package dev.coffer.engine.postgres.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Messages over a connection: a type byte, a length that counts itself, a body. Confined to one thread, except that
 * closing the socket beneath ends a wait from any.
 */
final class WireChannel {

    /** The server sends at most 128 KiB of WAL and 32 KiB of files at once; what is longer is no such server. */
    static final int LARGEST_MESSAGE_BYTES = 1 << 20;

    private static final int LENGTH_BYTES = 4;
    private static final int USUAL_MESSAGE_BYTES = 1 << 16;
    private static final String FATAL_SEVERITY_UNKNOWN = "XX000";

    private final DataInputStream input;
    private final DataOutputStream output;
    private byte[] buffer = new byte[USUAL_MESSAGE_BYTES];

    WireChannel(InputStream input, OutputStream output) {
        this.input = new DataInputStream(new BufferedInputStream(input, USUAL_MESSAGE_BYTES));
        this.output = new DataOutputStream(output);
    }

    /**
     * The next message, which holds until the next call. Notices and changed parameters are passed over: nothing here
     * depends on them.
     *
     * @throws ServerError for an ErrorResponse
     * @throws java.io.EOFException when the server is gone
     */
    Message read() throws IOException {
        while (true) {
            char type = (char) input.readUnsignedByte();
            int length = input.readInt() - LENGTH_BYTES;
            if (length < 0 || length > LARGEST_MESSAGE_BYTES) {
                throw new ProtocolViolation("A message of " + (length + (long) LENGTH_BYTES) + " bytes");
            }
            if (length > buffer.length) {
                buffer = new byte[LARGEST_MESSAGE_BYTES];
            }
            input.readFully(buffer, 0, length);
            Message message = new Message(type, ByteBuffer.wrap(buffer, 0, length));
            switch (type) {
                case 'E' -> throw error(message);
                case 'N', 'S', 'A' -> {
                    continue;
                }
                default -> {
                    return message;
                }
            }
        }
    }

    /** Whether a message has begun to arrive, so that {@link #read} does not wait for its first byte. */
    boolean hasInput() throws IOException {
        return input.available() > 0;
    }

    /** @throws ProtocolViolation when the next message is none of these */
    Message expect(char... types) throws IOException {
        Message message = read();
        for (char type : types) {
            if (message.type() == type) {
                return message;
            }
        }
        throw new ProtocolViolation("A message of type " + message.type() + " instead of " + Arrays.toString(types));
    }

    void send(char type, byte[] body) throws IOException {
        output.writeByte(type);
        output.writeInt(body.length + LENGTH_BYTES);
        output.write(body);
        output.flush();
    }

    /** A message without a type: the first of a connection. */
    void sendUntyped(byte[] body) throws IOException {
        output.writeInt(body.length + LENGTH_BYTES);
        output.write(body);
        output.flush();
    }

    /** Fields of one byte and a text each: code C is the SQLSTATE, M the message, D and H say more. */
    private static ServerError error(Message message) throws IOException {
        String state = FATAL_SEVERITY_UNKNOWN;
        String text = "";
        String more = "";
        for (int code = message.int8(); code != 0; code = message.int8()) {
            String value = message.text();
            switch (code) {
                case 'C' -> state = value;
                case 'M' -> text = value;
                case 'D', 'H' -> more += ' ' + value;
                default -> {
                    // Position, file and line of the server's source say nothing to whoever runs a backup.
                }
            }
        }
        return new ServerError(
                state,
                List.of(text, more.strip()).stream()
                        .filter(part -> !part.isEmpty())
                        .reduce((one, other) -> one + ". " + other)
                        .orElse(state));
    }
}
