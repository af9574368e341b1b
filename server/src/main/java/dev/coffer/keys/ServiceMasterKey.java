package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.ServerKeyRows;
import dev.coffer.catalog.StoredServiceMasterKey;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.Encryptor;
import dev.coffer.media.Identity;
import dev.coffer.media.KekIdentity;
import dev.coffer.media.KekRecipient;
import dev.coffer.media.Recipient;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The key at the top of the hierarchy, one for each instance: open, or locked when no seal opens it. Thread-safe. */
public final class ServiceMasterKey {

    private static final String NAME = "##MS_ServiceMasterKey##";

    private final Catalog catalog;
    private final Seals seals;
    private final SigningRows signing;
    private final Clock clock;
    private final CmsEnvelope envelopes;
    private final RandomSource random;
    private @Nullable HierarchyKey key;

    ServiceMasterKey(Catalog catalog, Seals seals, SigningRows signing, RandomSource random, Clock clock) {
        this.catalog = catalog;
        this.seals = seals;
        this.signing = signing;
        this.clock = clock;
        this.envelopes = new CmsEnvelope(random);
        this.random = random;
    }

    public synchronized boolean locked() {
        return key == null;
    }

    /** Whether it was ever backed up. */
    public boolean exported() throws SqlError {
        return stored().exportedAt().isPresent();
    }

    /**
     * A key to be kept elsewhere.
     *
     * @param keyId of the key inside
     * @param envelope content of the file
     */
    public record Export(UUID keyId, byte[] envelope) {}

    /**
     * BACKUP SERVICE MASTER KEY: the key in a CMS envelope for whoever knows the password. The caller writes it to a
     * new file, then calls {@link #markExported}.
     *
     * @throws SqlError 49902 when locked
     */
    public Export export(SecretBytes password) throws SqlError {
        try (HierarchyKey current = require();
                SecretBytes secret = current.secret()) {
            return new Export(current.id(), envelopes.wrapWithPassword(secret, password));
        }
    }

    /**
     * Whoever has this key opens an encrypted backup of master, without any certificate: such a backup and the backup
     * of this key rebuild a lost instance.
     *
     * @throws SqlError 49902 when locked
     */
    public Recipient recipient() throws SqlError {
        try (HierarchyKey current = require();
                SecretBytes backupKey = current.backupKey()) {
            byte[] keyId = KeyId.ofSymmetricKey(backupKey);
            return new KekRecipient(new Encryptor(Encryptor.Type.SERVICE_MASTER_KEY, keyId, keyId, NAME), backupKey);
        }
    }

    /**
     * The private side of {@link #recipient}.
     *
     * @throws SqlError 49902 when locked
     */
    public Identity identity() throws SqlError {
        try (HierarchyKey current = require();
                SecretBytes backupKey = current.backupKey()) {
            return new KekIdentity(KeyId.ofSymmetricKey(backupKey), backupKey);
        }
    }

    /**
     * Notes that it was backed up.
     *
     * @param keyId of the key that was
     * @throws SqlError 49909 when the key was changed since: what was exported is not this instance's key any more
     */
    public void markExported(UUID keyId) throws SqlError {
        Instant now = clock.instant();
        boolean same = catalog.serverKeys(rows -> rows.markServiceMasterKeyExported(keyId, now));
        if (!same) {
            throw changedMeanwhile();
        }
    }

    /**
     * RESTORE SERVICE MASTER KEY: takes the key over, and seals anew whatever the old one sealed, in one transaction.
     * Unlocks a locked instance.
     *
     * @param envelope content of the file
     * @return 15588 when the keys are the same; 15584, 15585 for what FORCE lost
     * @throws SqlError 15317 for a file that is none, 15465 for a wrong password, 15320 and 15329 for what cannot be
     *     decrypted, unless forced
     */
    public synchronized List<Notice> restore(byte[] envelope, SecretBytes password, Force force) throws SqlError {
        return take(MasterKeyEnvelope.open(envelopes, envelope, password), Optional.of(clock.instant()), force);
    }

    /**
     * ALTER SERVICE MASTER KEY REGENERATE: a new key, and whatever the old one sealed is sealed anew, in one
     * transaction: a kill leaves the old key or the new one, with all that is below it. The new one was never backed
     * up.
     *
     * @return 15584, 15585 for what FORCE lost
     * @throws SqlError 15320 and 15329 for what cannot be decrypted, unless forced
     */
    public synchronized List<Notice> regenerate(Force force) throws SqlError {
        return take(HierarchyKey.generate(random), Optional.empty(), force);
    }

