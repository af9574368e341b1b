package dev.coffer.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of the server's credentials, or of one database's, inside one transaction. Confined to the transaction. */
public final class CredentialRows {

    private final Connection connection;
    private final String table;
    private final String select;

    private CredentialRows(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
        this.select =
                "SELECT guid, name, identity, sealed_secret, created_at, modified_at, row_mac FROM coffer." + table;
    }

    static CredentialRows ofServer(Connection master) {
        return new CredentialRows(master, "credential");
    }

    static CredentialRows ofDatabase(Connection database) {
        return new CredentialRows(database, "scoped_credential");
    }

    /** Names are compared without regard to case. */
    public Optional<StoredCredential> find(String name) throws SQLException {
        try (PreparedStatement one = connection.prepareStatement(select + " WHERE name_key = ?")) {
            one.setString(1, Databases.key(name));
            return read(one).stream().findFirst();
        }
    }

    public List<StoredCredential> all() throws SQLException {
        try (PreparedStatement all = connection.prepareStatement(select + " ORDER BY name_key")) {
            return read(all);
        }
    }

    private static List<StoredCredential> read(PreparedStatement select) throws SQLException {
        List<StoredCredential> credentials = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                credentials.add(new StoredCredential(
                        rows.getObject("guid", UUID.class),
                        rows.getString("name"),
                        rows.getString("identity"),
                        Optional.ofNullable(rows.getBytes("sealed_secret")),
                        SqlTimes.read(rows, "created_at"),
                        SqlTimes.read(rows, "modified_at"),
                        rows.getBytes("row_mac")));
            }
        }
        return credentials;
    }

    /** Inserts the credential, or replaces that of the same GUID. */
    public void put(StoredCredential credential) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer." + table
                + " (guid, name, name_key, identity, sealed_secret, created_at, modified_at, row_mac)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (guid) DO UPDATE SET identity = excluded.identity,"
                + " sealed_secret = excluded.sealed_secret, modified_at = excluded.modified_at,"
                + " row_mac = excluded.row_mac")) {
            upsert.setObject(1, credential.guid());
            upsert.setString(2, credential.name());
            upsert.setString(3, Databases.key(credential.name()));
            upsert.setString(4, credential.identity());
            upsert.setBytes(5, credential.sealedSecret().orElse(null));
            upsert.setObject(6, SqlTimes.toColumn(credential.createdAt()));
            upsert.setObject(7, SqlTimes.toColumn(credential.modifiedAt()));
            upsert.setBytes(8, credential.rowMac());
            upsert.executeUpdate();
        }
    }

    /** Whether there was one of that name. */
    public boolean delete(String name) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coffer." + table + " WHERE name_key = ?")) {
            delete.setString(1, Databases.key(name));
            return delete.executeUpdate() == 1;
        }
    }
}
