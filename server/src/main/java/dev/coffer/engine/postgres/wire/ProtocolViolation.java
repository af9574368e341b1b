package dev.coffer.engine.postgres.wire;

import java.io.IOException;

/** The other end does not speak the protocol, or breaks one of our bounds; the connection is of no use any more. */
public final class ProtocolViolation extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolViolation(String message) {
        super(message);
    }
}
