package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.Credentials;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.keys.KnownCredential;
import dev.coffer.storage.Location;
import dev.coffer.storage.ObjectUrl;
import dev.coffer.storage.RemoteAccess;
import dev.coffer.storage.RemoteAccess.Dialect;
import dev.coffer.storage.RemoteAccess.Service;
import dev.coffer.storage.RemoteAccess.Tuning;
import dev.coffer.storage.RemoteStores;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.Trial;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.RemoteOptions;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.Text;
import dev.coffer.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * URLs as devices: which service and which credential. The server's credentials come first, then those of the caller's
 * current database, or of the one that the work is done in. Thread-safe.
 */
public final class UrlDevices implements Devices.Urls {

    /** As on SQL Server. */
    private static final int MAX_URL_CHARS = 259;

    private static final int MIN_S3_PART_BYTES = 5 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(UrlDevices.class);

    private final KeyHierarchy keys;
    private final Catalog catalog;
    private final RemoteStores stores;

    public UrlDevices(KeyHierarchy keys, Catalog catalog, RemoteStores stores) {
        this.keys = keys;
        this.catalog = catalog;
        this.stores = stores;
    }

    @Override
    public DevicePlace toWrite(Text url, Devices.Writing writing, int deviceCount, Caller caller) throws SqlError {
        BackupOptions options = writing.options();
        // An object is written once and holds one set: there is nothing to overwrite in it.
        if (options.has(BackupOption.INIT)) {
            throw Message.URL_OPTION.error(BackupOption.INIT.name());
        }
        OptionalInt partBytes = options.maxTransferSizeBytes();
        if (partBytes.orElse(MIN_S3_PART_BYTES) < MIN_S3_PART_BYTES
                && parsed(url.value()).scheme().equals("s3")) {
            throw Message.VALUE_OUT_OF_RANGE.error(partBytes.getAsInt(), "MAXTRANSFERSIZE");
        }
        Tuning tuning = new Tuning(partBytes, options.bufferCount(), deviceCount, writing.retainUntil());
        return place(url, options.remote(), "BACKUP_OPTIONS", tuning, in(caller));
    }

    @Override
    public DevicePlace toRead(Text url, RestoreOptions options, int deviceCount, Caller caller) throws SqlError {
        Tuning tuning =
                new Tuning(options.maxTransferSizeBytes(), options.bufferCount(), deviceCount, Optional.empty());
        return place(url, options.remote(), "RESTORE_OPTIONS", tuning, in(caller));
    }

    @Override
    public DevicePlace object(Text url, RemoteOptions options, String database, Caller caller) throws SqlError {
        return place(url, options, "BACKUP_OPTIONS", Tuning.ORDINARY, new Asker(database, caller.cancellation()));
    }

    /** @param database whose credentials count beside the server's */
    private record Asker(String database, Cancellation cancellation) {}

    private static Asker in(Caller caller) {
        return new Asker(caller.database(), caller.cancellation());
    }

    private DevicePlace place(Text written, RemoteOptions options, String jsonOption, Tuning tuning, Asker asker)
            throws SqlError {
        ObjectUrl url = parsed(written.value());
        Dialect dialect =
                options.json().isPresent() ? RemoteDialect.read(options.json().get(), jsonOption) : Dialect.ORDINARY;
        try (KnownCredential credential = credential(written.value(), options.credential(), asker.database())) {
            RemoteAccess access = access(credential, url, options.credential().isPresent(), tuning, dialect);
            Store store = reach(access, () -> stores.open(access, asker.cancellation()));
            return new DevicePlace(
                    store,
                    new Location(written.value()),
                    DevicePlace.Kind.URL,
                    Optional.empty(),
                    written.value(),
                    false);
        }
    }

    @Override
    public List<Trial> tryOut(Text written, RemoteOptions options, Caller caller) throws SqlError {
        String folder = written.value().endsWith("/")
                ? written.value().substring(0, written.value().length() - 1)
                : written.value();
        String object = folder + "/coffer-test-" + UUID.randomUUID();
        ObjectUrl url = parsed(object);
        Dialect dialect = options.json().isPresent()
                ? RemoteDialect.read(options.json().get(), "BACKUP_OPTIONS")
                : Dialect.ORDINARY;
        try (KnownCredential credential = credential(object, options.credential(), caller.database())) {
            RemoteAccess access = access(credential, url, options.credential().isPresent(), Tuning.ORDINARY, dialect);
            return reach(access, () -> stores.tryOut(access, new Location(object), caller.cancellation()));
        }
    }

    private static ObjectUrl parsed(String written) throws SqlError {
        if (written.length() > MAX_URL_CHARS) {
            throw Message.DEVICE_NAME_TOO_LONG.error(MAX_URL_CHARS);
        }
        ObjectUrl url = ObjectUrl.parse(written).orElseThrow(Message.URL_MALFORMED::error);
        if (!List.of("http", "https", "s3").contains(url.scheme())) {
            throw Message.URL_MALFORMED.error().withHint("Give a URL that begins with https:// or s3://.");
        }
        if (url.scheme().equals("http") && !url.isLoopback()) {
            throw Message.URL_MALFORMED
                    .error()
                    .withHint("Use https: plain HTTP is allowed to loopback addresses only.");
        }
        return url;
    }

