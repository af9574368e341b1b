package dev.coffer.keys;

import dev.coffer.catalog.Catalog;
import dev.coffer.errors.SqlError;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * The keys of one instance, from the seals down to certificates. Opening it makes service master key, seal and signing key
 * on the first start, and leaves the instance locked when no seal opens. Thread-safe.
 */
public final class KeyHierarchy implements AutoCloseable {

    /**
     * @param seals in the order in which they are tried; the first start seals with all of them
     * @param signingCertificate where the public signing certificate is written, for those who check signatures
     * @param clock for the times in rows and certificates
     */
    public record Settings(List<SealProvider> seals, Path signingCertificate, Clock clock) {
        public Settings {
            seals = List.copyOf(seals);
        }
    }

    private KeyHierarchy() {}

    /** @throws SqlError 49909 when the catalogue fails, 49913 when no seal can be made on the first start */
    public static KeyHierarchy open(Catalog catalog, Settings settings) throws SqlError {
        throw new UnsupportedOperationException();
    }

    public ServiceMasterKey serviceMasterKey() {
        throw new UnsupportedOperationException();
    }

    public MasterKeys masterKeys() {
        throw new UnsupportedOperationException();
    }

    public CertificateStore certificates() {
        throw new UnsupportedOperationException();
    }

    public SigningKey signingKey() {
        throw new UnsupportedOperationException();
    }

    /** What to say at each start: locked and what to do; a service master key that was never backed up. */
    public List<String> startNotices() throws SqlError {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
