package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three sets on one media, the first of them damaged: a position always means the set that has it. */
class DamagedMediaTest {

    private static final long IN_THE_CORE = 500;
    private static final int MALFORMED = 3241;
    private static final int NOT_THERE = 4038;
    private static final int TERMINATING = 3013;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private String device = "";

    @BeforeEach
    void backUpThreeTimes() throws IOException {
        Path file = test.folder().resolve("three.bak");
        device = " FROM DISK = '" + file + "'";
        test.run(
                "CREATE DATABASE A",
                "CREATE TABLE A.dbo.T (Which nvarchar(10))",
                "INSERT INTO A.dbo.T VALUES ('none')");
        for (String which : new String[] {"one", "two", "three"}) {
            test.run("UPDATE A.dbo.T SET Which = '" + which + "'", "BACKUP DATABASE A TO DISK = '" + file + "'");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xFF}), IN_THE_CORE);
        }
    }

    @Test
    void restoresTheSetThatWasAskedForOrNone() {
        for (String first : new String[] {"", " WITH FILE = 1"}) {
            assertThat(errors("RESTORE DATABASE B" + device + first)).containsExactly(MALFORMED, TERMINATING);
            assertThat(errors("RESTORE VERIFYONLY" + device + first)).containsExactly(MALFORMED, TERMINATING);
        }
        assertThat(errors("RESTORE DATABASE B" + device + " WITH FILE = 4")).containsExactly(NOT_THERE, TERMINATING);
        test.run("RESTORE DATABASE B" + device + " WITH FILE = 2", "RESTORE DATABASE C" + device + " WITH FILE = 3");
        assertThat(value("SELECT Which FROM B.dbo.T")).isEqualTo("two");
        assertThat(value("SELECT Which FROM C.dbo.T")).isEqualTo("three");
    }

    @Test
    void listsTheOthersAndSaysWhatIsMissing() {
        Answers answers = TestInstance.run(test.newSession(), "RESTORE HEADERONLY" + device);
        assertThat(answers.errors()).isEmpty();
        assertThat(answers.rows(0))
                .extracting(row -> row.get(positionColumn(answers)))
                .containsExactly((short) 2, (short) 3);
        assertThat(answers.texts()).contains("holds a damaged backup set that is not listed");
    }

    private static int positionColumn(Answers answers) {
        return answers.columns(0).stream().map(column -> column.name()).toList().indexOf("Position");
    }

    private java.util.List<Integer> errors(String batch) {
        return TestInstance.run(test.newSession(), batch).errorNumbers();
    }

    private Object value(String query) {
        return String.valueOf(
                TestInstance.run(test.newSession(), query).rows(0).get(0).get(0));
    }
}
