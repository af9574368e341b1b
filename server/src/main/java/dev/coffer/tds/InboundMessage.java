package dev.coffer.tds;

import org.jspecify.annotations.Nullable;

/**
 * A message of a client: a whole one, or a bulk load that has begun.
 *
 * @param status flags of its first packet, and IGNORE of its last
 * @param body without packet headers; empty for a bulk load
 * @param fate whether the body is there
 * @param load what comes of a bulk load; null for any other message
 */
record InboundMessage(
        PacketType type,
        int status,
        byte[] body,
        Fate fate,
        @Nullable PacketQueue load) {

    InboundMessage(PacketType type, int status, byte[] body) {
        this(type, status, body, Fate.WHOLE, null);
    }

    /** What became of a message's body. */
    enum Fate {
        WHOLE,
        /** There was no memory for it. */
        DROPPED
    }

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
