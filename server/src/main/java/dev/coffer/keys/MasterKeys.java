package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseKeyRows;
import dev.coffer.catalog.ServerKeyRows;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.catalog.StoredCredential;
import dev.coffer.catalog.StoredMasterKey;
import dev.coffer.crypto.CmsEnvelope;
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
    private final CmsEnvelope envelopes;

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
        this.envelopes = new CmsEnvelope(random);
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
     * @throws SqlError 15151 when there is none, 15580 while a certificate's private key or a credential of the
     *     database is protected by it
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
            Optional<StoredCredential> sealed =
                    rows.credentials().all().stream().findFirst();
            if (sealed.isPresent()) {
                throw Message.CANNOT_DROP_ENCRYPTS.error(
                        "master key", "credential", sealed.get().name());
            }
            rows.deleteMasterKey();
            return true;
        });
        catalog.serverKeys(rows -> {
            rows.deleteMasterKeyCopies(owner(database));
            return true;
        });
    }

    /**
     * BACKUP MASTER KEY: the key in a CMS envelope for whoever knows the password.
     *
     * @throws SqlError 15581 when there is none or this instance cannot open it, 49902 when it is locked
     */
    public byte[] export(String database, SecretBytes password) throws SqlError {
        try (HierarchyKey key = require(database);
                SecretBytes secret = key.secret()) {
            return envelopes.wrapWithPassword(secret, password);
        }
    }

    /**
     * A master key from its backup.
     *
     * @param envelope content of the file
     * @param opening the password of the file
     * @param sealing the password that seals the key in the database from now on, beside the service master key
     */
    public record Imported(byte[] envelope, SecretBytes opening, SecretBytes sealing) {}

    /**
     * RESTORE MASTER KEY: takes the key over, and seals and proves anew whatever the old one did, in one transaction.
     * The service master key opens it from now on, whether it opened the old one or not.
     *
     * @return 15588 when the keys are the same; 15584, 15585 for what FORCE lost
     * @throws SqlError 15317 for a file that is none, 15465 for a wrong password, 15320 and 15329 for what cannot be
     *     decrypted, unless forced; 49902 when the instance is locked
     */
    public List<Notice> restore(String database, Imported imported, Force force) throws SqlError {
        try (HierarchyKey root = serviceMasterKey.require();
                HierarchyKey fresh = MasterKeyEnvelope.open(envelopes, imported.envelope(), imported.opening());
                SecretBytes secret = fresh.secret()) {
            SealedObject object = SealedObject.of(SealedKind.MASTER_KEY, UUID.randomUUID());
            Instant now = clock.instant();
            byte[] byPassword = passwords.seal(object, secret, imported.sealing());
            StoredMasterKey row = new StoredMasterKey(object.guid(), fresh.id(), now, now, List.of(byPassword));
            byte[] copy = root.seal(object, secret, random);
            Optional<HierarchyKey> current = current(database, force);
            try {
                MasterKeyChange change = new MasterKeyChange(row, current, fresh, force);
                return Catalog.isMaster(database)
                        ? restoreOfMaster(change, row, copy, root)
                        : restoreOfUser(database, change, row, copy, root);
            } finally {
                current.ifPresent(HierarchyKey::close);
            }
        }
    }

    /** What was changed outside cannot be opened: FORCE gives it up. */
    private Optional<HierarchyKey> current(String database, Force force) throws SqlError {
        try {
            return find(database);
        } catch (SqlError failed) {
            if (force == Force.YES && failed.catalogued() == Message.TAMPERED_ROW) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private List<Notice> restoreOfMaster(MasterKeyChange change, StoredMasterKey row, byte[] copy, HierarchyKey root)
            throws SqlError {
        return catalog.serverKeys(rows -> {
            List<Notice> notices = change.run(rows.master(), Optional.of(root));
            putCopy(rows, Catalog.MASTER, row, copy, root.id());
            return notices;
        });
    }

    /** The old copy goes last: until the database's own rows are committed it may still be needed. */
    private List<Notice> restoreOfUser(
            String database, MasterKeyChange change, StoredMasterKey row, byte[] copy, HierarchyKey root)
            throws SqlError {
        List<Notice> notices = catalog.databaseKeys(database, rows -> {
            List<Notice> told = change.run(rows, Optional.empty());
            catalog.serverKeys(server -> {
                ServiceMasterKey.requireCurrent(server, root.id());
                server.addMasterKeyCopy(row.guid(), owner(database), copy);
                return true;
            });
            return told;
        });
        catalog.serverKeys(server -> putCopy(server, database, row, copy, root.id()));
        return notices;
    }

    /**
     * Inside a transaction that stores what this key sealed or proved: holds the key's row, so that no change of the
     * key comes in between.
     *
     * @throws SqlError 15581 when the key was dropped since the caller took it, 49909 when it was replaced
     */
    static void requireCurrent(DatabaseKeyRows rows, UUID keyId) throws SQLException, SqlError {
        if (!rows.holdMasterKey(keyId)) {
            if (rows.masterKey().isEmpty()) {
                throw Message.NO_MASTER_KEY.error();
            }
            throw MasterKeyChange.changedMeanwhile();
        }
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
        return reading(() -> opened(database));
    }

    /** As {@link ServiceMasterKey#reading}. */
    <T> T reading(ServiceMasterKey.Reading<T> reading) throws SqlError {
        return serviceMasterKey.reading(reading);
    }

    private Optional<HierarchyKey> opened(String database) throws SqlError {
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
