package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.ServerKeyRows;
import dev.coffer.catalog.ServerKeyRows.MasterKeyCopy;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.catalog.StoredCredential;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.catalog.StoredServiceMasterKey;
import dev.coffer.catalog.TrustedSigner;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of the service master key inside one transaction: opens with the old key what it sealed and proved, and
 * does both again with the new one. What the old key cannot open stops the change, or is given up with FORCE. Rows
 * whose proof fails are never proved anew: FORCE leaves them unusable, and removes trusted signers. The logins of a
 * locked instance alone are proved as they are. Confined to the transaction, which holds the key's row.
 */
final class ServiceMasterKeyChange {

    private final ServerKeyRows rows;
    private final Seals seals;
    private final SigningRows signing;
    private final Clock clock;
    private final Force force;
    private final RandomSource random = new RandomSource();
    private final List<Notice> notices = new ArrayList<>();

    ServiceMasterKeyChange(ServerKeyRows rows, Seals seals, SigningRows signing, Clock clock, Force force) {
        this.rows = rows;
        this.seals = seals;
        this.signing = signing;
        this.clock = clock;
        this.force = force;
    }

    /**
     * @param current null when the instance is locked
     * @param exportedAt when the fresh one was backed up
     */
    List<Notice> run(
            StoredServiceMasterKey row,
            @Nullable HierarchyKey current,
            HierarchyKey fresh,
            Optional<Instant> exportedAt)
            throws SQLException, SqlError {
        if (fresh.id().equals(row.keyId())) {
            if (current != null) {
                notices.add(Notice.of(Message.SAME_MASTER_KEY));
            }
            reseal(row, fresh, row.modifiedAt(), exportedAt);
            return notices;
        }
        if (current == null) {
            if (force == Force.NO) {
                throw Message.CURRENT_MASTER_KEY.error();
            }
            notices.add(Notice.of(Message.FORCED_MASTER_KEY));
        } else if (!current.id().equals(row.keyId())) {
            throw ServiceMasterKey.changedMeanwhile();
        }
        for (MasterKeyCopy copy : rows.masterKeyCopies()) {
            change(copy, current, fresh);
        }
        for (StoredCertificate certificate : rows.master().certificates()) {
            change(certificate, current, fresh);
        }
        for (TrustedSigner signer : rows.trustedSigners()) {
            change(signer, current, fresh);
        }
        for (StoredLogin login : rows.logins().all()) {
            change(login, current, fresh);
        }
        for (StoredCredential credential : rows.credentials().all()) {
            change(credential, current, fresh);
        }
        signing.ensure(rows, fresh, clock.instant());
        reseal(row, fresh, clock.instant(), exportedAt);
        return notices;
    }

    private void reseal(
            StoredServiceMasterKey row, HierarchyKey fresh, Instant modifiedAt, Optional<Instant> exportedAt)
            throws SQLException, SqlError {
        rows.putServiceMasterKey(seals.seal(fresh, row.guid(), row.createdAt(), modifiedAt, exportedAt));
    }

    private void change(MasterKeyCopy copy, @Nullable HierarchyKey current, HierarchyKey fresh)
            throws SQLException, SqlError {
        SealedObject object = SealedObject.of(SealedKind.MASTER_KEY, copy.masterKeyGuid());
        Optional<byte[]> sealed = resealed(object, copy.sealed(), current, fresh);
        if (sealed.isPresent()) {
            rows.resealMasterKeyCopy(copy.masterKeyGuid(), sealed.get());
        } else {
            giveUp("the master key of database", copy.database().orElse("master"));
            rows.deleteMasterKeyCopy(copy.masterKeyGuid());
        }
    }

    private void change(StoredCertificate row, @Nullable HierarchyKey current, HierarchyKey fresh)
            throws SQLException, SqlError {
        if (CertificateRow.holds(row, fresh)) {
            return;
        }
        if (current == null || !CertificateRow.holds(row, current)) {
            giveUp("certificate", row.name());
            return;
        }
        StoredCertificate changed = row;
        if (row.protection() == Protection.SERVICE_MASTER_KEY) {
            Optional<byte[]> sealed = resealed(
                    CertificateRow.privateKeyObject(row), row.sealedPrivateKey().orElseThrow(), current, fresh);
            if (sealed.isEmpty()) {
                giveUp("certificate", row.name());
                return;
            }
            changed = CertificateRow.withPrivateKey(row, row.protection(), sealed.get());
        }
        rows.master().updateCertificate(CertificateRow.proven(changed, fresh));
    }

    private void change(TrustedSigner row, @Nullable HierarchyKey current, HierarchyKey fresh)
            throws SQLException, SqlError {
        byte[] encoded = RowEncoding.of(row);
        if (fresh.proves(encoded, row.rowMac())) {
            return;
        }
        if (current == null || !current.proves(encoded, row.rowMac())) {
            giveUp("trusted signer", row.guid().toString());
            // One row without a proof ends all trust, and no statement removes it.
            rows.deleteTrustedSigner(row.guid());
            return;
        }
        rows.putTrustedSigner(
                new TrustedSigner(row.guid(), row.publicKey(), row.origin(), row.addedAt(), fresh.prove(encoded)));
    }

    private void change(StoredLogin row, @Nullable HierarchyKey current, HierarchyKey fresh)
            throws SQLException, SqlError {
        byte[] encoded = RowEncoding.of(row);
        if (fresh.proves(encoded, row.rowMac())) {
            return;
        }
        if (current == null) {
            // Nobody can prove it any more. A locked instance takes logins as they are, so FORCE does too: given up,
            // they would shut everybody out, and the server would not start again.
            notices.add(Notice.of(Message.FORCED_DECRYPTION_ERROR, "login", row.name()));
        } else if (!current.proves(encoded, row.rowMac())) {
            giveUp("login", row.name());
            return;
        }
        rows.logins().put(row.proven(fresh.prove(encoded)));
    }

    private void change(StoredCredential row, @Nullable HierarchyKey current, HierarchyKey fresh)
            throws SQLException, SqlError {
        if (fresh.proves(RowEncoding.of(row), row.rowMac())) {
            return;
        }
        if (current == null || !current.proves(RowEncoding.of(row), row.rowMac())) {
            giveUp("credential", row.name());
            return;
        }
        Optional<byte[]> sealed = row.sealedSecret();
        if (sealed.isPresent()) {
            sealed = resealed(Credentials.object(row), sealed.get(), current, fresh);
            if (sealed.isEmpty()) {
                giveUp("credential", row.name());
                return;
            }
        }
        StoredCredential changed = row.with(sealed, row.rowMac());
        rows.credentials().put(changed.with(sealed, fresh.prove(RowEncoding.of(changed))));
    }

    private Optional<byte[]> resealed(
            SealedObject object, byte[] sealed, @Nullable HierarchyKey current, HierarchyKey fresh) {
        if (current == null) {
            return Optional.empty();
        }
        try (SecretBytes value = current.open(object, sealed)) {
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
