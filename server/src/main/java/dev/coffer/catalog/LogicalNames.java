package dev.coffer.catalog;

/**
 * What a database calls its two files. A backup keeps the names and a restore brings them back, whatever the database
 * is called then.
 *
 * @param data of the data file, 1 to 128 characters
 * @param log of the log, the same; another one without regard to case
 */
public record LogicalNames(String data, String log) {

    private static final String LOG_SUFFIX = "_log";

    /** Those of a database whose files nobody named. */
    public static LogicalNames of(String database) {
        return new LogicalNames(database, ofLog(database));
    }

    /** The log's: of a long name of a database its beginning, so that it is a name still. */
    public static String ofLog(String database) {
        int most = DatabaseEntry.MAX_NAME_CHARACTERS - LOG_SUFFIX.length();
        if (database.length() <= most) {
            return database + LOG_SUFFIX;
        }
        int end = Character.isHighSurrogate(database.charAt(most - 1)) ? most - 1 : most;
        return database.substring(0, end) + LOG_SUFFIX;
    }
}
