package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.RecoveryOrder.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Backups go from one machine to another, whose locales are others: initdb makes collations of them, and what it makes
 * after that has other numbers.
 */
class OtherTemplateTest extends BankFixture {

    /** More spellings of the one locale that every machine has. */
    private static final String LOCALES = "C\nPOSIX\nC.utf8\nC.UTF-8\nC.utf-8\nC.UTF8\nC.Utf8\n";

    private static final String NUMBERS = "SELECT (SELECT count(*) FROM pg_collation WHERE collprovider = 'c') || ' '"
            + " || (SELECT oid FROM pg_namespace WHERE nspname = 'information_schema')";

    private Path machine = Path.of("/");
    private PostgresEngine other = engine;

    /** Programs that see other locales, and a cache for the template that they make. */
    @BeforeEach
    void begin() throws Exception {
        // Beside the test's own folder, which the server's account cannot enter.
        machine = open(Files.createTempDirectory("coffer-machine"));
        Path bin = open(Files.createDirectory(machine.resolve("bin")));
        PostgresSettings settings = PostgresSettings.defaults(System.getenv());
        Path real = PostgresBinaries.locate(settings).binFolder();
        program(bin.resolve("locale"), "printf '" + LOCALES.replace("\n", "\\n") + "'");
        for (String name : new String[] {"postgres", "initdb"}) {
            program(bin.resolve(name), "PATH='" + bin + "':$PATH exec '" + real.resolve(name) + "' \"$@\"");
        }
        other = new PostgresEngine(
                new PostgresSettings(
                        machine.resolve("cache"),
                        settings.runFolder(),
                        settings.serverUid(),
                        Optional.of(bin),
                        settings.idleStop(),
                        settings.serverSettings()),
                new SecureRandom());
    }

    private static Path open(Path folder) throws IOException {
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void program(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void end() throws Exception {
        other.close();
        Folders.delete(machine);
    }

    private void requireRestored(PostgresEngine host, String name, byte[] payload) throws Exception {
        DatabaseHome home = newHome(name);
        restore(host, home, Identity.FRESH, payload, Map.of());
        requireInvariants(host.open(home));
    }

    @Test
    void aBackupIsRestoredWhereTheTemplateHasOtherLocales() throws Exception {
        HostedDatabase here = newDatabase("here");
        DatabaseHome home = newHome("there");
        other.create(home);
        HostedDatabase there = other.open(home);
        assertThat(ask(there, NUMBERS))
                .as("collations, and what came after them")
                .isNotEqualTo(ask(here, NUMBERS));
        fill(there);
        requireRestored(other, "from-here", payloadOf(here));
        requireRestored(engine, "from-there", payloadOf(there));
    }
}
