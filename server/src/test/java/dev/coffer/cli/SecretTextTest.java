package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the prompt's history never sees. */
class SecretTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'x'\nGO",
                "CREATE LOGIN a WITH\npassword\n= 'x'",
                "CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = 'x'",
                "EXEC sp_addlogin 'a', 'x'",
                "CREATE MASTER KEY ENCRYPTION BY PASWORD = 'x'",
                "DECLARE @pwd nvarchar(9) = N'x'",
                "SELECT ENCRYPTBYPASSPHRASE('x', 'y')",
            })
    void secretsAreSeen(String batch) {
        assertThat(SecretText.isIn(batch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a' AS b\nGO",
                "BACKUP DATABASE d TO DISK = 'd.bak' WITH INIT\ngo 2",
                "SELEC 'a slip'",
                ":r script.sql",
                "CREATE CERTIFICATE c WITH SUBJECT = 's'"
            })
    void everythingElseIsKept(String batch) {
        assertThat(SecretText.isIn(batch)).isFalse();
    }
}
