package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.HeapRow.Column;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One table of PostgreSQL's catalogue, as the cluster describes it that it was read from. Immutable.
 *
 * @param oid its number
 * @param fileNumber its file in that cluster; 0 when the map names it
 * @param columns those at a fixed place, by name; a toast table has none
 */
record CatalogueTable(int oid, String name, boolean isShared, int fileNumber, Map<String, Column> columns) {

    /** The table of all tables, whose file only the map names. */
    static final int ALL_TABLES = 1259;

    /** PostgreSQL's own schema (src/include/catalog/pg_namespace.dat). */
    static final int OWN_SCHEMA = 11;

    /** From here on stand objects that nothing in PostgreSQL refers to by number (access/transam.h). */
    static final int FIRST_UNPINNED = 12_000;

    private static final int ALL_COLUMNS = 1249;
    private static final int TOAST_SCHEMA = 99;

    /** The first column of every table but a few, and the name that follows it where there is one. */
    static final Column KEY = new Column(0, 4);

    static final Column NAME = new Column(4, 64);

    /** Where the description of columns describes itself. */
    private static final Column COLUMN_LENGTH = new Column(72, 2);

    private static final Column COLUMN_NUMBER = new Column(74, 2);

    /** A column as it is described: with a negative length when it has none of its own. */
    private record NamedLength(String name, int lengthBytes) {}

    CatalogueTable {
        columns = Map.copyOf(columns);
    }

    /** @throws EngineException INCOMPATIBLE when this version of PostgreSQL has no such column */
    Column column(String name) throws EngineException {
        Column column = columns.get(name);
        if (column == null) {
            throw new EngineException(Kind.INCOMPATIBLE, "This PostgreSQL's table " + this.name + " has no " + name);
        }
        return column;
    }

    /** All tables of the catalogue, with their toast tables. */
    static List<CatalogueTable> all(QuietCluster cluster) throws EngineException, IOException {
        Map<Integer, Map<String, Column>> columns = columns(cluster);
        Map<String, Column> ofTables = columns.getOrDefault(ALL_TABLES, Map.of());
        CatalogueTable tables = new CatalogueTable(ALL_TABLES, "pg_class", false, 0, ofTables);
        Column schema = tables.column("relnamespace");
        Column kind = tables.column("relkind");
        Column shared = tables.column("relisshared");
        Column file = tables.column("relfilenode");
        List<CatalogueTable> all = new ArrayList<>();
        cluster.rows(ALL_TABLES, false, 0, row -> {
            int oid = row.number(KEY);
            boolean isTable = row.number(schema) == OWN_SCHEMA && row.number(kind) == 'r';
            boolean isToast = row.number(schema) == TOAST_SCHEMA && row.number(kind) == 't';
            if (oid < FIRST_UNPINNED && (isTable || isToast) && row.state(cluster.commits()) == HeapRow.State.LIVE) {
                Map<String, Column> own = isTable ? columns.getOrDefault(oid, Map.of()) : Map.of();
                all.add(new CatalogueTable(oid, row.text(NAME), row.number(shared) != 0, row.number(file), own));
            }
        });
        return all;
    }

    private static Map<Integer, Map<String, Column>> columns(QuietCluster cluster) throws EngineException, IOException {
        Map<Integer, TreeMap<Integer, NamedLength>> described = new HashMap<>();
        cluster.rows(ALL_COLUMNS, false, 0, row -> {
            int number = row.number(COLUMN_NUMBER);
            if (number > 0 && row.number(KEY) < FIRST_UNPINNED && row.state(cluster.commits()) == HeapRow.State.LIVE) {
                described
                        .computeIfAbsent(row.number(KEY), key -> new TreeMap<>())
                        .put(number, new NamedLength(row.text(NAME), row.number(COLUMN_LENGTH)));
            }
        });
        Map<Integer, Map<String, Column>> columns = new HashMap<>();
        described.forEach((oid, lengths) -> columns.put(oid, placed(lengths.values())));
        return columns;
    }

    /** Columns up to the first of no fixed length, each aligned to its own length, a name to none. */
    private static Map<String, Column> placed(Iterable<NamedLength> described) {
        Map<String, Column> columns = new LinkedHashMap<>();
        int offset = 0;
        for (NamedLength each : described) {
            if (each.lengthBytes() <= 0) {
                break;
            }
            int alignment = each.lengthBytes() == NAME.lengthBytes() ? 1 : each.lengthBytes();
            offset = (offset + alignment - 1) / alignment * alignment;
            columns.put(each.name(), new Column(offset, each.lengthBytes()));
            offset += each.lengthBytes();
        }
        return columns;
    }
}
