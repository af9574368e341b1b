package dev.coffer.catalog;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * The list of user databases. Each change is one transaction, durable when the method returns. Names are compared
 * without regard to case. Thread-safe.
 */
public final class Databases {

    private static final String COLUMNS = "database_id, name, home_id, data_folder, log_folder, created_at, state,"
            + " user_access, updateability, recovery_model, database_guid, family_guid, fork_guid, system_id, timeline,"
            + " owner, data_name, log_name, url, credential_name";
    private static final String SELECT =
            "SELECT " + COLUMNS + " FROM coffer.database LEFT JOIN coffer.attached_server USING (database_id) ";
    private static final String UNIQUE_VIOLATION = "23505";

    private final OwnerConnections master;
    private final Path folder;

    /** @param folder of the instance; homes below it are kept relative to it, so that the folder can be moved */
    Databases(OwnerConnections master, Path folder) {
        this.master = master;
        this.folder = folder;
    }

    /** All user databases by id; master and msdb are not among them. */
    public List<DatabaseEntry> all() throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + "ORDER BY database_id")) {
                return read(select);
            }
        });
    }

    public Optional<DatabaseEntry> find(String name) throws SqlError {
        return master.transaction(connection -> find(connection, name));
    }

    /** @throws SqlError 911 when there is none of that name */
    public DatabaseEntry require(String name) throws SqlError {
        return find(name).orElseThrow(() -> Message.DATABASE_NOT_FOUND.error(name));
    }

    /**
     * Lists a new database: from now on it exists.
     *
     * @throws SqlError 1801 when the name is taken, also by a system database
     */
    public DatabaseEntry insert(NewDatabase database) throws SqlError {
        return master.transaction(connection -> insert(connection, database));
    }

    /**
     * Lists a server elsewhere as a database. Nobody asked yet that its log be kept, so its recovery model is SIMPLE.
     *
     * @throws SqlError 1801 when the name is taken, also by a system database
     */
    public DatabaseEntry attach(NewDatabase database, AttachedServer server) throws SqlError {
        return master.transaction(connection -> {
            DatabaseEntry entry = insert(connection, database);
            try (PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO coffer.attached_server (database_id, url, credential_name) VALUES (?, ?, ?)");
                    PreparedStatement update = connection.prepareStatement(
                            "UPDATE coffer.database SET recovery_model = 'SIMPLE' WHERE database_id = ?")) {
                insert.setInt(1, entry.databaseId());
                insert.setString(2, server.url());
                insert.setString(3, server.credential());
                insert.executeUpdate();
                update.setInt(1, entry.databaseId());
                update.executeUpdate();
            }
            return find(connection, database.name()).orElseThrow();
        });
    }

    /** The same within a transaction. */
    DatabaseEntry insert(Connection connection, NewDatabase database) throws SQLException, SqlError {
        if (Catalog.isSystemName(database.name())) {
            throw Message.DATABASE_EXISTS.error(database.name());
        }
        try {
            insertRow(connection, database);
        } catch (SQLException failed) {
            if (UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                throw Message.DATABASE_EXISTS.error(database.name());
            }
            throw failed;
        }
        noteTimeline(connection, database.lineage());
        return find(connection, database.name()).orElseThrow();
    }

    /**
     * The database lives in another home from now on, with files of those names. Owner, id and creation time stay.
     *
     * @param expected as it was when the caller looked
     * @throws SqlError 911 when the row is gone, 3101 when its home is another one already
     */
    DatabaseEntry moveHome(
            Connection connection, DatabaseEntry expected, DatabaseHome home, LogicalNames files, DatabaseState state)
            throws SQLException, SqlError {
        try (PreparedStatement update = connection.prepareStatement("UPDATE coffer.database SET home_id = ?,"
                + " data_folder = ?, log_folder = ?, data_name = ?, log_name = ?, state = ?"
                + " WHERE name_key = ? AND home_id = ?")) {
            bindHome(update, 1, home);
            bindFiles(update, 4, files);
            update.setString(6, state.name());
            update.setString(7, key(expected.name()));
            update.setObject(8, expected.home().id());
            if (update.executeUpdate() != 1) {
                throw find(connection, expected.name()).isEmpty()
                        ? Message.DATABASE_NOT_FOUND.error(expected.name())
                        : Message.EXCLUSIVE_ACCESS.error();
            }
        }
        return find(connection, expected.name()).orElseThrow();
    }

    /** The end of a restore: the database is ONLINE and goes on as the outcome says. */
    DatabaseEntry recovered(Connection connection, String name, RestoreSequences.Outcome outcome) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE coffer.database SET state = 'ONLINE',"
                + " user_access = ?, updateability = ?, recovery_model = ?, database_guid = ?,"
                + " family_guid = ?, fork_guid = ?, system_id = ?, timeline = ?"
                + " WHERE name_key = ?")) {
            update.setString(1, outcome.access().name());
            update.setString(2, outcome.updateability().name());
            update.setString(3, outcome.recoveryModel().name());
            bindLineage(update, 4, outcome.lineage());
            update.setString(9, key(name));
            update.executeUpdate();
        }
        noteTimeline(connection, outcome.lineage());
        GoodChecks.forget(connection, name);
        return find(connection, name).orElseThrow();
    }

    /** From standby too. */
    void setRestoring(Connection connection, int databaseId) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE coffer.database SET state = 'RESTORING' WHERE database_id = ?")) {
            update.setInt(1, databaseId);
            update.executeUpdate();
        }
    }

    DatabaseEntry setState(Connection connection, String name, DatabaseState state) throws SQLException, SqlError {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE coffer.database SET state = ? WHERE name_key = ?")) {
            update.setString(1, state.name());
            update.setString(2, key(name));
            update.executeUpdate();
        }
        return find(connection, name).orElseThrow(() -> Message.DATABASE_NOT_FOUND.error(name));
    }

    /** @throws SqlError 911 when there is none of that name */
    public DatabaseEntry setRecoveryModel(String name, RecoveryModel recoveryModel) throws SqlError {
        return set("recovery_model", recoveryModel, name);
    }

    /**
     * Gives a database another name; everything else stays, what it calls its files too.
     *
     * @throws SqlError 911 when there is none of the old name, 1801 when the new one is taken
     */
    public void rename(String name, String newName) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE coffer.database SET name = ?, name_key = ? WHERE name_key = ?")) {
                update.setString(1, newName);
                update.setString(2, key(newName));
                update.setString(3, key(name));
                if (update.executeUpdate() != 1) {
                    throw Message.DATABASE_NOT_FOUND.error(name);
                }
                return true;
            } catch (SQLException failed) {
                if (UNIQUE_VIOLATION.equals(failed.getSQLState())) {
                    throw Message.DATABASE_EXISTS.error(newName);
                }
                throw failed;
            }
        });
    }

    /**
     * What a database calls its files from now on.
     *
     * @param before as they were when the caller looked
     * @return false when they are called otherwise already, or the database is gone
     */
    public boolean renameFiles(String name, LogicalNames before, LogicalNames after) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE coffer.database SET data_name = ?, log_name = ?"
                            + " WHERE name_key = ? AND data_name = ? AND log_name = ?")) {
                bindFiles(update, 1, after);
                update.setString(3, key(name));
                bindFiles(update, 4, before);
                return update.executeUpdate() == 1;
            }
        });
    }

    /** @throws SqlError 911 when there is none of that name */
    public DatabaseEntry setState(String name, DatabaseState state) throws SqlError {
        return set("state", state, name);
    }

    /** @throws SqlError 911 when there is none of that name */
    public DatabaseEntry setAccess(String name, UserAccess access) throws SqlError {
        return set("user_access", access, name);
    }

    /** @throws SqlError 911 when there is none of that name */
    public DatabaseEntry setUpdateability(String name, Updateability updateability) throws SqlError {
        return set("updateability", updateability, name);
    }

    private DatabaseEntry set(String column, Enum<?> value, String name) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE coffer.database SET " + column + " = ? WHERE name_key = ?")) {
                update.setString(1, value.name());
                update.setString(2, key(name));
                update.executeUpdate();
            }
            return find(connection, name).orElseThrow(() -> Message.DATABASE_NOT_FOUND.error(name));
        });
    }

    /** Takes a database off the list; its history stays. Empty when there is none of that name. */
    public Optional<DatabaseEntry> delete(String name) throws SqlError {
        return master.transaction(connection -> {
            Optional<DatabaseEntry> entry = find(connection, name);
            GoodChecks.forget(connection, name);
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM coffer.database WHERE name_key = ?")) {
                delete.setString(1, key(name));
                delete.executeUpdate();
            }
            // The foreign key takes the copy of its master key along.
            return entry;
        });
    }

    /** The highest timeline this instance ever saw for that system id; 0 when it saw none. */
    public int highestTimeline(String systemId) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT highest FROM coffer.timeline WHERE system_id = ?")) {
                select.setString(1, systemId);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next() ? rows.getInt(1) : 0;
                }
            }
        });
    }

    /**
     * Whether a row names that home, or may do so because the rows cannot be read. For a change that failed: its
     * transaction may have been committed and only the answer been lost.
     */
    public boolean mayName(DatabaseHome home) {
        try {
            return all().stream().anyMatch(entry -> entry.home().id().equals(home.id()));
        } catch (SqlError unknown) {
            return true;
        }
    }

    private Optional<DatabaseEntry> find(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "WHERE name_key = ?")) {
            select.setString(1, key(name));
            return read(select).stream().findFirst();
        }
    }

    private void insertRow(Connection connection, NewDatabase database) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.database (name, name_key,"
                + " home_id, data_folder, log_folder, database_guid, family_guid, fork_guid, system_id, timeline,"
                + " created_at, state, recovery_model, owner, data_name, log_name)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ONLINE', 'FULL', ?, ?, ?)")) {
            insert.setString(1, database.name());
            insert.setString(2, key(database.name()));
            bindHome(insert, 3, database.home());
            bindLineage(insert, 6, database.lineage());
            insert.setObject(11, SqlTimes.toColumn(database.createdAt()));
            insert.setString(12, database.owner());
            bindFiles(insert, 13, database.files());
            insert.executeUpdate();
        }
    }

    void bindHome(PreparedStatement statement, int first, DatabaseHome home) throws SQLException {
        statement.setObject(first, home.id());
        statement.setString(first + 1, stored(home.dataFolder()));
        statement.setString(first + 2, stored(home.logFolder()));
    }

    private static void bindFiles(PreparedStatement statement, int first, LogicalNames files) throws SQLException {
        statement.setString(first, files.data());
        statement.setString(first + 1, files.log());
    }

    private static void bindLineage(PreparedStatement statement, int first, Lineage lineage) throws SQLException {
        statement.setObject(first, lineage.databaseGuid());
        statement.setObject(first + 1, lineage.familyGuid());
        statement.setObject(first + 2, lineage.recoveryForkGuid());
        statement.setString(first + 3, lineage.systemId().orElse(null));
        statement.setInt(first + 4, lineage.timeline());
    }

    private static void noteTimeline(Connection connection, Lineage lineage) throws SQLException {
        if (lineage.systemId().isEmpty()) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.timeline AS t (system_id,"
                + " highest) VALUES (?, ?) ON CONFLICT (system_id)"
                + " DO UPDATE SET highest = greatest(t.highest, excluded.highest)")) {
            upsert.setString(1, lineage.systemId().get());
            upsert.setInt(2, lineage.timeline());
            upsert.executeUpdate();
        }
    }

    private List<DatabaseEntry> read(PreparedStatement select) throws SQLException {
        List<DatabaseEntry> entries = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(entry(rows));
            }
        }
        return List.copyOf(entries);
    }

    private DatabaseEntry entry(ResultSet row) throws SQLException {
        DatabaseHome home = home(row, "home_id", "data_folder", "log_folder");
        Lineage lineage = new Lineage(
                row.getObject("database_guid", UUID.class),
                row.getObject("family_guid", UUID.class),
                row.getObject("fork_guid", UUID.class),
                Optional.ofNullable(row.getString("system_id")),
                row.getInt("timeline"));
        String credential = String.valueOf(row.getString("credential_name"));
        DatabaseState state = DatabaseState.valueOf(row.getString("state"));
        return new DatabaseEntry(
                row.getInt("database_id"),
                row.getString("name"),
                new LogicalNames(row.getString("data_name"), row.getString("log_name")),
                home,
                SqlTimes.read(row, "created_at"),
                state,
                UserAccess.valueOf(row.getString("user_access")),
                state == DatabaseState.STANDBY
                        ? Updateability.READ_ONLY
                        : Updateability.valueOf(row.getString("updateability")),
                RecoveryModel.valueOf(row.getString("recovery_model")),
                lineage,
                row.getString("owner"),
                Optional.ofNullable(row.getString("url")).map(url -> new AttachedServer(url, credential)));
    }

    DatabaseHome home(ResultSet row, String id, String dataFolder, String logFolder) throws SQLException {
        return new DatabaseHome(
                row.getObject(id, UUID.class), path(row.getString(dataFolder)), path(row.getString(logFolder)));
    }

    String stored(Path path) {
        return path.startsWith(folder) ? folder.relativize(path).toString() : path.toString();
    }

    /** What was {@link #stored}. */
    Path path(String stored) {
        return folder.resolve(stored);
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
