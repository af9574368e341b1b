package dev.coffer.keys;

import dev.coffer.catalog.Catalog.KeyWork;
import dev.coffer.catalog.CredentialRows;
import dev.coffer.errors.SqlError;
import java.util.UUID;

/** Where credentials lie, and the key that seals their secrets and proves their rows. Thread-safe. */
interface CredentialShelf {

    /**
     * The caller closes it.
     *
     * @throws SqlError 49902 when the instance is locked, 15581 when the key is a database's and cannot be had
     */
    HierarchyKey key() throws SqlError;

    /** Reads rows and the key, again when the service master key was changed in between. */
    <T> T reading(ServiceMasterKey.Reading<T> reading) throws SqlError;

    /** Works on the rows in one transaction. */
    <T> T rows(KeyWork<CredentialRows, T> work) throws SqlError;

    /**
     * The same, for what the key with that id sealed and proved.
     *
     * @throws SqlError 49909 when the key was changed since the caller took it
     */
    <T> T rowsOf(UUID keyId, KeyWork<CredentialRows, T> work) throws SqlError;
}
