package dev.coffer.tds;

/** A client sent what no client should; the connection ends. The message says what and where, and quotes nothing. */
final class MalformedMessage extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessage(String message) {
        super(message);
    }
}
