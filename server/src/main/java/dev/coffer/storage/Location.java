package dev.coffer.storage;

/** Where a file is or will be: an absolute path on a disk, or a URL. Prints as it is. */
public record Location(String value) {
    @Override
    public String toString() {
        return value;
    }
}
