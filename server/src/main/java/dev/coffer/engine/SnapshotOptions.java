package dev.coffer.engine;

import java.util.UUID;

/**
 * @param onDamage what a page that fails its checksum means
 * @param extent what of the database goes into the image
 */
public record SnapshotOptions(OnDamage onDamage, Extent extent) {

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
}
