package dev.coffer.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.SysSchema;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    @TempDir
    private static Path folder;

    private static PostgresEngine engine;
    private static Catalog catalog;
    private static final Map<String, List<DeclaredColumn>> DECLARED = new TreeMap<>();

    @BeforeAll
    static void open() throws Exception {
        engine = new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom());
        catalog = newCatalog();
    }

    @AfterAll
    static void close() {
        catalog.close();
        engine.close();
    }

    private static Catalog newCatalog() throws SqlError {
        return Catalog.open(
                engine, new Catalog.Settings(folder, "TESTSERVER", Clock.systemUTC(), new RecordingInstallation()));
    }

    private static final class RecordingInstallation implements Installation {
        @Override
        public void install(Connection connection) throws SQLException {
            SysSchema.install(connection);
        }

        @Override
        public void declare(Connection connection, String schema, String view, List<DeclaredColumn> columns) {
            DECLARED.put(schema + "." + view, columns);
        }
    }

    @Test
    void databasesAreListedByNameWithoutRegardToCase() throws Exception {
        DatabaseHome home = home("one");
        Lineage lineage = Lineage.begin(Optional.of("7000000000000000001"));
        DatabaseEntry made = catalog.databases()
                .insert(new NewDatabase("MyTestDB", LogicalNames.of("MyTestDB"), home, NOW, lineage, "sa"));
        assertThat(made.databaseId()).isGreaterThanOrEqualTo(5);
        assertThat(made).isEqualTo(catalog.databases().require("MYTESTDB"));
        assertThat(made.createdAt()).isEqualTo(NOW);
        assertThat(made.home()).isEqualTo(home);
        assertThat(made.recoveryModel()).isEqualTo(RecoveryModel.FULL);

        for (String taken : List.of("mytestdb", "MASTER", "tempdb")) {
            SqlError refused = catchThrowableOfType(
                    SqlError.class,
                    () -> catalog.databases()
                            .insert(new NewDatabase(taken, LogicalNames.of(taken), home("x"), NOW, lineage, "sa")));
            assertThat(refused.number()).as(taken).isEqualTo(1801);
        }
        DatabaseHome next = home("two");
        Lineage restored = new Lineage(
                UUID.randomUUID(), lineage.familyGuid(), UUID.randomUUID(), Optional.of("7000000000000000001"), 7);
        RestoreSequences.Outcome outcome = new RestoreSequences.Outcome(
                restored, RecoveryModel.SIMPLE, Optional.empty(), UserAccess.RESTRICTED_USER, Updateability.READ_ONLY);
        DatabaseEntry moved =
                catalog.restores().finish(made, next, new LogicalNames("Rows", "Rows_log"), outcome, Optional.empty());
        assertThat(moved.files()).isEqualTo(new LogicalNames("Rows", "Rows_log"));
        assertThat(moved.recoveryModel()).isEqualTo(RecoveryModel.SIMPLE);
        assertThat(moved.updateability()).isEqualTo(Updateability.READ_ONLY);
        assertThat(moved.home()).isEqualTo(next);
        assertThat(moved.lineage()).isEqualTo(restored);
        assertThat(moved.databaseId()).isEqualTo(made.databaseId());
        assertThat(catchThrowableOfType(
                                SqlError.class,
                                () -> catalog.restores()
                                        .finish(made, home("three"), made.files(), outcome, Optional.empty()))
                        .number())
                .as("the home changed meanwhile")
                .isEqualTo(3101);

        assertThat(catalog.databases().renameFiles("MyTestDb", made.files(), new LogicalNames("a", "b")))
                .as("the names changed meanwhile")
                .isFalse();

        assertThat(catalog.databases().delete("MyTestDb")).contains(moved);
        assertThat(catalog.databases().find("MyTestDB")).isEmpty();
        assertThat(catchThrowableOfType(
                                SqlError.class, () -> catalog.databases().require("MyTestDB"))
                        .number())
                .isEqualTo(911);
        assertThat(catalog.databases().highestTimeline("7000000000000000001"))
                .as("a timeline outlives its database")
                .isEqualTo(7);
        assertThat(catalog.databases().highestTimeline("1")).isZero();
    }

    @Test
    void openingAgainFindsWhatWasThere() throws Exception {
        UUID instanceId = catalog.instanceId();
        catalog.databases()
                .insert(new NewDatabase(
                        "kept", LogicalNames.of("kept"), home("kept"), NOW, Lineage.begin(Optional.empty()), "sa"));
        try (Catalog again = newCatalog()) {
            assertThat(again.instanceId()).isEqualTo(instanceId);
            assertThat(again.databases().require("KEPT").name()).isEqualTo("kept");
        }
        catalog.databases().delete("kept");
    }

    @Test
    void aNewerSchemaIsRefused() throws Exception {
        owner("UPDATE coffer.schema_version SET version = version + 1");
        try {
            assertThatThrownBy(CatalogTest::newCatalog).hasMessageContaining("versions up to");
        } finally {
            owner("UPDATE coffer.schema_version SET version = version - 1");
        }
    }

    @Test
    void everyViewIsSelectableByUsersAndItsTablesAreNot() throws Exception {
        assertThat(DECLARED.keySet())
                .contains(
                        "msdb_dbo.backupfile",
                        "msdb_dbo.backupmediafamily",
                        "msdb_dbo.backupmediaset",
                        "msdb_dbo.backupset",
                        "msdb_dbo.restorefile",
                        "msdb_dbo.restorehistory",
                        "sys.asymmetric_keys",
                        "sys.backup_devices",
                        "sys.certificates",
                        "sys.credentials",
                        "sys.databases",
                        "sys.key_encryptions",
                        "sys.master_files",
                        "sys.symmetric_keys");
        try (Connection connection = catalog.masterDatabase().connect(Role.UNPRIVILEGED);
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, List<DeclaredColumn>> view : DECLARED.entrySet()) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + view.getKey())) {
                    List<String> names = new ArrayList<>();
                    for (int index = 1; index <= rows.getMetaData().getColumnCount(); index++) {
                        names.add(rows.getMetaData().getColumnName(index));
                    }
                    assertThat(names)
                            .as(view.getKey())
                            .containsExactlyElementsOf(view.getValue().stream()
                                    .map(column -> column.name().toLowerCase(Locale.ROOT))
                                    .toList());
                }
            }
            for (String secret : List.of("certificate", "seal", "master_key_copy", "database", "backup_set")) {
                assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM coffer." + secret))
                        .as(secret)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void systemDatabasesAreListedFirst() throws Exception {
        catalog.databases()
                .insert(new NewDatabase(
                        "Shop", LogicalNames.of("Shop"), home("shop"), NOW, Lineage.begin(Optional.empty()), "sa"));
        try {
            assertThat(column("SELECT name FROM sys.databases ORDER BY database_id"))
                    .containsExactly("master", "msdb", "Shop");
            assertThat(column("SELECT physical_name FROM sys.master_files WHERE name = 'Shop_log'"))
                    .containsExactly(folder.resolve("databases/shop/pg_wal").toString());
            assertThat(column("SELECT state_desc FROM sys.databases WHERE name = 'Shop'"))
                    .containsExactly("ONLINE");
            catalog.databases().setState("shop", DatabaseState.RESTORING);
            assertThat(column("SELECT state_desc FROM sys.databases WHERE name = 'Shop'"))
                    .containsExactly("RESTORING");
            assertThat(catchThrowableOfType(
                                    SqlError.class, () -> catalog.databaseKeys("shop", DatabaseKeyRows::certificates))
                            .number())
                    .isEqualTo(927);
        } finally {
            catalog.databases().delete("shop");
        }
    }

    @Test
    void historyShowsInMsdbAndKeepsRootsAndKeys() throws Exception {
        byte[] keyId = bytes(20, 5);
        UUID media = UUID.randomUUID();
        BackupRecord first = backup(media, 1, bytes(32, 1), Optional.of(keyId));
        BackupRecord second = backup(media, 2, bytes(32, 2), Optional.empty());
        catalog.history().expect(first.setGuid(), List.of(keyId));
        assertThat(catalog.history().backupsNeeding(keyId))
                .as("a backup under way")
                .isEqualTo(1);
        catalog.history().expectNoMore(first.setGuid());
        assertThat(catalog.history().backupsNeeding(keyId)).as("that failed").isZero();
        catalog.history().expect(first.setGuid(), List.of(keyId));
        long id = catalog.history().recordBackup(first);
        assertThat(catalog.history().recordBackup(second)).isGreaterThan(id);

        assertThat(catalog.history().rootOf(first.setGuid()))
                .hasValueSatisfying(root -> assertThat(root).isEqualTo(bytes(32, 1)));
        assertThat(catalog.history().setAt(media, 2).map(BackupHistory.Listed::root))
                .hasValueSatisfying(root -> assertThat(root).isEqualTo(bytes(32, 2)));
        assertThat(catalog.history().setAt(media, 3)).isEmpty();
        assertThat(catalog.history().backupsNeeding(keyId)).isEqualTo(1);
        assertThat(catalog.history().backupsNeeding(bytes(20, 6))).isZero();

        assertThat(column("SELECT count(*) FROM msdb_dbo.backupmediaset WHERE media_uuid = '" + media + "'"))
                .as("two sets on one media set")
                .containsExactly("1");
        assertThat(column("SELECT s.key_algorithm || ' ' || s.encryptor_type || ' ' || m.is_encrypted"
                        + " || ' ' || f.physical_device_name FROM msdb_dbo.backupset s"
                        + " JOIN msdb_dbo.backupmediaset m USING (media_set_id)"
                        + " JOIN msdb_dbo.backupmediafamily f USING (media_set_id)"
                        + " WHERE s.backup_set_id = " + id))
                .containsExactly("aes_256 CERTIFICATE true /backup/shop.bak");

        long restored = catalog.history()
                .recordRestore(new RestoreRecord(
                        first,
                        "shop2",
                        "sa",
                        NOW,
                        'D',
                        true,
                        true,
                        List.of(new RestoreRecord.File(1, UUID.randomUUID(), "/", "/data/shop2"))));
        assertThat(column("SELECT backup_set_id FROM msdb_dbo.restorehistory WHERE restore_history_id = " + restored))
                .as("a set that is listed is not listed again")
                .containsExactly(String.valueOf(id));
        assertThat(column("SELECT destination_phys_name FROM msdb_dbo.restorefile WHERE restore_history_id = "
                        + restored))
                .containsExactly("/data/shop2");
    }

    private static BackupRecord backup(UUID media, int position, byte[] root, Optional<byte[]> keyId) {
        BackupRecord.Family family = new BackupRecord.Family(
                UUID.randomUUID(), 1, 0, new BackupRecord.Device("/backup/shop.bak", 2, Optional.empty()));
        return new BackupRecord(
                UUID.randomUUID(),
                new BackupRecord.Media(media, "", "", true, 1, List.of(family)),
                position,
                new BackupRecord.Text("n".repeat(200), "", "sa", "TESTSERVER", "host"),
                'D',
                NOW,
                NOW.plusSeconds(1),
                Optional.empty(),
                new BackupRecord.LogRange(
                        new BigInteger("1234567890123456789012345"), BigInteger.TWO, BigInteger.ONE, BigInteger.ZERO),
                new BackupRecord.Sizes(8192, 100),
                new BackupRecord.Flags(false, true, true, false, true, false),
                new BackupRecord.Source(
                        "shop",
                        NOW,
                        "FULL",
                        "Latin1_General_100_BIN2_UTF8",
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        UUID.randomUUID()),
                Optional.empty(),
                keyId.map(id -> new BackupRecord.Encryption(
                        "aes_256", List.of(new BackupRecord.Recipient("CERTIFICATE", id, bytes(20, 9), "C")))),
                root,
                List.of(new BackupRecord.File(1, 'D', "shop", "/data/shop", UUID.randomUUID(), 8192, 8192)));
    }

    @Test
    void whereConnectionsAreLostOneTransactionFailsAndNotOneForEach() throws Exception {
        assertThat(oneWithinAnother(3)).as("kept afterwards").isTrue();
        owner("DO 'BEGIN PERFORM pg_terminate_backend(pid, 60000) FROM pg_stat_activity"
                + " WHERE backend_type = ''client backend'' AND pid <> pg_backend_pid(); END'");
        assertThatThrownBy(() -> oneWithinAnother(1)).isInstanceOf(SqlError.class);
        assertThat(oneWithinAnother(1)).isTrue();
    }

    private static boolean oneWithinAnother(int depth) throws SqlError {
        return catalog.serverKeys(rows -> {
            rows.serviceMasterKey();
            return depth == 1 || oneWithinAnother(depth - 1);
        });
    }

    private static byte[] bytes(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static DatabaseHome home(String name) {
        Path data = folder.resolve("databases").resolve(name);
        return new DatabaseHome(UUID.randomUUID(), data, data.resolve("pg_wal"));
    }

    private static List<String> column(String query) throws Exception {
        List<String> values = new ArrayList<>();
        try (Connection connection = catalog.masterDatabase().connect(Role.UNPRIVILEGED);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static void owner(String statement) throws Exception {
        try (Connection connection = catalog.masterDatabase().connect(Role.OWNER);
                Statement change = connection.createStatement()) {
            change.executeUpdate(statement);
        }
    }
}
