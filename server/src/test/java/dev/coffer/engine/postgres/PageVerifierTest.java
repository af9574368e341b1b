package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that the server writes while they are read. */
class PageVerifierTest {

    private static final int BLOCK = 7;
    private static final long START = 0x5000;
    private static final long LOG_END = 0x9000;

    @TempDir
    private Path folder;

    private FileChannel file;

    @BeforeEach
    void openFile() throws IOException {
        file = FileChannel.open(
                folder.resolve("16384"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @AfterEach
    void closeFile() throws IOException {
        file.close();
    }

    /** @param lsn of the last change of the page */
    private static byte[] page(int filling, long lsn) {
        byte[] page = new byte[PageChecksum.PAGE_BYTES];
        Arrays.fill(page, (byte) filling);
        ByteBuffer fields = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(0, (int) (lsn >>> 32)).putInt(4, (int) lsn);
        fields.putShort(8, (short) new PageChecksum().of(page, 0, BLOCK));
        return page;
    }

    private static byte[] torn(byte[] before, byte[] after) {
        byte[] page = before.clone();
        System.arraycopy(after, 0, page, 0, page.length / 2);
        return page;
    }

    private void write(byte[] page) {
        try {
            file.write(ByteBuffer.wrap(page), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private boolean verify(PageVerifier verifier, byte[] read) throws IOException {
        return verifier.verify(read, 0, file, 0, BLOCK);
    }

    @Test
    void aTornPageIsSoundOnceTheServerHasWrittenAllOfIt() throws Exception {
        byte[] after = page(2, START - 2);
        byte[] read = torn(page(1, START - 4), after);
        write(read);
        AtomicInteger pauses = new AtomicInteger();
        PageVerifier verifier = new PageVerifier(START, () -> LOG_END, micros -> {
            assertThat(micros).isPositive();
            if (pauses.incrementAndGet() == 2) {
                write(after);
            }
        });
        assertThat(verify(verifier, read)).isTrue();
        assertThat(read).as("the good reading is the one that is backed up").isEqualTo(after);
        assertThat(pauses).hasValue(2);
    }

    @Test
    void aPageThatStaysTornIsDamagedAndAFileFullOfThemIsNotWaitedFor() throws Exception {
        byte[] read = torn(page(1, START - 4), page(2, START - 2));
        write(read);
        AtomicInteger pauses = new AtomicInteger();
        PageVerifier verifier = new PageVerifier(START, () -> LOG_END, micros -> pauses.incrementAndGet());
        for (int i = 0; i < 1000; i++) {
            assertThat(verify(verifier, read.clone())).isFalse();
        }
        assertThat(pauses.get()).isBetween(3, 1000);
    }

    @Test
    void aPageOfTheBackupsSpanIsTheLogsBusinessAndOneOfTheFutureIsDamaged() throws Exception {
        PageVerifier verifier = new PageVerifier(START, () -> LOG_END, micros -> {});
        byte[] during = torn(page(1, START + 2), page(2, START + 4));
        write(during);
        assertThat(verify(verifier, during)).isTrue();
        byte[] future = page(1, LOG_END + 1);
        write(future);
        assertThat(verify(verifier, future)).isFalse();
    }

    @Test
    void aSpentQuotaIsAFullDisk() {
        assertThat(RestoreWork.isFull(new IOException("No space left on device")))
                .isTrue();
        assertThat(RestoreWork.isFull(new IOException("Disk quota exceeded"))).isTrue();
        assertThat(RestoreWork.isFull(new IOException("Input/output error"))).isFalse();
        assertThat(RestoreWork.isFull(new IllegalStateException("No space left")))
                .isFalse();
    }
}
