package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client says before the login (MS-TDS 2.2.6.5): options, each a byte with offset and length (2 bytes each,
 * big-endian, from the start of the message), ended by 0xFF, then their values.
 *
 * @param encryption what the client asks for; {@link #ENCRYPT_NOT_SUPPORTED} when it does not say
 * @param federated whether it asked about federated authentication, which is then answered
 */
record Prelogin(int encryption, boolean federated) {

    static final int ENCRYPT_OFF = 0;
    static final int ENCRYPT_ON = 1;
    static final int ENCRYPT_NOT_SUPPORTED = 2;
    static final int ENCRYPT_REQUIRED = 3;

    private static final int VERSION = 0;
    private static final int ENCRYPTION = 1;
    private static final int INSTANCE = 2;
    private static final int THREAD_ID = 3;
    private static final int MARS = 4;
    private static final int FEDERATED = 6;
    private static final int TERMINATOR = 0xFF;

    private static final int MAX_OPTIONS = 16;
    private static final int OPTION_BYTES = 5;

    static Prelogin read(byte[] message) throws MalformedMessage {
        TdsReader options = new TdsReader(message);
        int encryption = ENCRYPT_NOT_SUPPORTED;
        boolean federated = false;
        for (int count = 0; ; count++) {
            int option = options.u8();
            if (option == TERMINATOR) {
                return new Prelogin(encryption, federated);
            }
            if (count == MAX_OPTIONS) {
                throw new MalformedMessage("PRELOGIN has more than " + MAX_OPTIONS + " options");
            }
            int offset = options.u16BigEndian();
            int length = options.u16BigEndian();
            TdsReader value = new TdsReader(message);
            value.seek(offset);
            byte[] content = value.raw(length);
            if (option == ENCRYPTION && length > 0) {
                encryption = content[0] & 0x7F;
            }
            federated |= option == FEDERATED;
        }
    }

    /** Whether TLS begins after the answer; the other clients were told so and must give up or encrypt all the same. */
    static int answerTo(int encryption) {
        return encryption == ENCRYPT_ON || encryption == ENCRYPT_REQUIRED ? ENCRYPT_ON : ENCRYPT_REQUIRED;
    }

    /** The answer's body. MARS is always answered, and refused: FreeTDS falls back to 7.1 when it is not. */
    ByteBuf answer(int answeredEncryption) {
        Map<Integer, byte[]> options = new LinkedHashMap<>();
        options.put(VERSION, ProductVersion.prelogin());
        options.put(ENCRYPTION, new byte[] {(byte) answeredEncryption});
        options.put(INSTANCE, new byte[] {0});
        options.put(THREAD_ID, new byte[0]);
        options.put(MARS, new byte[] {0});
        if (federated) {
            options.put(FEDERATED, new byte[] {0});
        }
        ByteBuf answer = Unpooled.buffer();
        int offset = options.size() * OPTION_BYTES + 1;
        for (Map.Entry<Integer, byte[]> option : options.entrySet()) {
            answer.writeByte(option.getKey()).writeShort(offset).writeShort(option.getValue().length);
            offset += option.getValue().length;
        }
        answer.writeByte(TERMINATOR);
        options.values().forEach(answer::writeBytes);
        return answer;
    }
}
