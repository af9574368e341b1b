package dev.coffer.tds;

/**
 * A whole message of a client.
 *
 * @param status flags of its first packet, and IGNORE of its last
 * @param body without packet headers
 */
record InboundMessage(PacketType type, int status, byte[] body) {

    boolean ignored() {
        return (status & PacketType.IGNORE) != 0;
    }

    /** Whether the session is reset before the message runs. */
    boolean resets() {
        return (status & (PacketType.RESET_CONNECTION | PacketType.RESET_KEEPING_TRANSACTION)) != 0;
    }

    boolean keepsTransaction() {
        return (status & PacketType.RESET_KEEPING_TRANSACTION) != 0;
    }
}
