package dev.coffer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import dev.coffer.errors.SqlError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** One cluster for all tests of a class, and a first start of the keys for each. */
abstract class KeyFixture {

    static final String PASSWORD = "Canary-Passw0rd";

    private static PostgresEngine engine;

    @TempDir
    private static Path folder;

    static KeyStage stage;

    @BeforeAll
    static void startEngine() throws Exception {
        engine = new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom());
        Files.createDirectories(folder.resolve("data"));
        stage = new KeyStage(engine, folder);
    }

    @AfterAll
    static void closeEngine() {
        stage.close();
        engine.close();
    }

    @BeforeEach
    void beginAnew() throws Exception {
        stage.begin();
    }

    static void createMasterKey(String database) throws SqlError {
        try (SecretBytes password = KeyStage.secret(PASSWORD)) {
            stage.keys().masterKeys().create(database, password);
        }
    }

    static SqlError error(ThrowingCallable call) {
        return catchThrowableOfType(SqlError.class, call);
    }

    static void assertNumber(int number, ThrowingCallable call) {
        SqlError error = error(call);
        assertThat(error).as("expected error " + number).isNotNull();
        assertThat(error.number()).as(error.clientText()).isEqualTo(number);
    }
}
