package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Argon2;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;

/** A seal by a password that is given at each start; Argon2id makes the key from it. Thread-safe. */
public final class PasswordSeal implements SealProvider, AutoCloseable {

    private final SecretBytes password;
    private final PasswordSealing sealing;

    /** @param password UTF-8; copied, so the caller closes its own */
    public PasswordSeal(SecretBytes password) {
        this.password = password.copy();
        this.sealing = new PasswordSealing(Argon2.Cost.PASSWORD_SEAL, new RandomSource());
    }

    @Override
    public String name() {
        return "password";
    }

    @Override
    public String description() {
        return "the password given at the start";
    }

    @Override
    public byte[] seal(SecretBytes serviceMasterKey, SealOwner owner) {
        return sealing.seal(owner.object(), serviceMasterKey, password);
    }

    @Override
    public SecretBytes open(byte[] sealed, SealOwner owner) throws SealUnavailable {
        try {
            return sealing.open(owner.object(), sealed, password);
        } catch (SealBroken wrong) {
            throw new SealUnavailable("the password given at the start does not open the seal", null);
        }
    }

    @Override
    public void close() {
        password.close();
    }
}
