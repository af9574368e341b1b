package dev.coffer.storage.objects;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one file is sent, kept and read.
 *
 * @param partBytes as the statement asks (MAXTRANSFERSIZE); otherwise chosen by the size that is expected
 * @param bufferCount parts in memory, as the statement asks (BUFFERCOUNT); within the budget
 * @param budgetBytes of all buffers together; one part is in memory even where it is larger
 * @param retainUntil until when the service is to let nobody remove what is sent
 */
public record Transfer(
        OptionalInt partBytes, OptionalInt bufferCount, long budgetBytes, Optional<Instant> retainUntil) {

    /** Of one statement, shared by its files: a fraction of the smallest heap that Coffer is started with. */
    private static final long STATEMENT_BUDGET_BYTES = 128L << 20;

    /** The smallest part that S3 takes. */
    private static final long LEAST_LARGEST_BYTES = 5L << 20;

    static final int DEFAULT_PART_BYTES = 8 << 20;
    private static final int DEFAULT_BUFFER_COUNT = 5;
    private static final int MAX_BUFFER_COUNT = 32;

    /** @param fileCount that one statement writes or reads at the same time */
    public static Transfer of(OptionalInt partBytes, OptionalInt bufferCount, int fileCount) {
        return new Transfer(partBytes, bufferCount, STATEMENT_BUDGET_BYTES / fileCount, Optional.empty());
    }

    /** The same, and what is sent is kept until then. */
    public Transfer retaining(Optional<Instant> until) {
        return new Transfer(partBytes, bufferCount, budgetBytes, until);
    }

    /** One file, nothing asked. */
    public static Transfer ordinary() {
        return of(OptionalInt.empty(), OptionalInt.empty(), 1);
    }

    /** The largest part that one file may hold in memory: the budget, or what the size of a long file asks for. */
    long largestPartBytes(PartRules rules) {
        long most = Math.max(budgetBytes, LEAST_LARGEST_BYTES);
        return Math.max(Math.min(most, rules.maxPartBytes()), rules.minPartBytes());
    }

    /**
     * The size of parts with which a file of that length stays below the service's number of parts, if any does. Where
     * neither that nor the statement asks for more, the budget holds two: one that is sent and one that is filled.
     */
    int partBytesFor(long expectedBytes, PartRules rules) {
        long wanted = partBytes.orElse((int) Math.min(DEFAULT_PART_BYTES, budgetBytes / 2));
        if (partBytes.isEmpty()) {
            // A tenth of the parts is kept back: a database grows while it is backed up.
            long needed = expectedBytes / (rules.maxPartCount() - rules.maxPartCount() / 10) + 1;
            wanted = Math.max(wanted, roundedToMebibytes(needed));
        }
        return (int) Math.min(Math.max(wanted, rules.minPartBytes()), largestPartBytes(rules));
    }

    private static long roundedToMebibytes(long bytes) {
        return (bytes + (1L << 20) - 1) >> 20 << 20;
    }

    /** Buffers of that size that may be in memory at once; with one, whoever fills it again waits until it is sent. */
    int buffersOf(int bytesOfOne) {
        int asked = Math.min(bufferCount.orElse(DEFAULT_BUFFER_COUNT), MAX_BUFFER_COUNT);
        return (int) Math.max(Math.min(asked, budgetBytes / bytesOfOne), 1);
    }
}
