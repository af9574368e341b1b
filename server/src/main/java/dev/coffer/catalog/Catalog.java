package dev.coffer.catalog;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * master and msdb: one cluster of the instance that lists databases, keys and history. Opening it creates what is
 * missing and brings an older schema up to date. Thread-safe; closed before the engine is.
 */
public final class Catalog implements AutoCloseable {

    /** The same in every instance: the master cluster is found by its place, not by a row. */
    public static final UUID MASTER_ID = new UUID(0x0000_0000_0000_4000L, 0x8000_0000_0000_0001L);

    public static final String MASTER = "master";
    public static final String MSDB = "msdb";

    private static final int MASTER_DATABASE_ID = 1;
    private static final int MSDB_DATABASE_ID = 4;
    private static final String OWNER = "sa";
    private static final int KEPT_CONNECTIONS = 3;
    private static final String READ_ONLY_TRANSACTION = "25006";

    private final Engine engine;
    private final HostedDatabase masterDatabase;
    private final OwnerConnections master;
    private final Databases databases;
    private final BackupHistory history;
    private final LogChains chains;
    private final RestoreSequences restores;
    private final Outlook outlook;
    private final GoodChecks goodChecks;
    private final Configuration configuration;
    private final Settings settings;
    private final UUID instanceId;

    private Catalog(
            Engine engine, HostedDatabase masterDatabase, OwnerConnections master, Settings settings, UUID instanceId) {
        this.engine = engine;
        this.masterDatabase = masterDatabase;
        this.master = master;
        this.settings = settings;
        this.instanceId = instanceId;
        this.databases = new Databases(master, settings.folder());
        this.history = new BackupHistory(master);
        this.chains = new LogChains(master);
        this.restores = new RestoreSequences(master, databases);
        this.outlook = new Outlook(master);
        this.goodChecks = new GoodChecks(master);
        this.configuration = new Configuration(master);
    }

