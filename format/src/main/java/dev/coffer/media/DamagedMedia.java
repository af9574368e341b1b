package dev.coffer.media;

/** The bytes are not a whole, untampered backup. The message says where and what, and never shows content. */
public class DamagedMedia extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of damage, so that callers can choose their error without reading the text. */
    public enum Kind {
        /** Not a Coffer media family at all. */
        FOREIGN,
        /** The file ends inside a set, or a set has no footer. */
        INCOMPLETE,
        /** Bytes were changed: a hash, MAC, signature or tag does not match. */
        ALTERED,
        /** A version, suite, codec or algorithm this reader does not know. */
        UNSUPPORTED
    }

    private final Kind kind;

    public DamagedMedia(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
