package dev.coffer.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large parts are, and how many of them are in memory. */
class TransferTest {

    private static final long MEBIBYTE = 1L << 20;
    private static final long TEBIBYTE = 1L << 40;
    private static final PartRules S3 = new PartRules(5 * MEBIBYTE, 5L << 30, 10_000);
    private static final PartRules AZURE = new PartRules(1, 4000 * MEBIBYTE, 50_000);

    private static Transfer of(int fileCount) {
        return Transfer.of(OptionalInt.empty(), OptionalInt.empty(), fileCount);
    }

    /** Of all files of the statement. */
    private static long memoryBytes(Transfer transfer, int fileCount, long expectedBytes, PartRules rules) {
        int partBytes = transfer.partBytesFor(expectedBytes, rules);
        return (long) partBytes * transfer.buffersOf(partBytes) * fileCount;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 12, 13, 25, 26, 64})
    void memoryIsBoundedWhateverTheNumberOfStripes(int files) {
        long bound = Math.max(128, 5L * files) * MEBIBYTE;
        for (long expected : new long[] {0, 100 * MEBIBYTE, TEBIBYTE, 50 * TEBIBYTE}) {
            assertThat(memoryBytes(of(files), files, expected, S3)).isLessThanOrEqualTo(bound);
            assertThat(memoryBytes(of(files), files, expected, AZURE)).isLessThanOrEqualTo(bound);
        }
        Transfer asked = Transfer.of(OptionalInt.of(20 << 20), OptionalInt.of(1000), files);
        assertThat(memoryBytes(asked, files, 0, S3)).isLessThanOrEqualTo(bound);
        assertThat(memoryBytes(asked, files, 0, AZURE)).isLessThanOrEqualTo(bound);
    }

    @Test
    void whatIsAskedIsHonoured() {
        Transfer asked = Transfer.of(OptionalInt.of(20 << 20), OptionalInt.of(3), 1);
        assertThat(asked.partBytesFor(0, S3)).isEqualTo(20 << 20);
        assertThat(asked.buffersOf(20 << 20)).isEqualTo(3);
        assertThat(of(1).partBytesFor(0, S3)).isEqualTo(Transfer.DEFAULT_PART_BYTES);
        assertThat(of(1).buffersOf(Transfer.DEFAULT_PART_BYTES)).isEqualTo(5);
    }

    @Test
    void aLongFileHasPartsThatSuffice() {
        int partBytes = of(1).partBytesFor(TEBIBYTE, S3);
        assertThat((long) partBytes * S3.maxPartCount()).isGreaterThan(TEBIBYTE);
        assertThat((long) of(64).partBytesFor(TEBIBYTE / 8, AZURE) * AZURE.maxPartCount())
                .isGreaterThan(TEBIBYTE / 8);
    }
}
