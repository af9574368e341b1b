package dev.coffer.app;

import dev.coffer.storage.Location;
import dev.coffer.storage.RemoteAccess;
import dev.coffer.storage.RemoteStores;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.Trial;
import dev.coffer.storage.azure.AzureAccess;
import dev.coffer.storage.azure.AzurePlace;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.ObjectStore;
import dev.coffer.storage.objects.Retries;
import dev.coffer.storage.objects.Transfer;
import dev.coffer.storage.objects.TrialRun;
import dev.coffer.storage.objects.TrustedAuthorities;
import dev.coffer.storage.objects.Uploads;
import dev.coffer.storage.s3.S3Access;
import dev.coffer.storage.s3.S3Place;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The object stores that an instance reaches. What they share is made at the first use. Thread-safe. */
final class ObjectStores implements RemoteStores, AutoCloseable {

    /** Five parts of 8 MiB at once still arrive in time on a line of 3 Mbit/s. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);

    private final Optional<Path> authorities;
    private final Uploads uploads;
    private final Retries retries = new Retries(Retries.Bounds.ORDINARY, new SecureRandom());
    private @Nullable AzureAccess azure;
    private @Nullable S3Access s3;

    /** @param authorities folder with certificates of authorities that are trusted beside the runtime's */
    ObjectStores(Optional<Path> authorities, Uploads uploads) {
        this.authorities = authorities;
        this.uploads = uploads;
    }

    @Override
    public Store open(RemoteAccess access, Cancellation cancellation) throws StoreException {
        return store(access, cancellation);
    }

    @Override
    public List<Trial> tryOut(RemoteAccess access, Location object, Cancellation cancellation) throws StoreException {
        return new TrialRun(store(access, cancellation), object, Instant.now()).run();
    }

    private ObjectStore store(RemoteAccess access, Cancellation cancellation) throws StoreException {
        RemoteAccess.Tuning tuning = access.tuning();
        return new ObjectStore(
                place(access),
                Transfer.of(tuning.partBytes(), tuning.bufferCount(), tuning.fileCount())
                        .retaining(tuning.retainUntil()),
                uploads,
                retries,
                cancellation);
    }

    private ObjectPlace place(RemoteAccess access) throws StoreException {
        return switch (access.service()) {
            case AZURE_KEY ->
                AzurePlace.withAccountKey(azure(), access.credential(), access.identity(), access.secret());
            case AZURE_SIGNATURE -> AzurePlace.withSignature(azure(), access.credential(), access.secret());
            case S3 -> new S3Place(s3(), access.credential(), access.secret(), options(access.dialect()));
        };
    }

    private static RemoteAccess.Dialect dialect(String text) {
        return S3Place.Options.parse(text)
                .map(options -> new RemoteAccess.Dialect(
                        Optional.of(options.region()), options.style().map(style -> switch (style) {
                            case PATH -> RemoteAccess.Buckets.IN_PATH;
                            case VIRTUAL_HOSTED -> RemoteAccess.Buckets.IN_HOST;
                        })))
                .orElse(RemoteAccess.Dialect.ORDINARY);
    }

    private static S3Place.Options options(RemoteAccess.Dialect dialect) {
        return new S3Place.Options(
                dialect.region().orElse(S3Place.DEFAULT_REGION),
                dialect.buckets().map(buckets -> switch (buckets) {
                    case IN_PATH -> S3Place.Style.PATH;
                    case IN_HOST -> S3Place.Style.VIRTUAL_HOSTED;
                }));
    }

    private synchronized AzureAccess azure() throws StoreException {
        AzureAccess known = azure;
        if (known == null) {
            known = new AzureAccess(trusted(), REQUEST_TIMEOUT);
            azure = known;
        }
        return known;
    }

    private synchronized S3Access s3() throws StoreException {
        S3Access known = s3;
        if (known == null) {
            known = new S3Access(trusted(), REQUEST_TIMEOUT);
            s3 = known;
        }
        return known;
    }

    private TrustedAuthorities trusted() throws StoreException {
        try {
            return TrustedAuthorities.from(authorities);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    new Location(authorities.map(Path::toString).orElse("")),
                    "The certificates of authorities cannot be read",
                    e);
        }
    }

    @Override
    public List<Unfinished> unfinished() throws StoreException {
        Map<List<String>, Unfinished> alike = new LinkedHashMap<>();
        for (Uploads.Unfinished left : uploads.unfinished()) {
            alike.putIfAbsent(
                    List.of(left.credential(), left.dialect()),
                    new Unfinished(left.credential(), dialect(left.dialect()), left.location()));
        }
        return List.copyOf(alike.values());
    }

    @Override
    public synchronized void close() {
        S3Access known = s3;
        if (known != null) {
            known.close();
        }
    }
}
