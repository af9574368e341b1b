package dev.coffer.engine;

/** Keys of the facts that cross the contract; an engine's other facts are its own, or for people. */
public final class SharedFacts {

    /** What tells the database's history from all others, as text; the same in every copy that keeps its chain. */
    public static final String SYSTEM_ID = "system.id";
    /** The timeline that the image was taken on, or that a restored database goes on with. */
    public static final String TIMELINE = "timeline";
    /** In a recovery order: the highest timeline ever seen for that system id; the restored database takes the next. */
    public static final String HIGHEST_TIMELINE = "timeline.highest";
    /** In a restore order: how many bytes of the payload are log. */
    public static final String LOG_BYTES = "log.bytes";

    /** Of an image of a server that was not the instance's: there, whatever its value. */
    public static final String ELSEWHERE = "server.elsewhere";

    /** What server an image is of, for people: name and version. */
    public static final String SERVER = "server";

    /**
     * Of an image, for people, as a clause: what its server is known to get wrong in images of that kind, and why
     * nobody could look whether it did.
     */
    public static final String DOUBT = "doubt";

    /** Of an image, as ISO 8601: when its log ends; what ended before is in it. */
    public static final String LOG_ENDS_AT = "log.ends.at";
    /** Of an image of the log: where the database left the log of an earlier recovery fork; decimal. */
    public static final String FORK_POSITION = "fork.position";

    /** The instance's own, of a set: the database was READ_ONLY, whatever its value. */
    public static final String READ_ONLY = "database.read.only";
    /** The instance's own, of a set: the database was SINGLE_USER, whatever its value. */
    public static final String SINGLE_USER = "database.single.user";

    private SharedFacts() {}
}