    /** @param exportedAt when it was backed up */
    private List<Notice> take(HierarchyKey fresh, Optional<Instant> exportedAt, Force force) throws SqlError {
        boolean taken = false;
        try {
            HierarchyKey current = key;
            List<Notice> notices = catalog.serverKeys(rows -> {
                // Before anything is read that is sealed anew: whoever stores what the old key sealed waits from here.
                rows.claimServiceMasterKey();
                return new ServiceMasterKeyChange(rows, seals, signing, clock, force)
                        .run(present(rows), current, fresh, exportedAt);
            });
            key = fresh;
            taken = true;
            if (current != null) {
                current.close();
            }
            return notices;
        } finally {
            if (!taken) {
                fresh.close();
            }
        }
    }

    /**
     * The open key; a copy that the caller closes.
     *
     * @throws SqlError 49902 when locked
     */
    synchronized HierarchyKey require() throws SqlError {
        if (key == null) {
            throw lockedError();
        }
        return key.copy();
    }

    /**
     * Work that reads rows, and the key that proves them or opens what they hold.
     *
     * @param <T> what it finds
     */
    @FunctionalInterface
    interface Reading<T> {
        T run() throws SqlError;
    }

    /**
     * Reads again where a row looked tampered with and the key was changed meanwhile: then one of the two was the old
     * one. A change that is in course is waited for.
     *
     * @throws SqlError what the reading throws
     */
    <T> T reading(Reading<T> reading) throws SqlError {
        while (true) {
            Optional<UUID> before = keyId();
            try {
                return reading.run();
            } catch (SqlError failed) {
                if (failed.catalogued() != Message.TAMPERED_ROW || keyId().equals(before)) {
                    throw failed;
                }
            }
        }
    }

    /** Whether a key that was taken is in use still. */
    boolean isCurrent(HierarchyKey taken) {
        return keyId().equals(Optional.of(taken.id()));
    }

    /** Empty when locked. */
    private synchronized Optional<UUID> keyId() {
        return key == null ? Optional.empty() : Optional.of(key.id());
    }

    /**
     * Inside a transaction that stores what this key sealed or proved: holds the key's row, so that no change of the
     * key comes in between.
     *
     * @throws SqlError 49909 when the key was changed since the caller took it
     */
    static void requireCurrent(ServerKeyRows rows, UUID keyId) throws SQLException, SqlError {
        if (!rows.holdServiceMasterKey(keyId)) {
            throw changedMeanwhile();
        }
    }

    static SqlError changedMeanwhile() {
        return Message.ENGINE_FAILED
                .error("the service master key was changed meanwhile")
                .withHint("Run the statement again.");
    }

    static SqlError lockedError() {
        return Message.INSTANCE_LOCKED
                .error()
                .withHint("Put the seal back and start again, or run RESTORE SERVICE MASTER KEY from its backup.");
    }

    /** Makes the key on the first start, otherwise opens it with whichever seal opens; else it stays locked. */
    synchronized void start() throws SqlError {
        key = catalog.serverKeys(rows -> {
                    Optional<StoredServiceMasterKey> row = rows.serviceMasterKey();
                    return row.isPresent() ? seals.open(rows, row.get()) : Optional.of(create(rows));
                })
                .orElse(null);
    }

    private HierarchyKey create(ServerKeyRows rows) throws SQLException, SqlError {
        HierarchyKey fresh = HierarchyKey.generate(random);
        Instant now = clock.instant();
        rows.putServiceMasterKey(seals.seal(fresh, UUID.randomUUID(), now, now, Optional.empty()));
        signing.create(rows, fresh, now);
        return fresh;
    }

    private StoredServiceMasterKey stored() throws SqlError {
        return catalog.serverKeys(ServiceMasterKey::present);
    }

    private static StoredServiceMasterKey present(ServerKeyRows rows) throws SQLException {
        return rows.serviceMasterKey()
                .orElseThrow(() -> new IllegalStateException("The catalogue holds no service master key"));
    }

    synchronized void close() {
        if (key != null) {
            key.close();
            key = null;
        }
    }
}
