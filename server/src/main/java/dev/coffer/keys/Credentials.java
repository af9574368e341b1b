package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.CredentialRows;
import dev.coffer.catalog.StoredCredential;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Credentials of the server, sealed and proved by the service master key, or of one database, by its master key.
 * Thread-safe.
 */
public final class Credentials {

    private final CredentialShelf shelf;
    private final RandomSource random;
    private final Clock clock;

    Credentials(CredentialShelf shelf, RandomSource random, Clock clock) {
        this.shelf = shelf;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @throws SqlError 15530 when the name is taken, 49902 when the instance is locked, 15581 when the database has no
     *     master key
     */
    public void create(String name, String identity, Optional<SecretBytes> secret) throws SqlError {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        StoredCredential fresh =
                new StoredCredential(UUID.randomUUID(), name, identity, Optional.empty(), now, now, new byte[0]);
        store(fresh, secret, Expected.ABSENT);
    }

    /**
     * @throws SqlError 15151 when there is none, 49902 when the instance is locked, 15581 when the database has no
     *     master key that this instance opens
     */
    public void alter(String name, String identity, Optional<SecretBytes> secret) throws SqlError {
        StoredCredential old = shelf.rows(rows -> rows.find(name))
                .orElseThrow(() -> Message.CANNOT_FIND.error("alter", "credential", name));
        StoredCredential changed = new StoredCredential(
                old.guid(),
                old.name(),
                identity,
                Optional.empty(),
                old.createdAt(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                new byte[0]);
        store(changed, secret, Expected.PRESENT);
    }

    private enum Expected {
        ABSENT,
        PRESENT
    }

    private void store(StoredCredential row, Optional<SecretBytes> secret, Expected expected) throws SqlError {
        try (HierarchyKey key = shelf.key()) {
            Optional<byte[]> sealed = secret.map(plain -> key.seal(object(row), plain, random));
            StoredCredential whole = row.with(sealed, new byte[0]);
            StoredCredential proved = whole.with(sealed, key.prove(RowEncoding.of(whole)));
            shelf.rowsOf(key.id(), rows -> {
                boolean there = rows.find(row.name()).isPresent();
                if (there && expected == Expected.ABSENT) {
                    throw Message.OBJECT_NAME_TAKEN.error("credential", row.name());
                }
                if (!there && expected == Expected.PRESENT) {
                    throw Message.CANNOT_FIND.error("alter", "credential", row.name());
                }
                rows.put(proved);
                return true;
            });
        }
    }

    /** @throws SqlError 15151 when there is none */
    public void drop(String name) throws SqlError {
        boolean was = shelf.rows(rows -> rows.delete(name));
        if (!was) {
            throw Message.CANNOT_FIND.error("drop", "credential", name);
        }
    }

    /** @throws SqlError 49910 when the row was changed outside this server, 49902 when the instance is locked */
    public Optional<KnownCredential> named(String name) throws SqlError {
        return shelf.reading(() -> opened(shelf.rows(rows -> rows.find(name))));
    }

    /**
     * The credential whose name is the URL or the longest whole prefix of it: container or bucket, or a folder in it.
     *
     * @throws SqlError 49910 when the row was changed outside this server, 49902 when the instance is locked
     */
    public Optional<KnownCredential> forUrl(String url) throws SqlError {
        return shelf.reading(() -> {
            List<StoredCredential> all = shelf.rows(CredentialRows::all);
            return opened(all.stream()
                    .filter(row -> isPrefix(row.name(), url))
                    .max(Comparator.comparingInt(row -> row.name().length())));
        });
    }

    private Optional<KnownCredential> opened(Optional<StoredCredential> row) throws SqlError {
        return row.isEmpty() ? Optional.empty() : Optional.of(open(row.get()));
    }

    private static boolean isPrefix(String name, String url) {
        String prefix = comparable(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
        String whole = comparable(url);
        return prefix.contains("://")
                && whole.startsWith(prefix)
                && (whole.length() == prefix.length() || whole.charAt(prefix.length()) == '/');
    }

    /** Scheme and host in lower case; paths are told apart by case. */
    private static String comparable(String url) {
        int host = url.indexOf("://");
        int path = host < 0 ? -1 : url.indexOf('/', host + 3);
        return path < 0
                ? url.toLowerCase(Locale.ROOT)
                : url.substring(0, path).toLowerCase(Locale.ROOT) + url.substring(path);
    }

    private KnownCredential open(StoredCredential row) throws SqlError {
        try (HierarchyKey key = shelf.key()) {
            if (!key.proves(RowEncoding.of(row), row.rowMac())) {
                throw tampered(row);
            }
            Optional<SecretBytes> secret = row.sealedSecret().isEmpty()
                    ? Optional.empty()
                    : Optional.of(key.open(object(row), row.sealedSecret().get()));
            return new KnownCredential(row.name(), row.identity(), secret);
        } catch (SealBroken broken) {
            throw tampered(row);
        }
    }

    private static SqlError tampered(StoredCredential row) {
        return Message.TAMPERED_ROW
                .error("credential", row.name())
                .withHint("Drop the credential and create it again.");
    }

    static SealedObject object(StoredCredential row) {
        return SealedObject.of(SealedKind.CREDENTIAL, row.guid());
    }
}
