package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RecoveryOrder.Consistent;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A bank whose sum never changes, on an engine with a small log limit. */
abstract class BankFixture {

    protected static final int ACCOUNTS = 200;
    protected static final long SEED = 20261123;
    protected static final SnapshotOptions STOP = new SnapshotOptions(OnDamage.STOP);

    protected PostgresEngine engine;

    @TempDir
    protected Path folder;

    @BeforeEach
    void startEngine() throws Exception {
        // A small limit, so that checkpoints come and segments would be recycled during a backup.
        PostgresSettings settings = PostgresSettings.defaults(System.getenv())
                .withServerSettings(Map.of("max_wal_size", "4MB", "min_wal_size", "2MB"));
        engine = new PostgresEngine(settings, new SecureRandom());
    }

    /** Before its folder goes: a server that runs would write there. */
    @AfterEach
    void closeEngine() {
        engine.close();
    }

    protected final DatabaseHome newHome(String name) {
        return engine.homeIn(UUID.randomUUID(), folder.resolve(name));
    }

    protected final HostedDatabase newDatabase(String name) throws Exception {
        DatabaseHome home = newHome(name);
        engine.create(home);
        HostedDatabase database = engine.open(home);
        fill(database);
        return database;
    }

    protected static void fill(HostedDatabase database) throws Exception {
        run(
                database,
                Role.UNPRIVILEGED,
                "CREATE TABLE dbo.account (id int PRIMARY KEY, balance bigint NOT NULL)",
                "INSERT INTO dbo.account SELECT g, 1000 FROM generate_series(1, " + ACCOUNTS + ") g",
                "CREATE TABLE dbo.ballast (id int, pad text)",
                "CREATE INDEX balance_index ON dbo.account (balance)");
    }

    protected static void run(HostedDatabase database, Role role, String... statements) throws Exception {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    protected static String ask(HostedDatabase database, String sql) throws Exception {
        try (Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    protected static byte[] payloadOf(HostedDatabase database) throws Exception {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (Snapshot snapshot = database.snapshot(STOP, Cancellation.never())) {
            snapshot.writeTo(payload);
        }
        return payload.toByteArray();
    }

    protected final Recovered restore(DatabaseHome home, Identity identity, byte[] payload, Map<String, String> facts)
            throws Exception {
        return restore(engine, home, identity, payload, facts);
    }

    protected static Recovered restore(
            PostgresEngine host, DatabaseHome home, Identity identity, byte[] payload, Map<String, String> facts)
            throws Exception {
        host.layDown(
                new RestoreOrder(home, Part.FULL, payload.length, facts),
                new ByteArrayInputStream(payload),
                Cancellation.never());
        Map<String, String> ordered = new HashMap<>(facts);
        int timeline = ControlFile.read(new ClusterFolder(home).dataDirectory()).timeline();
        ordered.putIfAbsent(SharedFacts.TIMELINE, Integer.toString(timeline));
        return host.recover(
                new RecoveryOrder(home, identity, new Consistent(), Optional.empty(), ordered), Cancellation.never());
    }

    protected static void requireInvariants(HostedDatabase database) throws Exception {
        assertThat(ask(database, "SELECT sum(balance) FROM dbo.account")).isEqualTo("" + 1000L * ACCOUNTS);
        assertThat(ask(
                        database,
                        "SELECT (SELECT count(*) FROM dbo.account WHERE balance IS NOT NULL)||' '||count(*)"
                                + " FROM (SELECT balance FROM dbo.account ORDER BY balance) o"))
                .isEqualTo(ACCOUNTS + " " + ACCOUNTS);
        run(database, Role.OWNER, "ALTER ROLE coffer SET enable_seqscan = off");
        assertThat(ask(database, "SELECT sum(balance) FROM dbo.account WHERE balance > -1000000"))
                .as("the index agrees with the table, seed %s", SEED)
                .isEqualTo("" + 1000L * ACCOUNTS);
    }
}
