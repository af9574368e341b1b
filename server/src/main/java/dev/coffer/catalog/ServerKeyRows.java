package dev.coffer.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The key rows of the server inside one transaction in master: service master key, its seals, the copies of database
 * master keys it seals, trusted signers; and master's own rows. Confined to the transaction.
 */
public final class ServerKeyRows {

    private final Connection connection;
    private final DatabaseKeyRows master;

    ServerKeyRows(Connection connection) {
        this.connection = connection;
        this.master = new DatabaseKeyRows(connection);
    }

    /** A copy of a database master key, sealed by the service master key. */
    public record MasterKeyCopy(UUID masterKeyGuid, Optional<String> database, byte[] sealed) {}

    /** Master's own master key and certificates, in the same transaction. */
    public DatabaseKeyRows master() {
        return master;
    }

    /** The logins, whose rows the service master key proves. */
    public LoginRows logins() {
        return new LoginRows(connection);
    }

    /** The credentials, whose secrets the service master key seals. */
    public CredentialRows credentials() {
        return CredentialRows.ofServer(connection);
    }

    public Optional<StoredServiceMasterKey> serviceMasterKey() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT guid, key_id, created_at, modified_at, exported_at FROM coffer.service_master_key");
                ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            return Optional.of(new StoredServiceMasterKey(
                    rows.getObject("guid", UUID.class),
                    rows.getObject("key_id", UUID.class),
                    SqlTimes.read(rows, "created_at"),
                    SqlTimes.read(rows, "modified_at"),
                    SqlTimes.readOptional(rows, "exported_at"),
                    seals()));
        }
    }

    /** Holds the row until the transaction ends; false when the key has another id by now. */
    public boolean holdServiceMasterKey(UUID keyId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT key_id FROM coffer.service_master_key FOR SHARE")) {
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && rows.getObject(1, UUID.class).equals(keyId);
            }
        }
    }

    /** Holds the row until the transaction ends, against all who would hold it too. */
    public void claimServiceMasterKey() throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT guid FROM coffer.service_master_key FOR UPDATE")) {
            select.execute();
        }
    }

    /** Notes when the key was backed up; false when the key has another id by now. */
    public boolean markServiceMasterKeyExported(UUID keyId, Instant exportedAt) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE coffer.service_master_key SET exported_at = ? WHERE key_id = ?")) {
            update.setObject(1, SqlTimes.toColumn(exportedAt));
            update.setObject(2, keyId);
            return update.executeUpdate() == 1;
        }
    }

    /** Removes a signer: it is not trusted any more. */
    public void deleteTrustedSigner(UUID guid) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coffer.trusted_signer WHERE guid = ?")) {
            delete.setObject(1, guid);
            delete.executeUpdate();
        }
    }

    /** Inserts or replaces the service master key with all its seals. */
    public void putServiceMasterKey(StoredServiceMasterKey key) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coffer.seal")) {
            delete.executeUpdate();
        }
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.service_master_key"
                + " (guid, key_id, created_at, modified_at, exported_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (singleton) DO UPDATE SET guid = excluded.guid, key_id = excluded.key_id,"
                + " created_at = excluded.created_at, modified_at = excluded.modified_at,"
                + " exported_at = excluded.exported_at")) {
            upsert.setObject(1, key.guid());
            upsert.setObject(2, key.keyId());
            upsert.setObject(3, SqlTimes.toColumn(key.createdAt()));
            upsert.setObject(4, SqlTimes.toColumn(key.modifiedAt()));
            upsert.setObject(5, SqlTimes.toColumn(key.exportedAt()));
            upsert.executeUpdate();
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO coffer.seal (provider, sealed) VALUES (?, ?)")) {
            for (StoredServiceMasterKey.Seal seal : key.seals()) {
                insert.setString(1, seal.provider());
                insert.setBytes(2, seal.sealed());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    public List<MasterKeyCopy> masterKeyCopies() throws SQLException {
        List<MasterKeyCopy> copies = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT c.master_key_guid, d.name, c.sealed"
                        + " FROM coffer.master_key_copy c LEFT JOIN coffer.database d USING (database_id)"
                        + " ORDER BY c.master_key_guid");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                copies.add(new MasterKeyCopy(
                        rows.getObject("master_key_guid", UUID.class),
                        Optional.ofNullable(rows.getString("name")),
                        rows.getBytes("sealed")));
            }
        }
        return List.copyOf(copies);
    }

    /** A sealed copy of the master key with that guid, whichever of the databases that have it is its owner. */
    public Optional<byte[]> masterKeyCopy(UUID masterKeyGuid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT sealed FROM coffer.master_key_copy WHERE master_key_guid = ? LIMIT 1")) {
            select.setObject(1, masterKeyGuid);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        }
    }

    /**
     * Inserts the copy, or replaces that of an earlier master key of the same database.
     *
     * @param database empty for master
     */
    public void putMasterKeyCopy(UUID masterKeyGuid, Optional<String> database, byte[] sealed) throws SQLException {
        deleteMasterKeyCopies(database);
        addMasterKeyCopy(masterKeyGuid, database, sealed);
    }

    /**
     * Inserts the copy beside that of an earlier master key of the same database.
     *
     * @param database empty for master
     */
    public void addMasterKeyCopy(UUID masterKeyGuid, Optional<String> database, byte[] sealed) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.master_key_copy"
                + " (master_key_guid, database_id, sealed) VALUES (?, (SELECT database_id FROM coffer.database"
                + " WHERE name_key = ?), ?) ON CONFLICT (master_key_guid, database_id)"
                + " DO UPDATE SET sealed = excluded.sealed")) {
            insert.setObject(1, masterKeyGuid);
            insert.setString(2, database.map(Databases::key).orElse(null));
            insert.setBytes(3, sealed);
            insert.executeUpdate();
        }
    }

    /**
     * A database that was restored has its own copy from now on, where another database of this server has one of the
     * same master key. Like whoever seals with it, it waits for a change of the service master key.
     */
    void shareMasterKeyCopy(UUID masterKeyGuid, int databaseId) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement("SELECT FROM coffer.service_master_key FOR SHARE");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.master_key_copy"
                        + " (master_key_guid, database_id, sealed) SELECT master_key_guid, ?, sealed"
                        + " FROM coffer.master_key_copy WHERE master_key_guid = ? LIMIT 1 ON CONFLICT DO NOTHING")) {
            hold.execute();
            insert.setInt(1, databaseId);
            insert.setObject(2, masterKeyGuid);
            insert.executeUpdate();
        }
    }

    /** Replaces the sealed value of every copy of a key, after the service master key changed. */
    public void resealMasterKeyCopy(UUID masterKeyGuid, byte[] sealed) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE coffer.master_key_copy SET sealed = ? WHERE master_key_guid = ?")) {
            update.setBytes(1, sealed);
            update.setObject(2, masterKeyGuid);
            update.executeUpdate();
        }
    }

    /** Removes every copy of a key: what they hold cannot be opened any more. */
    public void deleteMasterKeyCopy(UUID masterKeyGuid) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coffer.master_key_copy WHERE master_key_guid = ?")) {
            delete.setObject(1, masterKeyGuid);
            delete.executeUpdate();
        }
    }

    /** @param database empty for master */
    public void deleteMasterKeyCopies(Optional<String> database) throws SQLException {
        String where = database.isEmpty()
                ? "database_id IS NULL"
                : "database_id = (SELECT database_id FROM coffer.database WHERE name_key = ?)";
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coffer.master_key_copy WHERE " + where)) {
            if (database.isPresent()) {
                delete.setString(1, Databases.key(database.get()));
            }
            delete.executeUpdate();
        }
    }

    public List<TrustedSigner> trustedSigners() throws SQLException {
        List<TrustedSigner> signers = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT guid, public_key, origin, added_at, row_mac FROM coffer.trusted_signer"
                                + " ORDER BY added_at");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                signers.add(new TrustedSigner(
                        rows.getObject("guid", UUID.class),
                        rows.getBytes("public_key"),
                        TrustedSigner.Origin.valueOf(rows.getString("origin")),
                        SqlTimes.read(rows, "added_at"),
                        rows.getBytes("row_mac")));
            }
        }
        return List.copyOf(signers);
    }

    /** Inserts a signer, or replaces its proof. */
    public void putTrustedSigner(TrustedSigner signer) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.trusted_signer (guid,"
                + " public_key, origin, added_at, row_mac) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (guid) DO UPDATE SET row_mac = excluded.row_mac")) {
            upsert.setObject(1, signer.guid());
            upsert.setBytes(2, signer.publicKey());
            upsert.setString(3, signer.origin().name());
            upsert.setObject(4, SqlTimes.toColumn(signer.addedAt()));
            upsert.setBytes(5, signer.rowMac());
            upsert.executeUpdate();
        }
    }

    private List<StoredServiceMasterKey.Seal> seals() throws SQLException {
        List<StoredServiceMasterKey.Seal> seals = new ArrayList<>();
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT provider, sealed FROM coffer.seal ORDER BY seal_id");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                seals.add(new StoredServiceMasterKey.Seal(rows.getString(1), rows.getBytes(2)));
            }
        }
        return seals;
    }
}
