package dev.coffer.engine.postgres;

/** A version of PostgreSQL, such as 18.6. */
record ServerVersion(int major, int minor) {

    private static final int NUMBERS_OF_MAJOR = 10_000;

    /** @param number as server_version_num has it: 180006 */
    static ServerVersion of(long number) {
        return new ServerVersion((int) (number / NUMBERS_OF_MAJOR), (int) (number % NUMBERS_OF_MAJOR));
    }

    /** Whether a cluster of that version runs here: of the same major version, and of no newer minor one. */
    boolean runs(ServerVersion cluster) {
        return cluster.major == major && cluster.minor <= minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
