package dev.coffer.tsql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.errors.SqlError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the list of running statements shows of their texts, and what it never shows. */
class StatementTextTest {

    private static final String CANARY = "Canary_7!x";

    private static List<String> shown(String batch) throws SqlError {
        ParsedBatch parsed = new BatchParser().read(batch, ParseRules.STANDARD);
        return parsed.statements().stream()
                .map(statement -> parsed.textOf(statement).shown())
                .toList();
    }

    @Test
    void eachStatementHasItsOwnTextAsItWasWritten() throws SqlError {
        assertThat(shown("-- nightly\nUSE [Shop]; BACKUP DATABASE [Shop]\n  TO DISK = N'a''b.bak' /* here */ WITH INIT"
                        + "\nPRINT 'over'"))
                .containsExactly(
                        "USE [Shop]", "BACKUP DATABASE [Shop]\n  TO DISK = N'a''b.bak'   WITH INIT", "PRINT '***'");
    }

    @Test
    void statementsInsideOthersHaveTheirsToo() throws SqlError {
        ParsedBatch parsed = new BatchParser().read("IF 1 = 1 BEGIN CHECKPOINT; SELECT 'x' END", ParseRules.STANDARD);
        BeginEnd block = (BeginEnd) ((If) parsed.statements().get(0)).then();
        assertThat(block.statements().stream()
                        .map(statement -> parsed.textOf(statement).shown()))
                .containsExactly("CHECKPOINT", "SELECT '***'");
        assertThat(parsed.textOf(parsed.statements().get(0)).shown())
                .isEqualTo("IF 1 = 1 BEGIN CHECKPOINT; SELECT '***' END");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = '" + CANARY + "'",
                "CREATE CREDENTIAL c WITH IDENTITY = '" + CANARY + "', SECRET = '" + CANARY + "'",
                "BACKUP CERTIFICATE c TO FILE = 'c' WITH PRIVATE KEY (FILE = 'k', ENCRYPTION BY PASSWORD = N'" + CANARY
                        + "')",
                "EXEC ('CREATE MASTER KEY ENCRYPTION BY PASSWORD = ''" + CANARY + "''')",
                "DECLARE @p nvarchar(40) = N'" + CANARY + "'",
                "/* " + CANARY + " */ SELECT 1 -- " + CANARY,
                "SELECT \"" + CANARY + "\" FROM t",
                "INSERT t VALUES ('a', '" + CANARY + "')",
                "BACKUP DATABASE d TO URL = 'https://a.example/c?sig=" + CANARY + "'"
            })
    void secretsAndDataAreNeverShown(String batch) throws SqlError {
        assertThat(shown(batch))
                .hasSize(1)
                .allSatisfy(text -> assertThat(text).isNotEmpty().doesNotContain(CANARY));
    }

    @Test
    void longTextsAreCut() throws SqlError {
        String items = "1, ".repeat(StatementText.MAX_CHARS);
        assertThat(shown("SELECT " + items.substring(0, 3 * 4000) + "1").get(0))
                .hasSizeLessThanOrEqualTo(StatementText.MAX_CHARS)
                .startsWith("SELECT 1, 1");
    }
}
