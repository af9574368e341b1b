package dev.coffer.app;

/** Another process owns the data folder. */
public final class InstanceInUse extends InstanceFailure {

    private static final long serialVersionUID = 1L;

    public InstanceInUse(String message) {
        super(message, null);
    }
}
