package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import dev.coffer.media.Identity;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of each database. Names are compared without regard to case; every look-up checks the row's proof
 * (49910) and therefore needs an unlocked instance (49902). Thread-safe.
 */
public final class CertificateStore {

    /**
     * Adds a certificate.
     *
     * @return 15213 to 15215 about its period of validity
     * @throws SqlError 15232 when name or certificate is there already, 15581 without a master key to protect the
     *     private key, 15212 for a subject of the wrong length, 15474 when the private key is another one's
     */
    public List<Notice> create(String database, NewCertificate certificate) throws SqlError {
        throw new UnsupportedOperationException();
    }

    public Optional<KnownCertificate> find(String database, String name) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /**
     * @param verb of the message: find, drop, export ...
     * @throws SqlError 15151
     */
    public KnownCertificate require(String database, String name, String verb) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /** The certificate of master with that SHA-1 thumbprint. */
    public Optional<KnownCertificate> byThumbprint(byte[] thumbprint) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /** The certificates of master with that key: several when one was renewed. */
    public List<KnownCertificate> byKeyId(byte[] keyId) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /**
     * The private key, for an export.
     *
     * @param password for one that a password protects
     * @throws SqlError 15246 without a private key, 15334 when a password is needed, 15465 when it is wrong
     */
    public PrivateKey privateKey(KnownCertificate certificate, Optional<SecretBytes> password) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /** Notes that the private key was exported: pvt_key_last_backup_date. */
    public void markExported(KnownCertificate certificate) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /**
     * Drops a certificate.
     *
     * @return 49908 when listed backups need it
     * @throws SqlError 15151 when there is none, 49903 when listed backups need it and its private key was never
     *     exported, unless forced
     */
    public List<Notice> drop(String database, String name, Force force) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /**
     * A certificate of master as encryptor of a backup.
     *
     * @throws SqlError 15151 when there is none, 33101 when its private key is not there or not protected by the master
     *     key, 3096 when it has expired
     */
    public BackupEncryptor encryptor(String name) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /** Every certificate of master whose private key this instance can reach; keys are unsealed when they are used. */
    public List<Identity> identities() throws SqlError {
        throw new UnsupportedOperationException();
    }
}
