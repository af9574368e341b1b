package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseKeyRows;
import dev.coffer.catalog.ServerKeyRows;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.catalog.StoredMasterKey;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Database master keys: sealed by a password in the database, and by the service master key in master. Thread-safe. */
public final class MasterKeys {

    private static final String SYSTEM_NAME = "##MS_DatabaseMasterKey##";

    private final Catalog catalog;
    private final ServiceMasterKey serviceMasterKey;
    private final PasswordSealing passwords;
    private final RandomSource random;
    private final Clock clock;

    MasterKeys(
            Catalog catalog,
            ServiceMasterKey serviceMasterKey,
            PasswordSealing passwords,
            RandomSource random,
            Clock clock) {
        this.catalog = catalog;
        this.serviceMasterKey = serviceMasterKey;
        this.passwords = passwords;
        this.random = random;
        this.clock = clock;
    }

    /**
     * CREATE MASTER KEY.
     *
     * @param password closed by the caller
     * @throws SqlError 15578 when there is one, 49902 when the instance is locked
     */
    public void create(String database, SecretBytes password) throws SqlError {
        try (HierarchyKey root = serviceMasterKey.require()) {
            if (exists(database)) {
                throw Message.MASTER_KEY_EXISTS.error();
            }
            try (HierarchyKey key = HierarchyKey.generate(random);
                    SecretBytes secret = key.secret()) {
                SealedObject object = SealedObject.of(SealedKind.MASTER_KEY, UUID.randomUUID());
                Instant now = clock.instant();
                StoredMasterKey row = new StoredMasterKey(
                        object.guid(), key.id(), now, now, List.of(passwords.seal(object, secret, password)));
                store(database, row, root.seal(object, secret, random), root.id());
            }
        }
    }

    /**
     * DROP MASTER KEY.
     *
     * @throws SqlError 15151 when there is none, 15580 while a certificate's private key is protected by it
     */
    public void drop(String database) throws SqlError {
        catalog.databaseKeys(database, rows -> {
            if (!rows.claimMasterKey()) {
                throw Message.CANNOT_FIND.error("drop", "symmetric key", SYSTEM_NAME);
            }
            for (StoredCertificate certificate : rows.certificates()) {
                if (certificate.protection() == Protection.MASTER_KEY) {
                    throw Message.CANNOT_DROP_ENCRYPTS.error("master key", "certificate", certificate.name());
                }
            }
            rows.deleteMasterKey();
            return true;
        });
        catalog.serverKeys(rows -> {
            rows.deleteMasterKeyCopies(owner(database));
            return true;
        });
    }

    public boolean exists(String database) throws SqlError {
        return catalog.databaseKeys(database, rows -> rows.masterKey().isPresent());
    }

    /**
     * The master key, opened by the service master key; closed by the caller.
     *
     * @throws SqlError 15581 when there is none or this instance cannot open it, 49902 when it is locked, 49910 when
     *     the stored key was changed
     */
    HierarchyKey require(String database) throws SqlError {
        return find(database).orElseThrow(Message.NO_MASTER_KEY::error);
    }

    /** Like {@link #require}; empty where that throws 15581. */
    Optional<HierarchyKey> find(String database) throws SqlError {
        try (HierarchyKey root = serviceMasterKey.require()) {
            Optional<StoredMasterKey> row = catalog.databaseKeys(database, DatabaseKeyRows::masterKey);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            Optional<byte[]> copy =
                    catalog.serverKeys(rows -> rows.masterKeyCopy(row.get().guid()));
            if (copy.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(open(database, row.get(), copy.get(), root));
        }
    }

    private static HierarchyKey open(String database, StoredMasterKey row, byte[] copy, HierarchyKey root)
            throws SqlError {
        try {
            HierarchyKey key = HierarchyKey.adopt(root.open(SealedObject.of(SealedKind.MASTER_KEY, row.guid()), copy));
            if (key.id().equals(row.keyId())) {
                return key;
            }
            key.close();
        } catch (SealBroken changed) {
            throw Message.TAMPERED_ROW.error("master key", database);
        }
        throw Message.TAMPERED_ROW.error("master key", database);
    }

    /** For a user database the copy is stored while its row waits for its commit: a copy without a row does no harm. */
    private void store(String database, StoredMasterKey row, byte[] copy, UUID sealingKeyId) throws SqlError {
        if (Catalog.isMaster(database)) {
            catalog.serverKeys(rows -> {
                insert(rows.master(), row);
                return putCopy(rows, database, row, copy, sealingKeyId);
            });
            return;
        }
        catalog.databaseKeys(database, rows -> {
            insert(rows, row);
            return catalog.serverKeys(server -> putCopy(server, database, row, copy, sealingKeyId));
        });
    }

    private static void insert(DatabaseKeyRows rows, StoredMasterKey row) throws SQLException, SqlError {
        if (!rows.insertMasterKey(row)) {
            throw Message.MASTER_KEY_EXISTS.error();
        }
    }

    private static boolean putCopy(
            ServerKeyRows rows, String database, StoredMasterKey row, byte[] copy, UUID sealingKeyId)
            throws SQLException, SqlError {
        ServiceMasterKey.requireCurrent(rows, sealingKeyId);
        rows.putMasterKeyCopy(row.guid(), owner(database), copy);
        return true;
    }

    private static Optional<String> owner(String database) {
        return Catalog.isMaster(database) ? Optional.empty() : Optional.of(database);
    }
}
