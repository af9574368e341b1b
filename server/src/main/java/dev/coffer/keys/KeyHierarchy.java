package dev.coffer.keys;

import dev.coffer.catalog.Catalog;
import dev.coffer.crypto.Argon2;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The keys of one instance, from the seals down to certificates. Opening it makes service master key, seal and signing
 * key on the first start, and leaves the instance locked when no seal opens. Thread-safe.
 */
public final class KeyHierarchy implements AutoCloseable {

    private final Seals seals;
    private final ServiceMasterKey serviceMasterKey;
    private final MasterKeys masterKeys;
    private final CertificateStore certificates;
    private final SigningKey signingKey;
    private final LoginRecords logins;
    private final Credentials credentials;
    private final Function<String, Credentials> scoped;
    private final Path signingCertificate;

    private KeyHierarchy(Catalog catalog, Settings settings, RandomSource random) {
        Clock clock = settings.clock();
        PasswordSealing passwords = new PasswordSealing(Argon2.Cost.PASSWORD_SEAL, random);
        SigningRows signing = new SigningRows(random, catalog.instanceId());
        this.seals = new Seals(settings.seals(), catalog.instanceId());
        this.serviceMasterKey = new ServiceMasterKey(catalog, seals, signing, random, clock);
        this.masterKeys = new MasterKeys(catalog, serviceMasterKey, passwords, random, clock);
        ProvenCertificates proven = new ProvenCertificates(catalog, serviceMasterKey, masterKeys);
        PrivateKeys privateKeys = new PrivateKeys(proven, serviceMasterKey, masterKeys, passwords);
        CertificateFactory factory = new CertificateFactory(proven, masterKeys, passwords, random, clock);
        this.certificates = new CertificateStore(catalog, proven, factory, privateKeys, clock);
        this.signingKey = new SigningKey(catalog, serviceMasterKey, proven, privateKeys);
        this.logins = new LoginRecords(catalog, serviceMasterKey);
        this.credentials = new Credentials(new ServerCredentialShelf(catalog, serviceMasterKey), random, clock);
        this.scoped =
                database -> new Credentials(new DatabaseCredentialShelf(catalog, masterKeys, database), random, clock);
        this.signingCertificate = settings.signingCertificate();
    }

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

    /** @throws SqlError 49909 when the catalogue fails, 49913 when no seal can be made on the first start */
    public static KeyHierarchy open(Catalog catalog, Settings settings) throws SqlError {
        RandomSource random = new RandomSource();
        KeyHierarchy hierarchy = new KeyHierarchy(catalog, settings, random);
        hierarchy.serviceMasterKey.start();
        hierarchy.publishSigningCertificate();
        return hierarchy;
    }

    public ServiceMasterKey serviceMasterKey() {
        return serviceMasterKey;
    }

    public MasterKeys masterKeys() {
        return masterKeys;
    }

    public CertificateStore certificates() {
        return certificates;
    }

    public LoginRecords logins() {
        return logins;
    }

    /** The server's. */
    public Credentials credentials() {
        return credentials;
    }

    /** Those of one database, master or a user's. */
    public Credentials credentialsOf(String database) {
        return scoped.apply(database);
    }

    public SigningKey signingKey() {
        return signingKey;
    }

    /** Whether no seal opened the service master key: every use of a key fails until it is restored. */
    public boolean isLocked() {
        return serviceMasterKey.locked();
    }

    /** What to say at each start: locked and what to do; a service master key that was never backed up. */
    public List<String> startNotices() throws SqlError {
        List<String> notices = new ArrayList<>();
        if (serviceMasterKey.locked()) {
            notices.add(ServiceMasterKey.lockedError().clientText() + " Tried: "
                    + String.join(", ", seals.descriptions()) + ".");
        } else if (!serviceMasterKey.exported()) {
            notices.add("The service master key was never backed up: if " + String.join(" and ", seals.descriptions())
                    + " is lost, every encrypted backup whose certificate was not exported is lost too."
                    + " Run BACKUP SERVICE MASTER KEY TO FILE = '...' ENCRYPTION BY PASSWORD = '...'.");
        }
        return List.copyOf(notices);
    }

    /** Writes the public signing certificate where it is not, or is another one's. A locked instance leaves it. */
    public void publishSigningCertificate() throws SqlError {
        if (serviceMasterKey.locked()) {
            return;
        }
        try {
            byte[] der = signingKey.certificate().getEncoded();
            if (Files.exists(signingCertificate) && Arrays.equals(Files.readAllBytes(signingCertificate), der)) {
                return;
            }
            Path fresh = signingCertificate.resolveSibling(signingCertificate.getFileName() + ".new");
            Files.write(fresh, der);
            Files.move(fresh, signingCertificate, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | CertificateEncodingException failed) {
            throw Message.CANNOT_WRITE_FILE.error(signingCertificate).causedBy(failed);
        }
    }

    @Override
    public void close() {
        serviceMasterKey.close();
    }
}
