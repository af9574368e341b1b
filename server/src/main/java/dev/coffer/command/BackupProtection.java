package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.BackupEncryptor;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.media.Identity;
import dev.coffer.media.Recipient;
import dev.coffer.media.Suite;
import dev.coffer.pipeline.Protection;
import dev.coffer.tsql.Encryption;
import dev.coffer.tsql.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From ENCRYPTION (...) to recipients, proofs and the signer. */
public final class BackupProtection {

    private final KeyHierarchy keys;

    public BackupProtection(KeyHierarchy keys) {
        this.keys = keys;
    }

    /**
     * Warns with 33091 for each certificate whose private key exists only here. An encrypted backup of master or msdb
     * is for the service master key too, so that whoever has that needs no certificate, which is inside.
     */
    Protection of(Optional<Encryption> encryption, String database, Caller caller) throws SqlError {
        if (encryption.isEmpty()) {
            return new Protection(
                    Suite.NONE, List.of(), List.of(), keys.signingKey().signer());
        }
        Suite suite = suite(encryption.get().algorithm());
        List<BackupEncryptor> encryptors = new ArrayList<>();
        for (Name certificate : encryption.get().certificates()) {
            encryptors.add(keys.certificates().encryptor(certificate.text()));
        }
        for (BackupEncryptor encryptor : encryptors) {
            if (encryptor.neverExported()) {
                caller.inform(Message.CERTIFICATE_NOT_BACKED_UP);
            }
        }
        List<Recipient> recipients = new ArrayList<>();
        List<Identity> proofs = new ArrayList<>();
        for (BackupEncryptor encryptor : encryptors) {
            recipients.add(encryptor.recipient());
            proofs.add(encryptor.proof());
        }
        if (Catalog.isMaster(database)) {
            recipients.add(keys.serviceMasterKey().recipient());
            proofs.add(keys.serviceMasterKey().identity());
        }
        return new Protection(suite, recipients, proofs, keys.signingKey().signer());
    }

    private static Suite suite(Encryption.Algorithm algorithm) throws SqlError {
        return switch (algorithm) {
            case AES_128 -> Suite.AES_128_GCM;
            case AES_192 -> Suite.AES_192_GCM;
            case AES_256 -> Suite.AES_256_GCM;
            case TRIPLE_DES_3KEY ->
                throw Message.TRIPLE_DES_REFUSED.error().withHint("Use AES_128, AES_192 or AES_256.");
        };
    }
}
