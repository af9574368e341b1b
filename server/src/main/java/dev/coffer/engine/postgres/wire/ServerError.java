package dev.coffer.engine.postgres.wire;

import java.io.IOException;

/** The server refused or broke off what it was asked for: its own ErrorResponse. */
public final class ServerError extends IOException {
    private static final long serialVersionUID = 1L;

    private final String sqlState;

    ServerError(String sqlState, String message) {
        super(message);
        this.sqlState = sqlState;
    }

    /** Five characters; PostgreSQL's appendix "Error Codes". */
    public String sqlState() {
        return sqlState;
    }
}
