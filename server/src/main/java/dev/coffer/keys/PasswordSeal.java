package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import java.util.Optional;

/** A seal by a password that is given at each start; Argon2id makes the key. */
public final class PasswordSeal implements SealProvider {

    /** @param password copied; closed by the caller */
    public PasswordSeal(SecretBytes password) {}

    @Override
    public String name() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String description() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] seal(SecretBytes serviceMasterKey, byte[] associated) throws SealUnavailable {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<SecretBytes> open(byte[] sealed, byte[] associated) {
        throw new UnsupportedOperationException();
    }
}
