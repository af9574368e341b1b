package dev.coffer.engine.postgres;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A segment of a relation's main fork, as its path names it: {@code base/DATABASE/NUMBER[.SEGMENT]}, {@code
 * global/NUMBER[.SEGMENT]} or {@code pg_tblspc/TABLESPACE/VERSION/DATABASE/NUMBER[.SEGMENT]}.
 *
 * <p>Only these may stand in a differential with some of their blocks. The log does not name the blocks of a free space
 * map, and those of a visibility map not in every minor version when a bit is cleared; both are small, and so is an
 * init fork. Everything else has no blocks.
 *
 * @param relation whose file it is
 * @param segment from 0
 */
record RelationFile(Relation relation, int segment) {

    /**
     * A relation as WAL summaries name it. Number 0 stands for all of a database in a tablespace.
     *
     * @param tablespace OID
     * @param database OID; 0 for what all databases share
     * @param number relfilenode
     */
    record Relation(long tablespace, long database, long number) {

        Relation wholeDatabase() {
            return new Relation(tablespace, database, 0);
        }
    }

    /** OIDs of the two tablespaces that every cluster has (pg_tablespace.dat). */
    private static final long DEFAULT_TABLESPACE = 1663;

    private static final long GLOBAL_TABLESPACE = 1664;

    private static final String MAP = "_vm";

    private static final Pattern PATH = Pattern.compile("(?:base/(?<database>[1-9]\\d{0,9})|(?<global>global)"
            + "|pg_tblspc/(?<space>[1-9]\\d{0,9})/PG_[^/]+/(?<other>[1-9]\\d{0,9}))"
            + "/(?<number>[1-9]\\d{0,9})(?:\\.(?<segment>[1-9]\\d{0,8}))?");

    /** Empty for every other file. */
    static Optional<RelationFile> of(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String segment = matcher.group("segment");
        return Optional.of(new RelationFile(
                new Relation(tablespace(matcher), database(matcher), Long.parseLong(matcher.group("number"))),
                segment == null ? 0 : Integer.parseInt(segment)));
    }

    /** The first file of the relation whose visibility map, or a segment of it, that is; empty for every other file. */
    static Optional<String> mainOfMap(String path) {
        int map = path.lastIndexOf(MAP);
        return map > path.lastIndexOf('/')
                ? Optional.of(path.substring(0, map)).filter(main -> of(main).isPresent())
                : Optional.empty();
    }

    private static long tablespace(Matcher matcher) {
        if (matcher.group("global") != null) {
            return GLOBAL_TABLESPACE;
        }
        String space = matcher.group("space");
        return space == null ? DEFAULT_TABLESPACE : Long.parseLong(space);
    }

    private static long database(Matcher matcher) {
        if (matcher.group("global") != null) {
            return 0;
        }
        String database = matcher.group("database");
        return Long.parseLong(database == null ? matcher.group("other") : database);
    }
}
