package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import java.util.List;

/** The key at the top of the hierarchy, one for each instance: open, or locked when no seal opens it. Thread-safe. */
public final class ServiceMasterKey {

    public boolean locked() {
        throw new UnsupportedOperationException();
    }

    /** Whether it was ever backed up. */
    public boolean exported() throws SqlError {
        throw new UnsupportedOperationException();
    }

    /**
     * BACKUP SERVICE MASTER KEY: the key in a CMS envelope for whoever knows the password. The caller writes it to a new
     * file, then calls {@link #markExported}.
     *
     * @throws SqlError 49902 when locked
     */
    public byte[] export(SecretBytes password) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /** Notes that it was backed up. */
    public void markExported() throws SqlError {
        throw new UnsupportedOperationException();
    }

    /**
     * RESTORE SERVICE MASTER KEY: takes the key over, and seals anew whatever the old one sealed, in one transaction.
     * Unlocks a locked instance.
     *
     * @param envelope content of the file
     * @return 15588 when the keys are the same; 15584, 15585 for what FORCE lost
     * @throws SqlError 15317 for a file that is none, 15465 for a wrong password, 15320 and 15329 for what cannot be
     *     decrypted, unless forced
     */
    public List<Notice> restore(byte[] envelope, SecretBytes password, Force force) throws SqlError {
        throw new UnsupportedOperationException();
    }
}
