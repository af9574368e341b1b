package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;

/** Database master keys: sealed by a password in the database, and by the service master key in master. Thread-safe. */
public final class MasterKeys {

    /**
     * CREATE MASTER KEY.
     *
     * @param password closed by the caller
     * @throws SqlError 15578 when there is one
     */
    public void create(String database, SecretBytes password) throws SqlError {
        throw new UnsupportedOperationException();
    }

    /**
     * DROP MASTER KEY.
     *
     * @throws SqlError 15151 when there is none, 15580 while a certificate's private key is protected by it
     */
    public void drop(String database) throws SqlError {
        throw new UnsupportedOperationException();
    }

    public boolean exists(String database) throws SqlError {
        throw new UnsupportedOperationException();
    }
}
