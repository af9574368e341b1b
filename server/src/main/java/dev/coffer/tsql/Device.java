package dev.coffer.tsql;

/**
 * A backup device, as {@code DISK = 'path'} names it.
 *
 * @param path as written: a Windows path, a Unix path, a bare file name, or NUL
 */
public record Device(Text path) {
    public Position position() {
        return path.position();
    }

    @Override
    public String toString() {
        return "DISK = " + path;
    }
}
