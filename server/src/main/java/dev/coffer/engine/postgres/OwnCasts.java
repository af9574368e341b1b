package dev.coffer.engine.postgres;

import java.util.Set;

/**
 * The casts of PostgreSQL's own that the helpers of T-SQL turn into theirs: numbers with a fraction lose it on the way
 * to whole ones, a whole number becomes a bit unasked, and a time no interval. They are put back before anybody uses a
 * restored cluster, since what they lead to came along with the backup; the helpers turn them again when they are
 * installed.
 */
final class OwnCasts {

    /** Identifiers from src/include/catalog/pg_type.dat: real, double precision and numeric. */
    private static final Set<Integer> FRACTIONS = Set.of(700, 701, 1700);

    /** Bigint, smallint and integer. */
    private static final Set<Integer> WHOLES = Set.of(20, 21, 23);

    private static final int INTEGER = 23;
    private static final int BOOLEAN = 16;
    private static final int TIME = 1083;
    private static final int INTERVAL = 1186;

    static final String RESET = "UPDATE pg_catalog.pg_cast AS c SET castfunc = o.way, castcontext = o.context,"
            + " castmethod = 'f' FROM (VALUES"
            + " ('real'::regtype, 'smallint'::regtype, 'int2(real)'::regprocedure, 'a'::\"char\"),"
            + " ('real', 'integer', 'int4(real)', 'a'),"
            + " ('real', 'bigint', 'int8(real)', 'a'),"
            + " ('double precision', 'smallint', 'int2(double precision)', 'a'),"
            + " ('double precision', 'integer', 'int4(double precision)', 'a'),"
            + " ('double precision', 'bigint', 'int8(double precision)', 'a'),"
            + " ('numeric', 'smallint', 'int2(numeric)', 'a'),"
            + " ('numeric', 'integer', 'int4(numeric)', 'a'),"
            + " ('numeric', 'bigint', 'int8(numeric)', 'a'),"
            + " ('integer', 'boolean', 'bool(integer)', 'e'),"
            + " ('time', 'interval', '\"interval\"(time)', 'i')"
            + ") AS o (source, target, way, context) WHERE c.castsource = o.source AND c.casttarget = o.target";

    private OwnCasts() {}

    static boolean areOurs(int source, int target) {
        return (FRACTIONS.contains(source) && WHOLES.contains(target))
                || (source == INTEGER && target == BOOLEAN)
                || (source == TIME && target == INTERVAL);
    }
}
