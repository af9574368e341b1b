package dev.coffer.bytes;

import java.util.Locale;

/**
 * A number of bytes that prints itself for people, in binary units.
 *
 * @param bytes at least 0
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size is at least 0, not " + bytes);
        }
    }

    /** @throws ArithmeticException when the product does not fit into 63 bits */
    public static ByteSize mebibytes(long mebibytes) {
        return new ByteSize(Math.multiplyExact(mebibytes, 1L << 20));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** {@code 17 bytes} below 1 KiB, otherwise one decimal and the largest unit that leaves at least 1. */
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        int exponent = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = bytes / (double) (1L << (10 * exponent));
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[exponent - 1]);
    }
}
