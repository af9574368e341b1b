package dev.coffer.keys;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of logins with their proofs under the service master key. While the instance is locked nobody can prove a
 * row; it is then taken as it is, since somebody must be able to log in and unlock, and the log says so. Thread-safe.
 */
public final class LoginRecords {

    private static final Logger LOG = LoggerFactory.getLogger(LoginRecords.class);

    private final Catalog catalog;
    private final ServiceMasterKey serviceMasterKey;

    LoginRecords(Catalog catalog, ServiceMasterKey serviceMasterKey) {
        this.catalog = catalog;
        this.serviceMasterKey = serviceMasterKey;
    }

    /** @throws SqlError 49910 when the row was changed outside this server */
    public Optional<StoredLogin> find(String name) throws SqlError {
        return serviceMasterKey.reading(() -> proved(name));
    }

    private Optional<StoredLogin> proved(String name) throws SqlError {
        Optional<StoredLogin> row = catalog.serverKeys(rows -> rows.logins().find(name));
        if (row.isEmpty()) {
            return row;
        }
        if (serviceMasterKey.locked()) {
            LOG.warn(
                    "The login '{}' cannot be proved: the instance is locked",
                    row.get().name());
            return row;
        }
        try (HierarchyKey key = serviceMasterKey.require()) {
            if (!key.proves(RowEncoding.of(row.get()), row.get().rowMac())) {
                throw Message.TAMPERED_ROW.error("login", row.get().name());
            }
        }
        return row;
    }

    /**
     * Proves the row and stores it.
     *
     * @throws SqlError 49902 when the instance is locked
     */
    public void put(StoredLogin login) throws SqlError {
        try (HierarchyKey key = serviceMasterKey.require()) {
            catalog.serverKeys(rows -> {
                ServiceMasterKey.requireCurrent(rows, key.id());
                rows.logins().put(login.proven(key.prove(RowEncoding.of(login))));
                return true;
            });
        }
    }
}
