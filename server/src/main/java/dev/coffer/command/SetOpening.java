package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.Encryptor;
import dev.coffer.media.Identity;
import dev.coffer.media.SignerTrust;
import dev.coffer.media.Suite;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.SetReading;
import dev.coffer.storage.StoreException;
import dev.coffer.tsql.RestoreOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** With which keys a set is opened and whose signature counts; and what is said when that fails. */
public final class SetOpening {

    /** Of a SHA-256. */
    private static final int FINGERPRINT_DIGITS = 64;

    private final KeyHierarchy keys;
    private final ErrorLog log;

    /** @param log is told of every TRUST_SIGNER, whatever is read with it */
    public SetOpening(KeyHierarchy keys, ErrorLog log) {
        this.keys = keys;
        this.log = log;
    }

    /**
     * A fingerprint with fewer digits would never be any signer's, and never say so.
     *
     * @throws SqlError 3217 when TRUST_SIGNER does not have the digits of one
     */
    static void requireFingerprint(RestoreOptions options) throws SqlError {
        if (options.trustedSigner().isPresent() && options.trustedSigner().get().length() != FINGERPRINT_DIGITS) {
            throw Message.INVALID_PARAMETER
                    .error("TRUST_SIGNER")
                    .withHint("Give the " + FINGERPRINT_DIGITS + " hexadecimal digits after 0x that the refusal of the"
                            + " signer shows; here are "
                            + options.trustedSigner().get().length() + ".");
        }
    }

    /** @throws SqlError 49902 when the instance is locked and a key is needed, or to know whom to trust */
    SetReading reading(BackupSet set, RestoreOptions options, MediaDevice device) throws SqlError {
        options.trustedSigner().ifPresent(signer -> log.write(Message.SIGNER_ACCEPTED, signer, device.written()));
        return new SetReading(
                set, set.source(), identities(set), keys.signingKey().trust(), options.trustedSigner());
    }

    /** The service master key comes last: where a certificate opens the set, it did so before. */
    private List<Identity> identities(BackupSet set) throws SqlError {
        if (set.core().suite() == Suite.NONE) {
            return List.of();
        }
        List<Identity> identities = new ArrayList<>(keys.certificates().identities());
        if (set.core().encryptors().stream()
                .anyMatch(encryptor -> encryptor.type() == Encryptor.Type.SERVICE_MASTER_KEY)) {
            identities.add(keys.serviceMasterKey().identity());
        }
        return List.copyOf(identities);
    }

    /** Names the signers that a restore would refuse. A locked instance cannot tell, and says nothing. */
    void reportSigners(List<BackupSet> sets, MediaDevice device, Caller caller) throws SqlError {
        if (keys.isLocked()) {
            return;
        }
        SignerTrust trust = keys.signingKey().trust();
        List<Identity> identities = keys.certificates().identities();
        Set<String> told = new HashSet<>();
        try {
            for (BackupSet set : sets) {
                if (!set.isSignerTrusted(identities, trust) && told.add(set.signerFingerprint())) {
                    caller.inform(
                            Message.SIGNER_NOT_TRUSTED,
                            set.signerFingerprint(),
                            set.core().position(),
                            device.written());
                }
            }
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, device.written());
        }
    }

    /** What reading a set's payload throws, as SQL Server says it. */
    SqlError error(Exception failure, BackupSet set, MediaDevice device) throws SqlError {
        if (failure instanceof WrongKey) {
            return MediaErrors.noKey(set.core().encryptors(), publicOnly(set));
        }
        if (failure instanceof UntrustedSigner signer) {
            return MediaErrors.untrusted(signer, device.written());
        }
        if (failure instanceof DamagedMedia damaged) {
            return MediaErrors.damaged(damaged, device.written(damaged));
        }
        if (failure instanceof StoreException store) {
            return StorageErrors.reading(store, device.written(store.location()).orElse(device.written()));
        }
        if (failure instanceof IOException io) {
            return StorageErrors.reading(io, device.written());
        }
        throw new IllegalStateException("Reading a set does not throw this", failure);
    }

    /** Certificates here that the set was written for, imported without their private keys. */
    private List<String> publicOnly(BackupSet set) throws SqlError {
        List<String> names = new ArrayList<>();
        for (Encryptor encryptor : set.core().encryptors()) {
            keys.certificates().byKeyId(encryptor.keyId()).stream()
                    .filter(certificate -> !certificate.hasPrivateKey())
                    .forEach(certificate -> names.add(certificate.name()));
        }
        return names;
    }
}
