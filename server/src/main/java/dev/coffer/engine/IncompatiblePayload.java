package dev.coffer.engine;

/** The payload was made by a build that this engine cannot run. */
public final class IncompatiblePayload extends EngineException {
    private static final long serialVersionUID = 1L;

    private final String found;
    private final String needed;

    /**
     * @param what the fact that differs, such as server.version.num
     * @param found as the payload has it
     * @param needed as this engine has it
     */
    public IncompatiblePayload(String what, String found, String needed) {
        super(Kind.INCOMPATIBLE, "The backup has " + what + " " + found + ", this server needs " + needed);
        this.found = what + " " + found;
        this.needed = what + " " + needed;
    }

    public String found() {
        return found;
    }

    public String needed() {
        return needed;
    }
}
