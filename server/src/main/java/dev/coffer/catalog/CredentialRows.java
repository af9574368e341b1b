package dev.coffer.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of credentials inside one transaction in master. Confined to the transaction. */
public final class CredentialRows {

    private static final String SELECT =
            "SELECT guid, name, identity, sealed_secret, created_at, modified_at, row_mac FROM coffer.credential";

    private final Connection connection;

    CredentialRows(Connection connection) {
        this.connection = connection;
    }

    /** Names are compared without regard to case. */
    public Optional<StoredCredential> find(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE name_key = ?")) {
            select.setString(1, Databases.key(name));
            return read(select).stream().findFirst();
        }
    }

    public List<StoredCredential> all() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + " ORDER BY name_key")) {
            return read(select);
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
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.credential (guid, name,"
                + " name_key, identity, sealed_secret, created_at, modified_at, row_mac)"
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
                connection.prepareStatement("DELETE FROM coffer.credential WHERE name_key = ?")) {
            delete.setString(1, Databases.key(name));
            return delete.executeUpdate() == 1;
        }
    }
}
