package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BatchParser;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are remembered. */
class BatchTextsTest {

    private final BatchTexts texts = new BatchTexts(new BatchParser());

    @Test
    void aTextThatComesAgainIsParsedOnce() throws SqlError {
        String text = "SELECT 1 FROM orders WHERE id = 7";
        assertThat(texts.parse(text, true, Set.of())).isSameAs(texts.parse(text, true, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Canary_7!x'",
                "EXEC('create master key encryption by password = ''Canary_7!x''')",
                "EXEC sp_executesql N'CREATE CREDENTIAL c WITH IDENTITY = ''i'', SECRET = ''Canary_7!x'''",
                "DECLARE @password nvarchar(40) = N'Canary_7!x'",
            })
    void aTextThatMayHoldASecretIsNotKept(String text) throws SqlError {
        assertThat(texts.parse(text, true, Set.of())).isNotSameAs(texts.parse(text, true, Set.of()));
    }
}
