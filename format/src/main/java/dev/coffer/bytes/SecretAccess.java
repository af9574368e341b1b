package dev.coffer.bytes;

/**
 * The permit to read a secret. There is one value; writing its name is the point: a search for {@code SecretAccess}
 * lists every place of the code that sees key bytes.
 */
public enum SecretAccess {
    /** The caller handles the bytes it gets as a secret: bounded life, no log, no exception text. */
    GRANTED
}
