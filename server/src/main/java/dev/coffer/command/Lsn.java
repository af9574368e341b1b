package dev.coffer.command;

import java.math.BigInteger;

/**
 * Log sequence numbers as SQL Server shows them: numeric(25,0), ten digits for the log file, ten for the block, five
 * for the slot. PostgreSQL's 64-bit byte position fills the first two with its upper and lower half, so order is kept.
 */
final class Lsn {

    private static final BigInteger FILE = BigInteger.TEN.pow(15);
    private static final BigInteger BLOCK = BigInteger.TEN.pow(5);

    private Lsn() {}

    /** The position in bytes as numeric(25,0); slot 1, or 0 for position 0, which stands for "none". */
    static BigInteger ofPosition(BigInteger positionBytes) {
        if (positionBytes.signum() == 0) {
            return BigInteger.ZERO;
        }
        BigInteger lower = positionBytes.and(BigInteger.valueOf(0xFFFF_FFFFL));
        return positionBytes
                .shiftRight(32)
                .multiply(FILE)
                .add(lower.multiply(BLOCK))
                .add(BigInteger.ONE);
    }

    /** The position in bytes that {@link #ofPosition} showed so. */
    static BigInteger position(BigInteger lsn) {
        BigInteger[] fileAndRest = lsn.divideAndRemainder(FILE);
        return fileAndRest[0].shiftLeft(32).add(fileAndRest[1].divide(BLOCK));
    }

    /** As error logs print it: file, block and slot with colons between. */
    static String logged(BigInteger positionBytes) {
        BigInteger[] fileAndRest = ofPosition(positionBytes).divideAndRemainder(FILE);
        BigInteger[] blockAndSlot = fileAndRest[1].divideAndRemainder(BLOCK);
        return fileAndRest[0] + ":" + blockAndSlot[0] + ":" + blockAndSlot[1];
    }
}
