package dev.coffer.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.errors.SqlError;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is accepted, what is refused with which number at which line, and that no secret shows. */
final class BatchParserTest {

    private static final String BACKUP =
            "BACKUP DATABASE [MyTestDB] TO DISK = N'C:\\Backup\\MyTestDB.bak' WITH COMPRESSION,\n"
                    + "ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = a, SERVER CERTIFICATE = b), STATS = 10";

    private static final List<String> REFUSED = List.of(
            "BACKUP DATABASE d TO DISK = 'x' WITH ENCRYPTION",
            "BACKUP DATABASE d TO DISK = 'x' WITH ENCRYPTION (SERVER CERTIFICATE = c, ALGORITHM = AES_128)",
            "BACKUP DATABASE d TO DISK = 'x' WITH NAME = n",
            "BACKUP DATABASE d TO DISK = 'x' WITH FOO",
            "BACKUP DATABASE d TO DISK = 'x' WITH REPLACE",
            "BACKUP DATABASE d TO DISK = 'x' WITH COMPRESSION (LEVEL = HIGH)",
            "BACKUP DATABASE d TO DISK = 'x' WITH COMPRESSION (ALGORITHM = FOO)",
            "BACKUP DATABASE d TO DISK = 'x' WITH BLOCKSIZE = 1000",
            "BACKUP DATABASE d TO DISK = 'x' WITH INIT, NOINIT",
            "RESTORE DATABASE d FROM DISK = 'x' WITH MOVE a TO b",
            "RESTORE DATABASE d FROM DISK = 'x' WITH FILE = 'x'",
            "RESTORE DATABASE d FROM DISK = 'x' WITH DIFFERENTIAL",
            "BACKUP SERVICE MASTER KEY TO URL = 'x' ENCRYPTION BY PASSWORD = 'p'",
            "BACKUP CERTIFICATE c TO FILE = 'x' WITH FORMAT = PFX, PRIVATE KEY (ENCRYPTION BY PASSWORD = 'p')",
            "BACKUP CERTIFICATE c TO FILE = 'x' WITH PRIVATE KEY ()",
            "CREATE MASTER KEY ENCRYPTION BY PASSWORD = @p",
            "RESTORE SERVICE MASTER KEY FROM FILE = 'x' ENCRYPTION BY PASSWORD = 'p'");

    /** What SSMS, Ola Hallengren's scripts and dbatools send, and what SQL Server is known to accept. */
    private static final List<String> ACCEPTED = List.of(
            "BACKUP DATABASE [x] TO  DISK = N'x.bak' WITH NOFORMAT, NOINIT,  NAME = N'x-Full Database Backup', SKIP,"
                    + " NOREWIND, NOUNLOAD,  STATS = 10",
            "BACKUP DATABASE [x] TO DISK = N'x.bak' WITH CHECKSUM, COMPRESSION,"
                    + " ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = [C])",
            "BACKUP DATABASE x TO DISK = 'x' WITH NO_COMPRESSION, REWIND, NOSKIP, COPY_ONLY, FORMAT",
            "BACKUP DATABASE x TO DISK = 'x' WITH COMPRESSION (ALGORITHM = ZSTD, LEVEL = HIGH), NO_ENCRYPTION, RESTART",
            "RESTORE VERIFYONLY FROM  DISK = N'x.bak' WITH  FILE = 1,  NOUNLOAD,  NOREWIND",
            "RESTORE HEADERONLY FROM DISK = 'x' WITH RECOVERY, MOVE 'a' TO 'b'",
            "CREATE CERTIFICATE c WITH START_DATE = '20260101', SUBJECT = 's'",
            "BACKUP CERTIFICATE c TO FILE = 'c' WITH PRIVATE KEY (ENCRYPTION BY PASSWORD = N'p', FILE = 'k')",
            "Use Master;",
            "/* a /* nested */ comment */ USE master -- and one to the end");

    private final BatchParser parser = new BatchParser();

    @Test
    void whatToolsSendIsAccepted() throws SqlError {
        for (String batch : ACCEPTED) {
            assertThat(parser.parse(batch)).as(batch).hasSize(1);
        }
    }

    @Test
    void aBackupKeepsItsOptionsAndTheirPlaces() throws SqlError {
        BackupDatabase backup = (BackupDatabase) parser.parse(BACKUP).get(0);
        assertThat(backup.database().text()).isEqualTo("MyTestDB");
        assertThat(backup.devices().first()).hasToString("[DISK = 'C:\\Backup\\MyTestDB.bak']");
        assertThat(backup.options().encryption().orElseThrow().certificates()).hasSize(2);
        assertThat(backup.options().placeOf(BackupOption.ENCRYPTION)).contains(new Position(2, 1));
        assertThat(backup.options().statsPercent()).hasValue(10);
    }

    @Test
    void aBatchOfTooManyTokensIsRefusedBeforeItFillsTheMemory() {
        SqlError error = catchThrowableOfType(SqlError.class, () -> parser.parse("SELECT 1" + ",1".repeat(7_000_000)));
        assertThat(error.number()).isEqualTo(191);
    }

    @Test
    void statementsNeedNoSemicolons() throws SqlError {
        assertThat(parser.parse("USE master\nSELECT 1 AS a SELECT TOP (2) * FROM t WHERE (a + 1) > 2 PRINT 'x'"))
                .hasSize(4);
    }

    @Test
    void whatSqlServerRefusesIsRefused() {
        for (String batch : REFUSED) {
            SqlError error = catchThrowableOfType(SqlError.class, () -> parser.parse("\n" + batch));
            assertThat(error).as(batch).isNotNull();
            assertThat(error.line()).as(batch).isEqualTo(2);
        }
    }

    @Test
    void noSecretShowsInErrorsOrRedactedText() throws SqlError {
        String canary = "Canary7x";
        List<String> texts = List.of(
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x'" + canary + "'y'",
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = " + canary,
                "CREATE MASTER KEY ENCRYPTION BY '" + canary + "'",
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x' '" + canary + "'",
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '" + canary);
        for (String text : texts) {
            SqlError error = catchThrowableOfType(SqlError.class, () -> parser.parse(text));
            assertThat(error).as(text).isNotNull();
            assertThat(error.clientText()).doesNotContain(canary);
        }
        Statement statement = parser.parse("CREATE MASTER KEY ENCRYPTION BY PASSWORD = '" + canary + "'")
                .get(0);
        assertThat(statement.redacted()).doesNotContain(canary);
    }

    @Test
    void mutatedBatchesGiveStatementsOrErrorsAndNothingElse() {
        long seed = Long.getLong("seed", 20261123L);
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            String source = round % 2 == 0
                    ? ACCEPTED.get(random.nextInt(ACCEPTED.size()))
                    : REFUSED.get(random.nextInt(REFUSED.size()));
            StringBuilder text = new StringBuilder(source);
            for (int change = 0; change < 3; change++) {
                text.setCharAt(random.nextInt(text.length()), "'\"[](),=;@ x1-/*".charAt(random.nextInt(16)));
            }
            try {
                assertThat(parser.parse(text.toString())).isNotNull();
            } catch (SqlError expected) {
                assertThat(expected.number()).as("seed %d: %s", seed, text).isPositive();
            }
        }
    }
}
