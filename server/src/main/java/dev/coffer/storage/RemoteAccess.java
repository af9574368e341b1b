package dev.coffer.storage;

import dev.coffer.bytes.SecretBytes;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a place outside is opened: a credential in use.
 *
 * @param credential its name, for messages
 * @param identity the account, for an account key
 * @param secret still the caller's; the store keeps what it needs of it
 */
public record RemoteAccess(
        Service service, String credential, String identity, SecretBytes secret, Tuning tuning, Dialect dialect) {

    /** What is spoken, and what the secret is. */
    public enum Service {
        /** Azure Blob Storage, by an account's key. */
        AZURE_KEY,
        /** Azure Blob Storage, by a shared access signature. */
        AZURE_SIGNATURE,
        /** S3, by access key id, colon, secret key. */
        S3
    }

    /**
     * How much is sent and read at once, and how it is kept.
     *
     * @param fileCount that the statement works on at the same time
     * @param retainUntil until when the place is to let nobody remove what is written
     */
    public record Tuning(OptionalInt partBytes, OptionalInt bufferCount, int fileCount, Optional<Instant> retainUntil) {
        public static final Tuning ORDINARY = new Tuning(OptionalInt.empty(), OptionalInt.empty(), 1, Optional.empty());
    }

    /**
     * What differs between services that speak S3.
     *
     * @param region that requests are signed for
     * @param buckets where requests name the bucket; when empty, the URL decides
     */
    public record Dialect(Optional<String> region, Optional<Buckets> buckets) {
        public static final Dialect ORDINARY = new Dialect(Optional.empty(), Optional.empty());
    }

    /** Where requests name the bucket. */
    public enum Buckets {
        IN_PATH,
        IN_HOST
    }
}
