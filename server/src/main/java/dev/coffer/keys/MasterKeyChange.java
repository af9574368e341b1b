package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.DatabaseKeyRows;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.catalog.StoredCredential;
import dev.coffer.catalog.StoredMasterKey;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One change of a database's master key inside one transaction: opens with the old key what it sealed and proved, and
 * does both again with the new one. What the old key cannot open stops the change, or is given up with FORCE. Rows
 * whose proof fails are never proved anew: FORCE leaves them unusable. Confined to the transaction.
 */
final class MasterKeyChange {

    private final StoredMasterKey replacement;
    private final Optional<HierarchyKey> current;
    private final HierarchyKey fresh;
    private final Force force;
    private final RandomSource random = new RandomSource();
    private final List<Notice> notices = new ArrayList<>();

    /**
     * @param replacement the row of the new key
     * @param current empty when there is none, or when the instance cannot open it
     * @param fresh the new key
     */
    MasterKeyChange(StoredMasterKey replacement, Optional<HierarchyKey> current, HierarchyKey fresh, Force force) {
        this.replacement = replacement;
        this.current = current;
        this.fresh = fresh;
        this.force = force;
    }

    /** @param root what proves the rows of certificates in place of the master key: in master */
    List<Notice> run(DatabaseKeyRows rows, Optional<HierarchyKey> root) throws SQLException, SqlError {
        rows.claimMasterKey();
        Optional<StoredMasterKey> before = rows.masterKey();
        if (before.isPresent()) {
            requireAsSeen(before.get());
            if (before.get().keyId().equals(fresh.id())) {
                notices.add(Notice.of(Message.SAME_MASTER_KEY));
            } else {
                renew(rows, root);
            }
            rows.deleteMasterKey();
        }
        if (!rows.insertMasterKey(replacement)) {
            throw changedMeanwhile();
        }
        return notices;
    }

    private void requireAsSeen(StoredMasterKey row) throws SqlError {
        if (current.isPresent() && !current.get().id().equals(row.keyId())) {
            throw changedMeanwhile();
        }
    }

    static SqlError changedMeanwhile() {
        return Message.ENGINE_FAILED
                .error("the master key was changed meanwhile")
                .withHint("Run the statement again.");
    }

    private void renew(DatabaseKeyRows rows, Optional<HierarchyKey> root) throws SQLException, SqlError {
        if (current.isEmpty()) {
            if (force == Force.NO) {
                throw Message.CURRENT_MASTER_KEY.error();
            }
            notices.add(Notice.of(Message.FORCED_MASTER_KEY));
        }
        for (StoredCertificate certificate : rows.certificates()) {
            if (root.isEmpty() || certificate.protection() == Protection.MASTER_KEY) {
                change(rows, certificate, root);
            }
        }
        for (StoredCredential credential : rows.credentials().all()) {
            change(rows, credential);
        }
    }

    private void change(DatabaseKeyRows rows, StoredCertificate row, Optional<HierarchyKey> root)
            throws SQLException, SqlError {
        Optional<HierarchyKey> proving = root.or(() -> current);
        if (proving.isEmpty() || !CertificateRow.holds(row, proving.get())) {
            giveUp("certificate", row.name());
            return;
        }
        StoredCertificate changed = row;
        if (row.protection() == Protection.MASTER_KEY) {
            Optional<byte[]> sealed = resealed(
                    CertificateRow.privateKeyObject(row), row.sealedPrivateKey().orElseThrow());
            if (sealed.isEmpty()) {
                giveUp("certificate", row.name());
                return;
            }
            changed = CertificateRow.withPrivateKey(row, row.protection(), sealed.get());
        }
        rows.updateCertificate(CertificateRow.proven(changed, root.orElse(fresh)));
    }

    private void change(DatabaseKeyRows rows, StoredCredential row) throws SQLException, SqlError {
        if (current.isEmpty() || !current.get().proves(RowEncoding.of(row), row.rowMac())) {
            giveUp("credential", row.name());
            return;
        }
        Optional<byte[]> sealed = row.sealedSecret();
        if (sealed.isPresent()) {
            sealed = resealed(Credentials.object(row), sealed.get());
            if (sealed.isEmpty()) {
                giveUp("credential", row.name());
                return;
            }
        }
        StoredCredential changed = row.with(sealed, row.rowMac());
        rows.credentials().put(changed.with(sealed, fresh.prove(RowEncoding.of(changed))));
    }

    private Optional<byte[]> resealed(SealedObject object, byte[] sealed) {
        if (current.isEmpty()) {
            return Optional.empty();
        }
        try (SecretBytes value = current.get().open(object, sealed)) {
            return Optional.of(fresh.seal(object, value, random));
        } catch (SealBroken unreadable) {
            return Optional.empty();
        }
    }

    private void giveUp(String what, String name) throws SqlError {
        if (force == Force.NO) {
            throw Message.OLD_MASTER_KEY_DECRYPTION.error(what, name);
        }
        notices.add(Notice.of(Message.FORCED_DECRYPTION_ERROR, what, name));
    }
}
