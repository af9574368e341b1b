package dev.coffer.session;

/** The request ended inside a nested batch; passes through the command that ran it. */
final class Ended extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Ended() {
        super("The request ended in a nested batch", null, false, false);
    }
}
