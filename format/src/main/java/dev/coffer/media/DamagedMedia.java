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
    private final int familyNumber;

    public DamagedMedia(Kind kind, String message) {
        super(message);
        this.kind = kind;
        this.familyNumber = 0;
    }

    private DamagedMedia(DamagedMedia cause, int familyNumber) {
        super("Family " + familyNumber + ": " + cause.getMessage(), cause);
        this.kind = cause.kind;
        this.familyNumber = familyNumber;
    }

    /** The same, said of one family of a media set. */
    public DamagedMedia in(int family) {
        return familyNumber > 0 ? this : new DamagedMedia(this, family);
    }

    /** The family that is damaged, where several were read; 0 where only one was. */
    public int familyNumber() {
        return familyNumber;
    }

    public Kind kind() {
        return kind;
    }
}
