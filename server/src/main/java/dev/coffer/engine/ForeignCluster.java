package dev.coffer.engine;

/**
 * The payload's cluster holds what no database of this engine does: a changed catalogue, code, a tablespace. Of one
 * that this engine hosted it means that somebody meddled with it; of a server elsewhere it may be right, there.
 */
public final class ForeignCluster extends EngineException {
    private static final long serialVersionUID = 1L;

    /** @param what was found, a sentence without its full stop */
    public ForeignCluster(String what) {
        super(Kind.FORBIDDEN_CONTENT, what);
    }
}
