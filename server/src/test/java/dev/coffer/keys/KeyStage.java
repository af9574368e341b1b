package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.Lineage;
import dev.coffer.catalog.LogicalNames;
import dev.coffer.catalog.NewDatabase;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.SysSchema;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An instance's catalogue and keys on a real cluster, with its key file elsewhere. */
final class KeyStage implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final PostgresEngine engine;
    private final Path folder;
    private final Path keyFile;
    private final Catalog catalog;
    private @Nullable KeyHierarchy keys;

    KeyStage(PostgresEngine engine, Path folder) throws SqlError {
        this.engine = engine;
        this.folder = folder.resolve("data");
        this.keyFile = folder.resolve("keys/instance.key");
        this.catalog = Catalog.open(
                engine, new Catalog.Settings(this.folder, "TESTSERVER", Clock.systemUTC(), SysSchema::install));
    }

    /** A first start: the cluster stays, every key is gone. */
    void begin() throws Exception {
        end();
        for (String table : List.of(
                "certificate",
                "master_key_password",
                "master_key",
                "seal",
                "service_master_key",
                "master_key_copy",
                "trusted_signer",
                "login")) {
            tamper("DELETE FROM coffer." + table);
        }
        Files.deleteIfExists(keyFile);
        keys = open();
    }

    private void end() {
        if (keys != null) {
            keys.close();
            keys = null;
        }
    }

    private KeyHierarchy open() throws SqlError {
        return KeyHierarchy.open(
                catalog,
                new KeyHierarchy.Settings(
                        List.of(new KeyFileSeal(keyFile, folder, catalog.instanceId())),
                        folder.resolve("signing.cer"),
                        Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    KeyHierarchy keys() {
        return Objects.requireNonNull(keys);
    }

    Catalog catalog() {
        return catalog;
    }

    Path keyFile() {
        return keyFile;
    }

    Path folder() {
        return folder;
    }

    /** As a new start would find it. */
    KeyHierarchy restart() throws SqlError {
        end();
        keys = open();
        return keys();
    }

    void createDatabase(String name) throws Exception {
        UUID id = UUID.randomUUID();
        Path data = folder.resolve("databases").resolve(id.toString());
        DatabaseHome home = new DatabaseHome(id, data, data.resolve("pg_wal"));
        engine.create(home);
        catalog.prepare(home);
        catalog.databases()
                .insert(new NewDatabase(name, LogicalNames.of(name), home, NOW, Lineage.begin(Optional.empty()), "sa"));
    }

    /** Changes rows as somebody would who got hold of the cluster. */
    int tamper(String statement) throws Exception {
        try (Connection connection = catalog.masterDatabase().connect(Role.OWNER);
                Statement change = connection.createStatement()) {
            return change.executeUpdate(statement);
        }
    }

    static SecretBytes secret(String text) {
        return SecretBytes.adopt(text.getBytes(StandardCharsets.UTF_8));
    }

    static NewCertificate.SelfSigned selfSigned(String name) {
        return new NewCertificate.SelfSigned(
                name, "MyTestDB Backup Encryption Certificate", Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public void close() {
        end();
        catalog.close();
    }
}
