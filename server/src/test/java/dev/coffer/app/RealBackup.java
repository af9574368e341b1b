package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import dev.coffer.keyfile.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Backups of a database with rows in it, made by an instance in T-SQL, and the certificate that opens the encrypted one
 * as BACKUP CERTIFICATE exports it.
 *
 * @param encrypted one set for the certificate
 * @param plain one set, not encrypted
 * @param privateKey PKCS#8 under {@link #PASSWORD}
 */
public record RealBackup(Path encrypted, Path plain, Path certificate, Path privateKey) {

    public static final int ROWS = 1234;
    public static final String PASSWORD = "Green lanterns over 3 bridges";

    /** Makes them below the test's folder; the instance is stopped afterwards. */
    public static RealBackup make(TestInstance test) throws Exception {
        Path folder = test.folder();
        RealBackup made = new RealBackup(
                folder.resolve("encrypted.bak"),
                folder.resolve("plain.bak"),
                folder.resolve("backup.cer"),
                folder.resolve("backup.key"));
        test.run("CREATE DATABASE shop");
        test.stop();
        fill(test.dataFolder().resolve("db"));
        test.run(
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'",
                "CREATE CERTIFICATE c WITH SUBJECT = 'Real backup'",
                "BACKUP CERTIFICATE c TO FILE = '" + made.certificate() + "' WITH PRIVATE KEY (FILE = '"
                        + made.privateKey() + "', ENCRYPTION BY PASSWORD = '" + PASSWORD + "')",
                "BACKUP DATABASE shop TO DISK = '" + made.encrypted() + "' WITH COMPRESSION,"
                        + " ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = c)",
                "BACKUP DATABASE shop TO DISK = '" + made.plain() + "'");
        test.stop();
        return made;
    }

    private static void fill(Path homes) throws Exception {
        List<Path> found;
        try (Stream<Path> folders = Files.list(homes)) {
            found = folders.filter(Files::isDirectory).toList();
        }
        assertThat(found).hasSize(1);
        try (PostgresEngine engine =
                new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom())) {
            UUID id = UUID.fromString(found.get(0).getFileName().toString());
            DatabaseHome home = engine.homeIn(id, found.get(0));
            HostedDatabase database = engine.open(home);
            try (Connection connection = database.connect(Role.UNPRIVILEGED);
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE dbo.article (id int PRIMARY KEY, name text)");
                statement.execute(
                        "INSERT INTO dbo.article SELECT g, md5(g::text) FROM generate_series(1, " + ROWS + ") g");
            }
        }
    }

    /** What opens the encrypted backup. */
    public PrivateKey key() throws Exception {
        try (SecretBytes password = SecretBytes.ofUtf8(PASSWORD.toCharArray())) {
            return KeyFile.readPrivateKey(Files.readAllBytes(privateKey), password);
        }
    }
}
