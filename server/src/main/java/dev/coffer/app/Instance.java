package dev.coffer.app;

import dev.coffer.session.Session;
import java.util.List;

/**
 * A running instance: owner of one data folder, its engine, catalogue and keys. Thread-safe.
 */
public final class Instance implements AutoCloseable {

    private final InstanceSettings settings;

    private Instance(InstanceSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes the data folder, makes it on first start, and opens everything in it.
     *
     * @throws InstanceInUse when another process owns the folder; the message names its process id
     * @throws InstanceFailure when something in it cannot be opened
     */
    public static Instance open(InstanceSettings settings) throws InstanceFailure {
        return new Instance(settings);
    }

    public InstanceSettings settings() {
        return settings;
    }

    /** What the person who started it should know, one sentence or two each: no seal opened, key never backed up. */
    public List<String> notices() {
        return List.of();
    }

    /** A new session in master. Sessions are closed before the instance. */
    public Session newSession() {
        throw new IllegalStateException("not wired yet");
    }

    /** Ends its sessions, stops every database cleanly and gives the data folder back. */
    @Override
    public void close() {}
}
