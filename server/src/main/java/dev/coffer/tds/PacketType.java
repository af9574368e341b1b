package dev.coffer.tds;

/** What a message is, by the first byte of its packets (MS-TDS 2.2.3.1.1). */
enum PacketType {
    SQL_BATCH(1),
    RPC(3),
    /** What the server sends. */
    RESPONSE(4),
    ATTENTION(6),
    BULK_LOAD(7),
    FEDERATED_TOKEN(8),
    TRANSACTION(14),
    LOGIN(16),
    SSPI(17),
    PRELOGIN(18);

    /** Bytes of a packet's header. */
    static final int HEADER_BYTES = 8;

    /** The last packet of its message. */
    static final int END_OF_MESSAGE = 0x01;

    /** With the end: the client takes the message back. */
    static final int IGNORE = 0x02;

    static final int RESET_CONNECTION = 0x08;
    static final int RESET_KEEPING_TRANSACTION = 0x10;

    /** Longest packet that any version negotiates, header included. */
    static final int MAX_PACKET_BYTES = 32767;

    private final int code;

    PacketType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** @throws MalformedMessage for a byte that no client begins a message with */
    static PacketType of(int code) throws MalformedMessage {
        return switch (code) {
            case 1 -> SQL_BATCH;
            case 3 -> RPC;
            case 6 -> ATTENTION;
            case 7 -> BULK_LOAD;
            case 8 -> FEDERATED_TOKEN;
            case 14 -> TRANSACTION;
            case 16 -> LOGIN;
            case 17 -> SSPI;
            case 18 -> PRELOGIN;
            default -> throw new MalformedMessage("Packet type " + code + " is not one that clients send");
        };
    }
}
