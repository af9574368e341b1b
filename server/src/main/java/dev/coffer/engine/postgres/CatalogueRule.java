package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What belongs to PostgreSQL in one table of its catalogue, beside the rows of its own objects: rows that would give
 * those objects something to do, or that would stand in their way. Immutable.
 *
 * @param changing columns that a server in use changes
 * @param more whether a row of another object belongs to PostgreSQL's own all the same
 * @param ignored whether a row is nobody's concern here
 * @param corrected by the name of PostgreSQL's own object a column that a minor release corrected: clusters that an
 *     earlier one made keep it as it was, whichever runs them later
 */
record CatalogueRule(List<String> changing, Test more, Test ignored, Map<String, String> corrected) {

    /** Asks about one row. */
    interface Test {
        boolean holds(Facts row) throws EngineException;
    }

    /** What a test may ask: the values of a row's columns. */
    interface Facts {
        int number(String column) throws EngineException;

        String text(String column) throws EngineException;

        /** Whether the column names an object of PostgreSQL's own. */
        boolean isOwn(String column) throws EngineException;
    }

    CatalogueRule(List<String> changing, Test more, Test ignored) {
        this(changing, more, ignored, Map.of());
    }

    private static final Test NO = row -> false;
    private static final Test ALL = row -> true;

    private static final CatalogueRule PLAIN = new CatalogueRule(List.of(), NO, NO);
    private static final CatalogueRule NONE_BUT_OWN = new CatalogueRule(List.of(), ALL, NO);

    /**
     * Rows that run nothing and grant nothing, or that are looked after elsewhere: settings are emptied before the
     * first connection, large objects refuse the restore. What is said about objects goes with those that are dropped.
     */
    private static final Set<String> NOT_COMPARED = Set.of(
            "pg_depend",
            "pg_shdepend",
            "pg_description",
            "pg_shdescription",
            "pg_statistic",
            "pg_db_role_setting",
            "pg_largeobject",
            "pg_largeobject_metadata");

    private static final Map<String, CatalogueRule> RULES = Map.ofEntries(
            Map.entry(
                    "pg_class",
                    new CatalogueRule(
                            List.of(
                                    "relfilenode",
                                    "relpages",
                                    "reltuples",
                                    "relallvisible",
                                    "relallfrozen",
                                    "relfrozenxid",
                                    "relminmxid"),
                            inOwnSchema("relnamespace"),
                            NO)),
            Map.entry(
                    "pg_proc",
                    new CatalogueRule(
                            List.of(),
                            inOwnSchema("pronamespace"),
                            NO,
                            // Stable up to 18.1, immutable now.
                            Map.of("json_strip_nulls", "provolatile", "jsonb_strip_nulls", "provolatile"))),
            Map.entry("pg_operator", also(inOwnSchema("oprnamespace"))),
            Map.entry("pg_type", also(inOwnSchema("typnamespace"))),
            Map.entry(
                    "pg_cast",
                    new CatalogueRule(
                            List.of(),
                            row -> row.isOwn("castsource") && row.isOwn("casttarget"),
                            row -> OwnCasts.areOurs(row.number("castsource"), row.number("casttarget")))),
            Map.entry("pg_index", also(row -> row.isOwn("indrelid"))),
            Map.entry("pg_rewrite", also(row -> row.isOwn("ev_class"))),
            Map.entry("pg_trigger", also(row -> row.isOwn("tgrelid"))),
            Map.entry("pg_policy", also(row -> row.isOwn("polrelid"))),
            Map.entry("pg_attrdef", also(row -> row.isOwn("adrelid"))),
            Map.entry("pg_constraint", also(row -> row.isOwn("conrelid"))),
            Map.entry("pg_inherits", also(row -> row.isOwn("inhparent"))),
            Map.entry("pg_statistic_ext", also(row -> row.isOwn("stxrelid"))),
            Map.entry("pg_am", NONE_BUT_OWN),
            Map.entry("pg_opfamily", NONE_BUT_OWN),
            Map.entry("pg_opclass", NONE_BUT_OWN),
            Map.entry("pg_amop", NONE_BUT_OWN),
            Map.entry("pg_amproc", NONE_BUT_OWN),
            Map.entry("pg_conversion", NONE_BUT_OWN),
            Map.entry("pg_transform", NONE_BUT_OWN),
            Map.entry("pg_default_acl", NONE_BUT_OWN),
            Map.entry("pg_parameter_acl", NONE_BUT_OWN),
            Map.entry("pg_tablespace", NONE_BUT_OWN),
            // Other databases are dropped unseen, but none may pass for this one.
            Map.entry(
                    "pg_database",
                    new CatalogueRule(
                            List.of("datfrozenxid", "datminmxid", "dathasloginevt"),
                            ALL,
                            row -> Set.of("template0", "template1").contains(row.text("datname")))),
            // ICU's say which version of that library this machine has.
            Map.entry("pg_collation", new CatalogueRule(List.of(), NO, row -> row.number("collprovider") == 'i')));

    /** The rule of a table, or null when nothing in it is compared. */
    static @org.jspecify.annotations.Nullable CatalogueRule of(CatalogueTable table) {
        return NOT_COMPARED.contains(table.name()) ? null : RULES.getOrDefault(table.name(), PLAIN);
    }

    private static CatalogueRule also(Test more) {
        return new CatalogueRule(List.of(), more, NO);
    }

    private static Test inOwnSchema(String column) {
        return row -> row.number(column) == CatalogueTable.OWN_SCHEMA;
    }
}
