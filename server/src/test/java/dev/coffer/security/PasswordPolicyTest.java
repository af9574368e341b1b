package dev.coffer.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"3dH85Hhk003GHk2597gheij4", "Passw0rd", "пароль-ПАРОЛЬ", "short1!A", "日本語日本語aB"})
    void acceptsThreeOfFourClasses(String password) {
        assertThatCode(() -> check(password)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<master key password>", "alllowercase", "12345678", "UPPERCASE99", "日本語日本語日本語"})
    void refusesFewerClasses(String password) {
        assertThat(refusal(password).number()).isEqualTo(15118);
    }

    @Test
    void lengthIsCountedInCharactersNotBytes() {
        assertThat(refusal("Aa1!Aa1").number()).isEqualTo(15116);
        assertThat(refusal("Aé1!").number()).isEqualTo(15116);
        assertThat(refusal("😀😀😀Aa1").number())
                .as("surrogate pairs are one character")
                .isEqualTo(15116);
        assertThatCode(() -> check("Aa1" + "é".repeat(125))).doesNotThrowAnyException();
        assertThat(refusal("Aa1" + "é".repeat(126)).number()).isEqualTo(15117);
    }

    @Test
    void theRefusalDoesNotQuoteThePassword() {
        assertThat(refusal("canarycanary").clientText()).doesNotContain("canary");
    }

    private static SqlError refusal(String password) {
        return catchThrowableOfType(SqlError.class, () -> check(password));
    }

    private static void check(String password) throws SqlError {
        try (SecretBytes secret = SecretBytes.adopt(password.getBytes(StandardCharsets.UTF_8))) {
            PasswordPolicy.checkKeyPassword(secret);
        }
    }
}