    /** @throws SqlError 3288, 3289 */
    private KnownCredential credential(String url, Optional<Text> named, String database) throws SqlError {
        if (named.isPresent()) {
            String name = named.get().value();
            return first(database, credentials -> credentials.named(name))
                    .orElseThrow(() -> Message.NO_SUCH_CREDENTIAL.error(name));
        }
        return first(database, credentials -> credentials.forUrl(url))
                .orElseThrow(() -> Message.URL_WITHOUT_CREDENTIAL
                        .error()
                        .withHint("Create a credential named as the container or bucket of the URL, or name one of an"
                                + " account key with WITH CREDENTIAL."));
    }

    @FunctionalInterface
    private interface Search {
        Optional<KnownCredential> in(Credentials credentials) throws SqlError;
    }

    /** tempdb and model have none. */
    private Optional<KnownCredential> first(String database, Search search) throws SqlError {
        Optional<KnownCredential> found = search.in(keys.credentials());
        boolean hasOwn = Catalog.isMaster(database) || !Catalog.isSystemName(database);
        return found.isPresent() || !hasOwn ? found : search.in(keys.credentialsOf(database));
    }

    /** @throws SqlError 3225, 3233, 3293 */
    private static RemoteAccess access(
            KnownCredential credential, ObjectUrl url, boolean isNamed, Tuning tuning, Dialect dialect)
            throws SqlError {
        Service service;
        if (url.scheme().equals("s3")) {
            if (!CredentialRules.isS3(credential.identity())) {
                throw Message.S3_IDENTITY.error();
            }
            service = Service.S3;
        } else if (CredentialRules.isSignature(credential.identity())) {
            if (isNamed) {
                throw Message.SIGNATURE_WITH_CREDENTIAL.error();
            }
            service = Service.AZURE_SIGNATURE;
        } else {
            if (!isNamed) {
                throw Message.URL_INITIALIZING.error("the identity of the credential '" + credential.name()
                        + "' should be " + CredentialRules.SIGNATURE);
            }
            service = Service.AZURE_KEY;
        }
        if (credential.secret().isEmpty()) {
            throw Message.URL_INITIALIZING.error("the credential '" + credential.name() + "' has no secret");
        }
        return new RemoteAccess(
                service,
                credential.name(),
                credential.identity(),
                credential.secret().get(),
                tuning,
                dialect);
    }

    @FunctionalInterface
    private interface Reaching<T> {
        T store() throws StoreException;
    }

    private static <T> T reach(RemoteAccess access, Reaching<T> reaching) throws SqlError {
        try {
            return reaching.store();
        } catch (IllegalArgumentException malformed) {
            throw access.service() == Service.AZURE_KEY
                    ? Message.URL_DEVICE_ERROR.error("Error while decoding the storage key")
                    : Message.URL_INITIALIZING.error("the secret of the credential '" + access.credential()
                            + "' is not an access key id, a colon and a secret key");
        } catch (StoreException failed) {
            throw Message.URL_INITIALIZING.error(String.valueOf(failed.getMessage()));
        }
    }

    /** Removes what killed backups left outside. What cannot be reached today is tried again at the next start. */
    public void sweep() {
        try {
            for (RemoteStores.Unfinished left : stores.unfinished()) {
                sweep(left);
            }
        } catch (StoreException unreadable) {
            LOG.warn("What killed backups left outside is not known: {}", unreadable.getMessage());
        }
    }

    private void sweep(RemoteStores.Unfinished left) {
        String name = left.credential();
        Location location = left.location();
        try {
            Optional<KnownCredential> known = anywhere(name);
            Optional<ObjectUrl> url = ObjectUrl.parse(location.value());
            if (known.isEmpty() || url.isEmpty()) {
                LOG.warn("What a killed backup left at {} stays: the credential '{}' is gone", location, name);
                return;
            }
            try (KnownCredential credential = known.get()) {
                boolean isNamed = !CredentialRules.isSignature(credential.identity());
                RemoteAccess access = access(credential, url.get(), isNamed, Tuning.ORDINARY, left.dialect());
                reach(access, () -> stores.open(access, Cancellation.never()))
                        .sweep()
                        .forEach(removed -> LOG.info("Cleared up at {}", removed));
            }
        } catch (SqlError | StoreException later) {
            LOG.warn("What killed backups left at {} is cleared up later: {}", location, later.getMessage());
        }
    }

    /** Which database's it was, nobody noted: where one is named alike, it is for the same place. */
    private Optional<KnownCredential> anywhere(String name) throws SqlError {
        Optional<KnownCredential> known = keys.credentials().named(name);
        List<String> databases = new ArrayList<>(List.of(Catalog.MASTER));
        catalog.databases().all().forEach(entry -> databases.add(entry.name()));
        for (String database : databases) {
            if (known.isEmpty()) {
                known = inDatabase(database, name);
            }
        }
        return known;
    }

    private Optional<KnownCredential> inDatabase(String database, String name) {
        try {
            return keys.credentialsOf(database).named(name);
        } catch (SqlError closed) {
            LOG.debug("The credentials of {} are not at hand: {}", database, closed.getMessage());
            return Optional.empty();
        }
    }
}
