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
 * The key rows of one database inside one transaction: its master key, certificates and credentials. Rows hold sealed
 * values and their proofs; nothing here can open them. Confined to the transaction.
 */
public final class DatabaseKeyRows {

    /** System certificates stand below this id, as on SQL Server. */
    public static final int FIRST_USER_CERTIFICATE_ID = 256;

    private static final String CERTIFICATE_COLUMNS = "guid, certificate_id, name, der, thumbprint, subject, issuer,"
            + " serial_number, starts_at, expires_at, key_length, key_id, protection, sealed_private_key, exported_at,"
            + " created_at, row_mac";

    private final Connection connection;

    DatabaseKeyRows(Connection connection) {
        this.connection = connection;
    }

    /** The database's own credentials, whose secrets its master key seals. */
    public CredentialRows credentials() {
        return CredentialRows.ofDatabase(connection);
    }

    /**
     * Whether the master key is the one with that id; if so nobody drops or replaces it before this transaction ends,
     * which seals or proves with it.
     */
    public boolean holdMasterKey(UUID keyId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT guid FROM coffer.master_key WHERE key_id = ? FOR SHARE")) {
            select.setObject(1, keyId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    /**
     * Whether there is a master key; if so nobody seals with it before this transaction ends, which drops or replaces
     * it.
     */
    public boolean claimMasterKey() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT guid FROM coffer.master_key FOR UPDATE");
                ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    /** The master key; there is at most one. */
    public Optional<StoredMasterKey> masterKey() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT guid, key_id, created_at, modified_at FROM coffer.master_key");
                ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            UUID guid = rows.getObject("guid", UUID.class);
            return Optional.of(new StoredMasterKey(
                    guid,
                    rows.getObject("key_id", UUID.class),
                    SqlTimes.read(rows, "created_at"),
                    SqlTimes.read(rows, "modified_at"),
                    masterKeyPasswords(guid)));
        }
    }

    /** Inserts the master key; false, and nothing is done, when there is one. */
    public boolean insertMasterKey(StoredMasterKey key) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.master_key (guid, key_id,"
                + " created_at, modified_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setObject(1, key.guid());
            insert.setObject(2, key.keyId());
            insert.setObject(3, SqlTimes.toColumn(key.createdAt()));
            insert.setObject(4, SqlTimes.toColumn(key.modifiedAt()));
            if (insert.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO coffer.master_key_password (master_key_guid, sealed) VALUES (?, ?)")) {
            for (byte[] sealed : key.sealedByPassword()) {
                insert.setObject(1, key.guid());
                insert.setBytes(2, sealed);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return true;
    }

    /** Removes the master key with its passwords. */
    public void deleteMasterKey() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coffer.master_key_password")) {
            delete.executeUpdate();
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coffer.master_key")) {
            delete.executeUpdate();
        }
    }

    /** All certificates by id, the system's too. */
    public List<StoredCertificate> certificates() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + CERTIFICATE_COLUMNS + " FROM coffer.certificate ORDER BY certificate_id")) {
            return readCertificates(select);
        }
    }

    /** Names are compared without regard to case. */
    public Optional<StoredCertificate> certificate(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + CERTIFICATE_COLUMNS + " FROM coffer.certificate WHERE name_key = ?")) {
            select.setString(1, Databases.key(name));
            return readCertificates(select).stream().findFirst();
        }
    }

    /**
     * Inserts a certificate; an id of 0 lets the table choose the next one. False, and nothing is done, when there is
     * one of that name or the same one already.
     */
    public boolean insertCertificate(StoredCertificate certificate) throws SQLException {
        String id = certificate.certificateId() == 0
                ? "(SELECT greatest(coalesce(max(certificate_id) + 1, 0), " + FIRST_USER_CERTIFICATE_ID
                        + ") FROM coffer.certificate)"
                : Integer.toString(certificate.certificateId());
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.certificate (guid, name,"
                + " name_key, der, thumbprint, subject, issuer, serial_number, starts_at, expires_at, key_length,"
                + " key_id, protection, sealed_private_key, exported_at, created_at, row_mac, certificate_id)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + id + ") ON CONFLICT DO NOTHING")) {
            StoredCertificate.Display display = certificate.display();
            insert.setObject(1, certificate.guid());
            insert.setString(2, certificate.name());
            insert.setString(3, Databases.key(certificate.name()));
            insert.setBytes(4, certificate.der());
            insert.setBytes(5, display.thumbprint());
            insert.setString(6, display.subject());
            insert.setString(7, display.issuer());
            insert.setString(8, display.serialNumber());
            insert.setObject(9, SqlTimes.toColumn(display.startsAt()));
            insert.setObject(10, SqlTimes.toColumn(display.expiresAt()));
            insert.setInt(11, display.keyLengthBits());
            insert.setBytes(12, certificate.keyId());
            insert.setString(13, certificate.protection().code());
            insert.setBytes(14, certificate.sealedPrivateKey().orElse(null));
            insert.setObject(15, SqlTimes.toColumn(certificate.exportedAt()));
            insert.setObject(16, SqlTimes.toColumn(certificate.createdAt()));
            insert.setBytes(17, certificate.rowMac());
            return insert.executeUpdate() == 1;
        }
    }

    /** Replaces what can change of a certificate: sealed private key, export time and proof. */
    public void updateCertificate(StoredCertificate certificate) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE coffer.certificate SET protection = ?,"
                + " sealed_private_key = ?, exported_at = ?, row_mac = ? WHERE guid = ?")) {
            update.setString(1, certificate.protection().code());
            update.setBytes(2, certificate.sealedPrivateKey().orElse(null));
            update.setObject(3, SqlTimes.toColumn(certificate.exportedAt()));
            update.setBytes(4, certificate.rowMac());
            update.setObject(5, certificate.guid());
            update.executeUpdate();
        }
    }

    public void deleteCertificate(UUID guid) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coffer.certificate WHERE guid = ?")) {
            delete.setObject(1, guid);
            delete.executeUpdate();
        }
    }

    private List<byte[]> masterKeyPasswords(UUID guid) throws SQLException {
        List<byte[]> sealed = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT sealed FROM coffer.master_key_password WHERE master_key_guid = ? ORDER BY password_id")) {
            select.setObject(1, guid);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    sealed.add(rows.getBytes(1));
                }
            }
        }
        return sealed;
    }

    private static List<StoredCertificate> readCertificates(PreparedStatement select) throws SQLException {
        List<StoredCertificate> certificates = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                certificates.add(certificate(rows));
            }
        }
        return List.copyOf(certificates);
    }

    private static StoredCertificate certificate(ResultSet row) throws SQLException {
        Optional<Instant> exportedAt = SqlTimes.readOptional(row, "exported_at");
        return new StoredCertificate(
                row.getObject("guid", UUID.class),
                row.getInt("certificate_id"),
                row.getString("name"),
                row.getBytes("der"),
                new StoredCertificate.Display(
                        row.getBytes("thumbprint"),
                        row.getString("subject"),
                        row.getString("issuer"),
                        row.getString("serial_number"),
                        SqlTimes.read(row, "starts_at"),
                        SqlTimes.read(row, "expires_at"),
                        row.getInt("key_length")),
                row.getBytes("key_id"),
                StoredCertificate.Protection.ofCode(row.getString("protection")),
                Optional.ofNullable(row.getBytes("sealed_private_key")),
                exportedAt,
                SqlTimes.read(row, "created_at"),
                row.getBytes("row_mac"));
    }
}
