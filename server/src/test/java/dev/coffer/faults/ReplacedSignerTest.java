package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RESTORE SERVICE MASTER KEY ... FORCE gives the instance another signing key while a backup runs. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReplacedSignerTest {

    private static final String PASSWORD = "Slow ferries, 4 harbours";
    private static final int PERCENT_PROCESSED = 3211;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @RegisterExtension
    private final TestInstance other = new TestInstance();

    @Test
    void theBackupFailsAndLeavesNoFile() throws Exception {
        Path key = other.folder().resolve("other.smk");
        other.run("BACKUP SERVICE MASTER KEY TO FILE = '" + key + "' ENCRYPTION BY PASSWORD = '" + PASSWORD + "'");
        test.run("CREATE DATABASE bank");
        Path file = test.folder().resolve("bank.bak");
        Meddler answers = new Meddler("RESTORE SERVICE MASTER KEY FROM FILE = '" + key + "' DECRYPTION BY PASSWORD = '"
                + PASSWORD + "' FORCE");
        try (Session session = test.instance().newSession()) {
            session.execute(
                    "BACKUP DATABASE bank TO DISK = '" + file + "' WITH STATS = 1", answers, Cancellation.never());
        }
        assertThat(answers.errorNumbers()).as(answers.texts()).containsExactly(15151, 3013);
        assertThat(answers.texts()).contains("the signing key was replaced while the backup ran");
        assertThat(file).doesNotExist();
        test.run("BACKUP DATABASE bank TO DISK = '" + file + "'", "RESTORE VERIFYONLY FROM DISK = '" + file + "'");
    }

    /**
     * Replaces the signing key in the middle of the statement that it listens to. FORCE gives up a key only when its
     * row was changed, so the row is changed first.
     */
    private final class Meddler extends Answers {

        private final String restore;
        private boolean done;

        Meddler(String restore) {
            this.restore = restore;
        }

        @Override
        public synchronized void message(SqlMessage message) {
            super.message(message);
            if (message.number() == PERCENT_PROCESSED && !done) {
                done = true;
                spoilTheKey();
                test.run(restore);
            }
        }
    }

    private void spoilTheKey() {
        try {
            Bank.execute(
                    test.dataFolder().resolve("master"),
                    "UPDATE coffer.certificate SET subject = 'x' WHERE name LIKE '##MS_BackupSigning%'");
        } catch (IOException | SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}
