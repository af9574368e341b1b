package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.Identity;
import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates of each database. Names are compared without regard to case; every look-up checks the row's proof
 * (49910) and therefore needs an unlocked instance (49902). Thread-safe.
 */
public final class CertificateStore {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateStore.class);
    private static final int MIN_RECIPIENT_RSA_BITS = 2048;

    private final Catalog catalog;
    private final ProvenCertificates proven;
    private final CertificateFactory factory;
    private final PrivateKeys privateKeys;
    private final Clock clock;

    CertificateStore(
            Catalog catalog,
            ProvenCertificates proven,
            CertificateFactory factory,
            PrivateKeys privateKeys,
            Clock clock) {
        this.catalog = catalog;
        this.proven = proven;
        this.factory = factory;
        this.privateKeys = privateKeys;
        this.clock = clock;
    }

    /**
     * Adds a certificate.
     *
     * @return 15213 to 15215 about its period of validity
     * @throws SqlError 15232 when name or certificate is there already, 15581 without a master key to protect the
     *     private key, 15212 for a subject of the wrong length, 15474 when the private key is another one's
     */
    public List<Notice> create(String database, NewCertificate certificate) throws SqlError {
        return factory.create(database, certificate);
    }

    public Optional<KnownCertificate> find(String database, String name) throws SqlError {
        return proven.find(database, name).map(ProvenCertificates.Entry::known);
    }

    /**
     * @param verb of the message: find, drop, export ...
     * @throws SqlError 15151
     */
    public KnownCertificate require(String database, String name, String verb) throws SqlError {
        return find(database, name).orElseThrow(() -> Message.CANNOT_FIND.error(verb, "certificate", name));
    }

    /**
     * The certificates of master with that key: several when one was renewed.
     *
     * @throws SqlError 49902 when the instance is locked, whether or not there is one
     */
    public List<KnownCertificate> byKeyId(byte[] keyId) throws SqlError {
        proven.requireUnlocked();
        return proven.reading(() -> proved(keyId));
    }

    private List<KnownCertificate> proved(byte[] keyId) throws SqlError {
        List<KnownCertificate> found = new ArrayList<>();
        for (StoredCertificate row : proven.rows(Catalog.MASTER)) {
            if (Arrays.equals(row.keyId(), keyId)) {
                found.add(proven.check(Catalog.MASTER, row));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The private key, for an export.
     *
     * @param password for one that a password protects
     * @throws SqlError 15246 without a private key, 15334 when a password is needed, 15465 when it is wrong
     */
    public PrivateKey privateKey(KnownCertificate certificate, Optional<SecretBytes> password) throws SqlError {
        return privateKeys.open(certificate.database(), certificate.name(), password);
    }

    /** Notes that the private key was exported: pvt_key_last_backup_date. */
    public void markExported(KnownCertificate certificate) throws SqlError {
        proven.update(certificate.database(), certificate.name(), row -> CertificateRow.exported(row, clock.instant()));
    }

    /**
     * Drops a certificate. One whose row was changed (49910) is dropped only by force.
     *
     * @return 49908 when listed backups need it
     * @throws SqlError 15151 when there is none or it is the server's own, 49903 when listed backups need it and its
     *     private key was never exported, unless forced
     */
    public List<Notice> drop(String database, String name, Force force) throws SqlError {
        StoredCertificate row = proven.row(database, name)
                .filter(found -> !found.name().equalsIgnoreCase(SigningRows.NAME))
                .orElseThrow(() -> Message.CANNOT_FIND.error("drop", "certificate", name));
        if (force == Force.NO) {
            proven.check(database, row);
        }
        int needed = Catalog.isMaster(database) && row.protection() != Protection.NONE
                ? catalog.history().backupsNeeding(row.keyId())
                : 0;
        if (needed > 0 && row.exportedAt().isEmpty() && force == Force.NO && onlyHolder(row)) {
            throw Message.CERTIFICATE_NEEDED_BY_BACKUPS
                    .error("certificate", row.name(), needed)
                    .withHint("Export it with BACKUP CERTIFICATE ... WITH PRIVATE KEY first, or add WITH FORCE.");
        }
        catalog.databaseKeys(database, rows -> {
            rows.deleteCertificate(row.guid());
            return true;
        });
        return needed > 0
                ? List.of(Notice.of(Message.NAMED_BACKUPS_NEED_CERTIFICATE, "certificate", row.name(), needed))
                : List.of();
    }

    /**
     * A certificate of master as encryptor of a backup.
     *
     * @throws SqlError 15151 when there is none, 33101 when its private key is not there or not protected by the master
     *     key, 3096 when it has expired
     */
    public BackupEncryptor encryptor(String name) throws SqlError {
        KnownCertificate certificate = require(Catalog.MASTER, name, "find");
        if (certificate.system() || certificate.protection() != Protection.MASTER_KEY) {
            throw Message.PRIVATE_KEY_NOT_BY_MASTER_KEY.error("certificate", certificate.name(), "certificate");
        }
        if (certificate.certificate().getNotAfter().toInstant().isBefore(clock.instant())) {
            throw Message.ENCRYPTOR_EXPIRED.error();
        }
        if (certificate.certificate().getPublicKey() instanceof RSAPublicKey rsa
                && rsa.getModulus().bitLength() < MIN_RECIPIENT_RSA_BITS) {
            throw Message.NOT_SUPPORTED.error("A certificate with an RSA key of fewer than 2048 bits");
        }
        return new BackupEncryptor(
                certificate,
                new CertificateAsRecipient(certificate, privateKeys),
                new CertificateAsIdentity(certificate, privateKeys));
    }

    /**
     * Every certificate of master whose private key this instance can reach; keys are unsealed when they are used. One
     * whose row was changed is left out, and logged: it must not keep the others from restoring.
     *
     * @throws SqlError 49902 when the instance is locked
     */
    public List<Identity> identities() throws SqlError {
        return proven.reading(this::provedIdentities);
    }

    private List<Identity> provedIdentities() throws SqlError {
        List<Identity> identities = new ArrayList<>();
        try (HierarchyKey key = proven.provingKey(Catalog.MASTER)) {
            for (StoredCertificate row : proven.rows(Catalog.MASTER)) {
                if (!CertificateRow.holds(row, key)) {
                    if (!proven.isCurrent(key)) {
                        throw CertificateRow.tampered(row);
                    }
                    LOG.warn("The stored certificate '{}' was changed outside this server; not used", row.name());
                } else if (row.protection() == Protection.MASTER_KEY) {
                    identities.add(
                            new CertificateAsIdentity(CertificateRow.check(Catalog.MASTER, row, key), privateKeys));
                }
            }
        }
        return List.copyOf(identities);
    }

    /** A renewed certificate holds the same private key: as long as one is left, nothing is lost. */
    private boolean onlyHolder(StoredCertificate dropped) throws SqlError {
        return proven.rows(Catalog.MASTER).stream()
                .noneMatch(row -> !row.guid().equals(dropped.guid())
                        && row.protection() != Protection.NONE
                        && Arrays.equals(row.keyId(), dropped.keyId()));
    }
}
