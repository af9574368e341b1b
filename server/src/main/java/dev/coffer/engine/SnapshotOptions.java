package dev.coffer.engine;

/** @param onDamage what a page that fails its checksum means */
public record SnapshotOptions(OnDamage onDamage) {

    public enum OnDamage {
        STOP,
        CONTINUE
    }
}
