package dev.coffer.media;

import dev.coffer.bytes.ByteReader;

/** Short ways to say what is wrong with a file. */
final class Damage {

    private Damage() {}

    static DamagedMedia altered(String message) {
        return new DamagedMedia(DamagedMedia.Kind.ALTERED, message);
    }

    static DamagedMedia incomplete(String message) {
        return new DamagedMedia(DamagedMedia.Kind.INCOMPLETE, message);
    }

    static DamagedMedia unsupported(String message) {
        return new DamagedMedia(DamagedMedia.Kind.UNSUPPORTED, message);
    }

    static DamagedMedia malformed(String part, ByteReader.Malformed cause) {
        return altered("The " + part + " is malformed: " + cause.getMessage());
    }
}
