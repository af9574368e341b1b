package dev.coffer.keys;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseKeyRows;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Rows of certificates and their proofs. Master's rows are proved by the service master key, a user database's by its
 * own master key, so that they stay proved when the database moves. Thread-safe.
 */
final class ProvenCertificates {

    private final Catalog catalog;
    private final ServiceMasterKey serviceMasterKey;
    private final MasterKeys masterKeys;

    ProvenCertificates(Catalog catalog, ServiceMasterKey serviceMasterKey, MasterKeys masterKeys) {
        this.catalog = catalog;
        this.serviceMasterKey = serviceMasterKey;
        this.masterKeys = masterKeys;
    }

    /** A row and what it says, once it is proved. */
    record Entry(StoredCertificate row, KnownCertificate known) {}

    /** Unchecked. */
    Optional<StoredCertificate> row(String database, String name) throws SqlError {
        return catalog.databaseKeys(database, rows -> rows.certificate(name));
    }

    /** Unchecked. */
    List<StoredCertificate> rows(String database) throws SqlError {
        return catalog.databaseKeys(database, DatabaseKeyRows::certificates);
    }

    Optional<Entry> find(String database, String name) throws SqlError {
        return reading(() -> proved(database, name));
    }

    /** As {@link ServiceMasterKey#reading}. */
    <T> T reading(ServiceMasterKey.Reading<T> reading) throws SqlError {
        return serviceMasterKey.reading(reading);
    }

    private Optional<Entry> proved(String database, String name) throws SqlError {
        Optional<StoredCertificate> row = row(database, name);
        if (row.isEmpty()) {
            requireUnlocked();
            return Optional.empty();
        }
        return Optional.of(new Entry(row.get(), check(database, row.get())));
    }

    /** A locked instance says so, whatever is asked: it cannot prove anything. */
    void requireUnlocked() throws SqlError {
        serviceMasterKey.require().close();
    }

    /** @throws SqlError 49910 when the row was changed */
    KnownCertificate check(String database, StoredCertificate row) throws SqlError {
        try (HierarchyKey key = provingKey(database)) {
            return CertificateRow.check(database, row, key);
        }
    }

    /** Whether a key that proves master's rows is in use still. */
    boolean isCurrent(HierarchyKey ofMaster) {
        return serviceMasterKey.isCurrent(ofMaster);
    }

    /** The key that proves the rows of a database; closed by the caller. */
    HierarchyKey provingKey(String database) throws SqlError {
        return Catalog.isMaster(database) ? serviceMasterKey.require() : masterKeys.require(database);
    }

    /**
     * Stores a new row; proves it.
     *
     * @param masterKeyId of the master key that sealed the private key; empty when none did
     */
    void insert(String database, StoredCertificate draft, Optional<UUID> masterKeyId) throws SqlError {
        try (HierarchyKey key = provingKey(database)) {
            StoredCertificate row = CertificateRow.proven(draft, key);
            boolean added = Catalog.isMaster(database)
                    ? catalog.serverKeys(rows -> {
                        ServiceMasterKey.requireCurrent(rows, key.id());
                        return insert(rows.master(), row, masterKeyId);
                    })
                    : catalog.databaseKeys(database, rows -> {
                        MasterKeys.requireCurrent(rows, key.id());
                        return insert(rows, row, masterKeyId);
                    });
            if (!added) {
                throw Message.CERTIFICATE_EXISTS.error(draft.name());
            }
        }
    }

    /** A private key sealed by a master key that was dropped or replaced meanwhile could never be opened. */
    private static boolean insert(DatabaseKeyRows rows, StoredCertificate row, Optional<UUID> masterKeyId)
            throws SQLException, SqlError {
        if (masterKeyId.isPresent()) {
            MasterKeys.requireCurrent(rows, masterKeyId.get());
        }
        return rows.insertCertificate(row);
    }

    /** Changes a row: checks the old one and proves the new one in one transaction. */
    void update(String database, String name, UnaryOperator<StoredCertificate> change) throws SqlError {
        try (HierarchyKey key = provingKey(database)) {
            if (Catalog.isMaster(database)) {
                catalog.serverKeys(rows -> {
                    ServiceMasterKey.requireCurrent(rows, key.id());
                    return update(rows.master(), name, change, key);
                });
            } else {
                catalog.databaseKeys(database, rows -> {
                    MasterKeys.requireCurrent(rows, key.id());
                    return update(rows, name, change, key);
                });
            }
        }
    }

    private static boolean update(
            DatabaseKeyRows rows, String name, UnaryOperator<StoredCertificate> change, HierarchyKey key)
            throws SQLException, SqlError {
        StoredCertificate row =
                rows.certificate(name).orElseThrow(() -> Message.CANNOT_FIND.error("find", "certificate", name));
        if (!CertificateRow.holds(row, key)) {
            throw CertificateRow.tampered(row);
        }
        rows.updateCertificate(CertificateRow.proven(change.apply(row), key));
        return true;
    }
}
