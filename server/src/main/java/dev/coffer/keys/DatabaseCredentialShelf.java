package dev.coffer.keys;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.Catalog.KeyWork;
import dev.coffer.catalog.CredentialRows;
import dev.coffer.errors.SqlError;
import java.util.UUID;

/** The credentials of one database, in its own cluster under its master key: they travel with it. Thread-safe. */
record DatabaseCredentialShelf(Catalog catalog, MasterKeys masterKeys, String database) implements CredentialShelf {

    @Override
    public HierarchyKey key() throws SqlError {
        return masterKeys.require(database);
    }

    @Override
    public <T> T reading(ServiceMasterKey.Reading<T> reading) throws SqlError {
        return masterKeys.reading(reading);
    }

    @Override
    public <T> T rows(KeyWork<CredentialRows, T> work) throws SqlError {
        return catalog.databaseKeys(database, rows -> work.run(rows.credentials()));
    }

    @Override
    public <T> T rowsOf(UUID keyId, KeyWork<CredentialRows, T> work) throws SqlError {
        return catalog.databaseKeys(database, rows -> {
            MasterKeys.requireCurrent(rows, keyId);
            return work.run(rows.credentials());
        });
    }
}
