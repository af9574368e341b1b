package dev.coffer.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of logins inside one transaction in master. Confined to the transaction. */
public final class LoginRows {

    private static final String SELECT = "SELECT guid, name, salt, hash, memory_kibibytes, iterations, lanes,"
            + " created_at, modified_at, row_mac FROM coffer.login";

    private final Connection connection;

    LoginRows(Connection connection) {
        this.connection = connection;
    }

    /** Names are compared without regard to case. */
    public Optional<StoredLogin> find(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE name_key = ?")) {
            select.setString(1, Databases.key(name));
            return read(select).stream().findFirst();
        }
    }

    public List<StoredLogin> all() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " ORDER BY name_key")) {
            return read(select);
        }
    }

    private static List<StoredLogin> read(PreparedStatement select) throws SQLException {
        List<StoredLogin> logins = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                logins.add(new StoredLogin(
                        rows.getObject("guid", UUID.class),
                        rows.getString("name"),
                        rows.getBytes("salt"),
                        rows.getBytes("hash"),
                        new StoredLogin.HashCost(
                                rows.getInt("memory_kibibytes"), rows.getInt("iterations"), rows.getInt("lanes")),
                        SqlTimes.read(rows, "created_at"),
                        SqlTimes.read(rows, "modified_at"),
                        rows.getBytes("row_mac")));
            }
        }
        return logins;
    }

    /** Inserts the login, or replaces that of the same name. */
    public void put(StoredLogin login) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.login (guid, name, name_key,"
                + " salt, hash, memory_kibibytes, iterations, lanes, created_at, modified_at, row_mac)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name_key) DO UPDATE SET"
                + " guid = excluded.guid, name = excluded.name, salt = excluded.salt, hash = excluded.hash,"
                + " memory_kibibytes = excluded.memory_kibibytes, iterations = excluded.iterations,"
                + " lanes = excluded.lanes, created_at = excluded.created_at, modified_at = excluded.modified_at,"
                + " row_mac = excluded.row_mac")) {
            upsert.setObject(1, login.guid());
            upsert.setString(2, login.name());
            upsert.setString(3, Databases.key(login.name()));
            upsert.setBytes(4, login.salt());
            upsert.setBytes(5, login.hash());
            upsert.setInt(6, login.cost().memoryKibibytes());
            upsert.setInt(7, login.cost().iterations());
            upsert.setInt(8, login.cost().lanes());
            upsert.setObject(9, SqlTimes.toColumn(login.createdAt()));
            upsert.setObject(10, SqlTimes.toColumn(login.modifiedAt()));
            upsert.setBytes(11, login.rowMac());
            upsert.executeUpdate();
        }
    }
}
