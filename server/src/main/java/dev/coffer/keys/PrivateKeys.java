package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.SealBroken;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Unseals private keys of certificates, each time anew: none stays in memory between uses. Thread-safe. */
final class PrivateKeys {

    private final ProvenCertificates proven;
    private final ServiceMasterKey serviceMasterKey;
    private final MasterKeys masterKeys;
    private final PasswordSealing passwords;

    PrivateKeys(
            ProvenCertificates proven,
            ServiceMasterKey serviceMasterKey,
            MasterKeys masterKeys,
            PasswordSealing passwords) {
        this.proven = proven;
        this.serviceMasterKey = serviceMasterKey;
        this.masterKeys = masterKeys;
        this.passwords = passwords;
    }

    /**
     * @throws SqlError 15151 when the certificate is gone, 15246 without a private key, 15334 when a password is
     *     needed, 15465 when it is wrong, 49910 when the stored key was changed
     */
    PrivateKey open(String database, String name, Optional<SecretBytes> password) throws SqlError {
        return proven.reading(() -> open(database, require(database, name), password));
    }

    /**
     * The private key of exactly that certificate, which no password protects.
     *
     * @throws SqlError as above; 15151 also when the name is another certificate's by now
     */
    PrivateKey open(String database, String name, X509Certificate certificate) throws SqlError {
        return proven.reading(() -> {
            ProvenCertificates.Entry entry = require(database, name);
            if (!entry.known().certificate().equals(certificate)) {
                throw Message.CANNOT_FIND.error("find", "certificate", name);
            }
            return open(database, entry, Optional.empty());
        });
    }

    private ProvenCertificates.Entry require(String database, String name) throws SqlError {
        return proven.find(database, name).orElseThrow(() -> Message.CANNOT_FIND.error("find", "certificate", name));
    }

    private PrivateKey open(String database, ProvenCertificates.Entry entry, Optional<SecretBytes> password)
            throws SqlError {
        StoredCertificate row = entry.row();
        byte[] sealed = row.sealedPrivateKey().orElseThrow(() -> Message.NO_PRIVATE_KEY_TO_DUMP.error(row.name()));
        try (SecretBytes encoded = unseal(database, row, sealed, password)) {
            PrivateKey key = KeyPairs.decodePrivate(encoded);
            if (!KeyPairs.matches(key, entry.known().certificate().getPublicKey())) {
                throw CertificateRow.tampered(row);
            }
            return key;
        } catch (BadKey damaged) {
            throw CertificateRow.tampered(row);
        }
    }

    private SecretBytes unseal(String database, StoredCertificate row, byte[] sealed, Optional<SecretBytes> password)
            throws SqlError {
        SealedObject object = CertificateRow.privateKeyObject(row);
        return switch (row.protection()) {
            case NONE -> throw Message.NO_PRIVATE_KEY_TO_DUMP.error(row.name());
            case PASSWORD -> byPassword(object, sealed, password);
            case MASTER_KEY -> {
                try (HierarchyKey key = masterKeys.require(database)) {
                    yield byKey(key, object, sealed, row);
                }
            }
            case SERVICE_MASTER_KEY -> {
                try (HierarchyKey key = serviceMasterKey.require()) {
                    yield byKey(key, object, sealed, row);
                }
            }
        };
    }

    private SecretBytes byPassword(SealedObject object, byte[] sealed, Optional<SecretBytes> password) throws SqlError {
        if (password.isEmpty()) {
            throw Message.PRIVATE_KEY_PASSWORD_PROTECTED.error("certificate");
        }
        try {
            return passwords.open(object, sealed, password.get());
        } catch (SealBroken wrong) {
            throw Message.PRIVATE_KEY_PASSWORD_INVALID.error();
        }
    }

    private static SecretBytes byKey(HierarchyKey key, SealedObject object, byte[] sealed, StoredCertificate row)
            throws SqlError {
        try {
            return key.open(object, sealed);
        } catch (SealBroken changed) {
            throw CertificateRow.tampered(row);
        }
    }
}
