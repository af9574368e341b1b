package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.errors.Message;
import dev.coffer.result.SqlMessage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private static SqlMessage percent(int percent) {
        return new SqlMessage(Message.PERCENT_PROCESSED.number(), 10, 1, 1, percent + " percent processed.");
    }

    @Test
    void percentagesMoveOneLineAndTheLastOneStays() {
        PrintStream screen = new PrintStream(printed, true, StandardCharsets.UTF_8);
        ResultPrinter printer = new ResultPrinter(Outlets.to(screen), () -> "SRV", PrintFormat.standard());
        ProgressBar bar = new ProgressBar(printer, screen);
        bar.message(percent(25));
        bar.message(new SqlMessage(0, 0, 1, 1, "something else"));
        bar.message(percent(50));
        bar.message(percent(100));
        bar.end();
        String wipe = "\r\u001B[K";
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(wipe + "[" + "#".repeat(10) + " ".repeat(30) + "] 25 percent" + wipe
                        + "something else\n" + wipe + "[" + "#".repeat(20) + " ".repeat(20) + "] 50 percent" + wipe
                        + "100 percent processed.\n");
    }
}
