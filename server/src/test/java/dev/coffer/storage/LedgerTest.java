package dev.coffer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir
    private Path folder;

    @Test
    void entriesThatAPowerCutSpoiltDoNotHideTheOthers() throws IOException {
        Ledger ledger = new Ledger(folder.resolve("writing"));
        Ledger.Entry whole = ledger.enter("a.bak.part");
        Files.write(folder.resolve("writing/zeros.staged"), new byte[60]);
        Files.write(folder.resolve("writing/not-text.staged"), new byte[] {(byte) 0xC3, (byte) 0x28});
        assertThat(ledger.entries()).contains(whole).hasSize(2);
    }
}
