package dev.coffer.security;

import dev.coffer.catalog.StoredLogin;
import dev.coffer.errors.SqlError;
import java.util.Optional;

/** Where logins are kept, with proofs that nobody changed them elsewhere. Thread-safe. */
public interface LoginStore {

    /** @throws SqlError 49910 when the row was changed outside this server */
    Optional<StoredLogin> find(String name) throws SqlError;

    /** Inserts or replaces the login. */
    void put(StoredLogin login) throws SqlError;
}
