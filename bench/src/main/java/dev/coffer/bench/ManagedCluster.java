package dev.coffer.bench;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import dev.coffer.pipeline.PayloadTarget;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A managed database in this process, as an instance hosts it, holding the generated rows. */
final class ManagedCluster implements AutoCloseable {

    private static final Map<String, String> SETTINGS = Map.of("shared_buffers", "256MB", "max_wal_size", "4GB");

    private final PostgresEngine engine;
    private final Path folder;
    private final HostedDatabase database;
    private int restoredCount;
    private @Nullable DatabaseHome restored;
    private Map<String, String> restoredFacts = Map.of();

    ManagedCluster(Path folder) throws EngineException, IOException {
        this.folder = folder;
        this.engine = new PostgresEngine(
                PostgresSettings.defaults(System.getenv()).withServerSettings(SETTINGS), new SecureRandom());
        DatabaseHome home = home("database");
        engine.create(home);
        this.database = engine.open(home);
    }

    private DatabaseHome home(String name) {
        return engine.homeIn(UUID.randomUUID(), folder.resolve(name));
    }

    HostedDatabase database() {
        return database;
    }

    /** @param rows a file that the server's user can read */
    void load(Path rows) throws EngineException, SQLException {
        try (Connection connection = database.connect(HostedDatabase.Role.OWNER);
                Statement statement = connection.createStatement()) {
            // The owner's connections look nowhere but in pg_catalog.
            statement.execute("SET search_path = public");
            statement.execute(GeneratedRows.CREATE_TABLE);
            statement.execute("COPY orders FROM '" + rows + "'");
            statement.execute("VACUUM (FREEZE, ANALYZE)");
            statement.execute("CHECKPOINT");
        }
    }

    /** Changes 2 % of the rows. */
    void change() throws EngineException, SQLException {
        try (Connection connection = database.connect(HostedDatabase.Role.OWNER);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = public");
            statement.execute(GeneratedRows.CHANGE);
            statement.execute("CHECKPOINT");
        }
    }

    /** Lays a payload down as one more database, checked and synced, and replays nothing yet. */
    PayloadTarget<LaidDown> restoreTarget(Map<String, String> facts, long payloadBytes) {
        restored = home("restored-" + ++restoredCount);
        restoredFacts = Map.copyOf(facts);
        DatabaseHome home = restored;
        return (payload, cancellation) -> engine.layDown(
                new RestoreOrder(home, RestoreOrder.Part.FULL, payloadBytes, facts), payload, cancellation);
    }

    /** Ends the last restore: replays its log, compares its catalogue, puts it in order. */
    void recover() throws EngineException, IOException {
        RecoveryOrder order = new RecoveryOrder(
                Objects.requireNonNull(restored, "nothing was laid down"),
                RecoveryOrder.Identity.FRESH,
                new RecoveryOrder.Consistent(),
                Optional.empty(),
                restoredFacts);
        engine.recover(order, Cancellation.never());
    }

    @Override
    public void close() {
        engine.close();
    }
}
