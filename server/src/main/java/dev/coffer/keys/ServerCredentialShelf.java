package dev.coffer.keys;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.Catalog.KeyWork;
import dev.coffer.catalog.CredentialRows;
import dev.coffer.errors.SqlError;
import java.util.UUID;

/** The server's credentials, in master under the service master key. Thread-safe. */
record ServerCredentialShelf(Catalog catalog, ServiceMasterKey serviceMasterKey) implements CredentialShelf {

    @Override
    public HierarchyKey key() throws SqlError {
        return serviceMasterKey.require();
    }

    @Override
    public <T> T reading(ServiceMasterKey.Reading<T> reading) throws SqlError {
        return serviceMasterKey.reading(reading);
    }

    @Override
    public <T> T rows(KeyWork<CredentialRows, T> work) throws SqlError {
        return catalog.serverKeys(rows -> work.run(rows.credentials()));
    }

    @Override
    public <T> T rowsOf(UUID keyId, KeyWork<CredentialRows, T> work) throws SqlError {
        return catalog.serverKeys(rows -> {
            ServiceMasterKey.requireCurrent(rows, keyId);
            return work.run(rows.credentials());
        });
    }
}
