package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.BackupEncryptor;
import dev.coffer.keys.KeyHierarchy;
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

    /** Warns with 33091 for each certificate whose private key exists only here. */
    Protection of(Optional<Encryption> encryption, Caller caller) throws SqlError {
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
        return new Protection(
                suite,
                encryptors.stream().map(BackupEncryptor::recipient).toList(),
                encryptors.stream().map(BackupEncryptor::proof).toList(),
                keys.signingKey().signer());
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