    /**
     * @param folder the instance's folder, absolute; master lives in its sub-folder {@code master}
     * @param serverName as @@SERVERNAME shows it
     * @param clock for creation times
     * @param helpers what other rooms keep in every cluster; installed first
     */
    public record Settings(Path folder, String serverName, Clock clock, Installation helpers) {
        public Settings {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException("The instance's folder is absolute, not " + folder);
            }
        }
    }

    /**
     * Work on the key rows of one database inside one transaction.
     *
     * @param <T> what the work answers
     * @param <R> the rows it works on
     */
    @FunctionalInterface
    public interface KeyWork<R, T> {
        T run(R rows) throws SQLException, SqlError;
    }

    /**
     * @throws SqlError 49909 when the master cluster cannot be made or started, or its schema is newer than this code
     */
    public static Catalog open(Engine engine, Settings settings) throws SqlError {
        DatabaseHome home = masterHome(settings.folder());
        OwnerConnections connections = null;
        boolean opened = false;
        try {
            if (!Files.exists(home.dataFolder())) {
                engine.create(home);
            }
            HostedDatabase database = engine.open(home);
            connections = new OwnerConnections(database, KEPT_CONNECTIONS, OwnerConnections.Content.OURS);
            UUID instanceId = connections.transaction(connection -> {
                MasterSchema.install(connection, settings);
                return MasterSchema.instanceId(connection);
            });
            Catalog catalog = new Catalog(engine, database, connections, settings, instanceId);
            opened = true;
            return catalog;
        } catch (EngineException failed) {
            throw OwnerConnections.failure(failed);
        } finally {
            if (!opened && connections != null) {
                connections.close();
            }
        }
    }

    /** Where master lives; the engine keeps its log below the data folder. */
    public static DatabaseHome masterHome(Path folder) {
        Path data = folder.resolve(MASTER);
        return new DatabaseHome(MASTER_ID, data, data.resolve("pg_wal"));
    }

    /** master, msdb, tempdb and model: names that no user database may have. */
    public static boolean isSystemName(String name) {
        return switch (Databases.key(name)) {
            case MASTER, MSDB, "tempdb", "model" -> true;
            default -> false;
        };
    }

    /** Random, made with the master cluster, never changed: names the key file. */
    public UUID instanceId() {
        return instanceId;
    }

    public String serverName() {
        return settings.serverName();
    }

    public Databases databases() {
        return databases;
    }

    public BackupDevices backupDevices() {
        return new BackupDevices(master);
    }

    public BackupHistory history() {
        return history;
    }

    public Configuration configuration() {
        return configuration;
    }

    public LogChains chains() {
        return chains;
    }

    public LogMarks marks() {
        return new LogMarks(master);
    }

    public SuspectPages suspectPages() {
        return new SuspectPages(master);
    }

    public LogStreams logStreams() {
        return new LogStreams(master);
    }

    public RestoreSequences restores() {
        return restores;
    }

    public Outlook outlook() {
        return outlook;
    }

    public GoodChecks goodChecks() {
        return goodChecks;
    }

    /** The cluster that holds master and msdb: where statements on server-wide views run. */
    public HostedDatabase masterDatabase() {
        return masterDatabase;
    }

    /**
     * Installs what the catalogue keeps in a user database: the schema for its keys and its own system views. Run when
     * a database is first used; running it again changes nothing.
     */
    public void prepare(DatabaseHome home) throws SqlError {
        install(home, (connection, helpers) -> {
            UserSchema.install(connection, helpers);
            return true;
        });
    }

    /**
     * The same after a restore, where nothing that the database says about itself is trusted: all is written anew.
     *
     * @return the guid of its master key, where it has one
     * @throws SqlError 49909 when it holds code that is not ours
     */
    public Optional<UUID> prepareRestored(DatabaseHome home) throws SqlError {
        return install(home, (connection, helpers) -> {
            UserSchema.reinstall(connection, helpers);
            return new DatabaseKeyRows(connection).masterKey().map(StoredMasterKey::guid);
        });
    }

    @FunctionalInterface
    private interface Installer<T> {
        T install(Connection connection, Installation helpers) throws SQLException, SqlError;
    }

    private <T> T install(DatabaseHome home, Installer<T> installer) throws SqlError {
        try (OwnerConnections connections = userConnections(home)) {
            return connections.transaction(connection -> installer.install(connection, settings.helpers()));
        } catch (EngineException failed) {
            throw OwnerConnections.failure(failed);
        }
    }

    /** Works on the keys of master and of the server, in one transaction. */
    public <T> T serverKeys(KeyWork<ServerKeyRows, T> work) throws SqlError {
        return master.transaction(connection -> work.run(new ServerKeyRows(connection)));
    }

    /**
     * Works on the keys of one database, in one transaction in its cluster.
     *
     * @param database master or the name of a user database
     * @throws SqlError 911 when there is none of that name, 927 when it is restoring, 942 when it is offline, 49921
     *     when it is attached, 3906 when it is read-only and the work changes something
     */
    public <T> T databaseKeys(String database, KeyWork<DatabaseKeyRows, T> work) throws SqlError {
        if (isMaster(database)) {
            return master.transaction(connection -> work.run(new DatabaseKeyRows(connection)));
        }
        DatabaseEntry entry = databases.require(database);
        entry.requireUsable();
        try (OwnerConnections connections = userConnections(entry.home())) {
            return connections.transaction(connection -> onKeys(entry, connection, work));
        } catch (EngineException failed) {
            throw OwnerConnections.failure(failed);
        }
    }

    private static <T> T onKeys(DatabaseEntry entry, Connection connection, KeyWork<DatabaseKeyRows, T> work)
            throws SQLException, SqlError {
        connection.setReadOnly(entry.updateability() == Updateability.READ_ONLY);
        try {
            return work.run(new DatabaseKeyRows(connection));
        } catch (SQLException failed) {
            if (READ_ONLY_TRANSACTION.equals(failed.getSQLState())) {
                throw Message.DATABASE_READ_ONLY.error(entry.name()).causedBy(failed);
            }
            throw failed;
        }
    }

    private OwnerConnections userConnections(DatabaseHome home) throws EngineException {
        return new OwnerConnections(engine.open(home), 0, OwnerConnections.Content.CARRIED);
    }

    /**
     * master or msdb as the databases that BACKUP reads: both are the one cluster.
     *
     * @param name of either
     */
    public DatabaseEntry systemDatabase(String name) throws SqlError {
        String key = Databases.key(name);
        UUID guid = UUID.nameUUIDFromBytes((key + " of " + instanceId).getBytes(StandardCharsets.US_ASCII));
        Instant createdAt = master.transaction(MasterSchema::createdAt);
        return new DatabaseEntry(
                key.equals(MASTER) ? MASTER_DATABASE_ID : MSDB_DATABASE_ID,
                key,
                LogicalNames.of(key),
                masterHome(settings.folder()),
                createdAt,
                DatabaseState.ONLINE,
                UserAccess.MULTI_USER,
                Updateability.READ_WRITE,
                RecoveryModel.SIMPLE,
                new Lineage(guid, guid, guid, Optional.empty(), 1),
                OWNER,
                Optional.empty());
    }

    /** Where a restored master lies until the next start puts it in place. */
    public static DatabaseHome restoredMasterHome(Path folder) {
        Path data = folder.resolve(MASTER + ".restored");
        return new DatabaseHome(MASTER_ID, data, data.resolve("pg_wal"));
    }

    /** The same of this instance. */
    public DatabaseHome restoredMasterHome() {
        return restoredMasterHome(settings.folder());
    }

    /**
     * Makes a restored master fit for this instance: an older schema is brought up to date, timelines that were used
     * meanwhile stay used, and where both have the same service master key, the seals and the identity of this instance
     * go on, so that its seal opens it.
     */
    public void adopt(HostedDatabase restored) throws SqlError {
        try (OwnerConnections connections = new OwnerConnections(restored, 0, OwnerConnections.Content.OURS)) {
            connections.transaction(connection -> {
                MasterSchema.install(connection, settings);
                return master.transaction(own -> {
                    new RestoredMaster(connection, own).adopt();
                    return true;
                });
            });
        }
    }

    /** Replaces the history in msdb by that of a restored cluster; all or nothing. */
    public void takeHistory(HostedDatabase restored) throws SqlError {
        try (OwnerConnections connections = new OwnerConnections(restored, 0, OwnerConnections.Content.OURS)) {
            connections.transaction(connection -> {
                MasterSchema.install(connection, settings);
                return master.transaction(own -> {
                    new RestoredMaster(connection, own).copyHistory();
                    return true;
                });
            });
        }
    }

    /** True for master and msdb, which share their keys. */
    public static boolean isMaster(String database) {
        String key = Databases.key(database);
        return key.equals(MASTER) || key.equals(MSDB);
    }

    @Override
    public void close() {
        master.close();
    }
}
