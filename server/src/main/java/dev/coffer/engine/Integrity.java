package dev.coffer.engine;

import java.util.List;

/**
 * What a check of a database found.
 *
 * @param tables users' tables, as they were seen
 * @param damages at most {@value #MOST_DAMAGES}
 * @param damagedPages pages that failed their checksum, wherever they are
 * @param suspects the first of those pages, at most {@value #MOST_SUSPECTS}
 */
public record Integrity(List<Table> tables, List<Damage> damages, long damagedPages, List<SuspectPage> suspects) {

    public static final int MOST_DAMAGES = 200;

    /** As many as a list of them holds. */
    public static final int MOST_SUSPECTS = 1_000;

    public Integrity {
        tables = List.copyOf(tables);
        damages = List.copyOf(damages);
        suspects = List.copyOf(suspects);
    }

    /** How much of a database is looked at. */
    public enum Depth {
        /** Checksums of all pages, and the form of tables. */
        PHYSICAL,
        /** Also whether every index and its table agree. */
        FULL
    }

    /**
     * A user's table.
     *
     * @param objectId sys.objects.object_id
     */
    public record Table(String name, long objectId, long rowCount, long pageCount) {}

    /**
     * @param table or index, in the engine's words
     * @param page its number in there; -1 when it is not known
     * @param text what is wrong, without stored values
     */
    public record Damage(String table, long page, String text) {}
}
