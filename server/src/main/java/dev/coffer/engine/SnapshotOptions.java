package dev.coffer.engine;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * @param onDamage what a page that fails its checksum means
 * @param extent what of the database goes into the image
 * @param log what becomes of the log
 * @param suspects is told of each page that fails its checksum, on the thread that reads
 */
public record SnapshotOptions(OnDamage onDamage, Extent extent, Log log, Consumer<SuspectPage> suspects) {

    /** An image whose damaged pages nobody lists. */
    public SnapshotOptions(OnDamage onDamage, Extent extent, Log log) {
        this(onDamage, extent, log, page -> {});
    }

    /** An image that leaves the log as it is. */
    public SnapshotOptions(OnDamage onDamage, Extent extent) {
        this(onDamage, extent, Log.AS_IT_IS);
    }

    /** A whole image that no differential stands on. */
    public SnapshotOptions(OnDamage onDamage) {
        this(onDamage, new Whole());
    }

    public enum OnDamage {
        STOP,
        CONTINUE
    }

    /** What of the database goes into an image. */
    public sealed interface Extent {}

    /** Everything. */
    public record Whole() implements Extent {}

    /**
     * Everything; and what differentials need to know of it is kept beside the database, across restarts, until
     * {@link HostedDatabase#keepBase} names another.
     *
     * @param set names the image from then on
     */
    public record Base(UUID set) implements Extent {}

    /**
     * What changed since an image, which must have been taken as {@link Base}.
     *
     * @param base that image
     */
    public record Since(UUID base) implements Extent {}

    /** What becomes of the log. */
    public enum Log {
        /** It is kept or not, as before. */
        AS_IT_IS,
        /** From the start of this image on it is kept for backups of it; whatever was kept before is not. */
        KEEP
    }
}
