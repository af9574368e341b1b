package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.ForeignCluster;
import dev.coffer.engine.postgres.HeapRow.Column;
import dev.coffer.engine.postgres.HeapRow.State;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * PostgreSQL's own catalogue: the functions, operators, types, views, access methods and roles that initdb makes, and
 * who may use them. A backup brings it along, and whoever owned the cluster could have changed it, so that the first
 * statement on it, or the very start of a session, would run what they put there. So it is compared with the
 * template's, row by row in the files, before PostgreSQL reads it for the first time. Confined to one thread.
 *
 * <p>Objects with numbers below the first one that depends on the machine (collations are imported from it) are alike
 * in all clusters of one version of PostgreSQL, number by number. What stands behind them in PostgreSQL's own schema
 * is alike but for its number.
 */
final class OwnCatalogue {

    private static final int LONGEST_NAME = 100;

    private final QuietCluster template;
    private final QuietCluster restored;
    private final Runnable goOn;

    /** The tables as the template describes them, and their files in the other cluster. */
    private final List<CatalogueTable> tables;

    private final Map<Integer, Integer> restoredFiles = new HashMap<>();
    private final int firstOfMachine;

    private OwnCatalogue(QuietCluster template, QuietCluster restored, Runnable goOn)
            throws EngineException, IOException {
        this.template = template;
        this.restored = restored;
        this.goOn = goOn;
        this.tables = CatalogueTable.all(template);
        this.firstOfMachine = firstOfMachine();
    }

    /**
     * @param template the folder of the template, which is trusted
     * @param data a data directory that is shut down cleanly and on which nobody connected yet
     * @param goOn asked meanwhile, and may throw
     * @throws ForeignCluster that names the first difference
     * @throws EngineException DAMAGED for what is no catalogue
     */
    static void requireSame(Path template, Path data, Runnable goOn) throws EngineException, IOException {
        new OwnCatalogue(new QuietCluster(template), new QuietCluster(data), goOn).requireSame();
    }

    private int firstOfMachine() throws EngineException, IOException {
        int[] first = {Integer.MAX_VALUE};
        CatalogueTable collations = table("pg_collation");
        template.rows(collations.oid(), collations.isShared(), collations.fileNumber(), row -> {
            if (row.number(CatalogueTable.KEY) >= CatalogueTable.FIRST_UNPINNED) {
                first[0] = Math.min(first[0], row.number(CatalogueTable.KEY));
            }
        });
        if (first[0] == Integer.MAX_VALUE) {
            throw new EngineException(Kind.UNAVAILABLE, "The template cluster has no collations of this machine");
        }
        return first[0];
    }

    private CatalogueTable table(String name) throws EngineException {
        for (CatalogueTable table : tables) {
            if (table.name().equals(name)) {
                return table;
            }
        }
        throw new EngineException(Kind.INCOMPATIBLE, "This PostgreSQL has no table " + name);
    }

    private void requireSame() throws EngineException, IOException {
        CatalogueTable all = table("pg_class");
        restoredFiles.put(all.oid(), all.fileNumber());
        compare(all);
        for (CatalogueTable table : tables) {
            if (table.oid() != all.oid()) {
                compare(table);
            }
        }
    }

    private void compare(CatalogueTable table) throws EngineException, IOException {
        CatalogueRule rule = CatalogueRule.of(table);
        if (rule == null) {
            return;
        }
        Comparison comparison = new Comparison(table, rule);
        template.rows(table.oid(), table.isShared(), table.fileNumber(), comparison::expect);
        Integer file = restoredFiles.get(table.oid());
        if (file == null || (file == 0) != (table.fileNumber() == 0)) {
            throw differs("the table " + table.name() + " lies elsewhere");
        }
        restored.rows(table.oid(), table.isShared(), file, comparison::require);
        comparison.requireAll();
    }

    private static ForeignCluster differs(String what) {
        return new ForeignCluster("PostgreSQL's own catalogue was changed: " + what);
    }

    /** One table: the template's rows, each of which must be found once, and no other that looks like one. */
    private final class Comparison {

        private final CatalogueTable table;
        private final CatalogueRule rule;
        private final List<Column> changing = new ArrayList<>();
        private final List<Column> changingAndKey = new ArrayList<>(List.of(CatalogueTable.KEY));
        private final Map<ByteBuffer, String> expected = new HashMap<>();
        private final Set<ByteBuffer> found = new HashSet<>();

        Comparison(CatalogueTable table, CatalogueRule rule) throws EngineException {
            this.table = table;
            this.rule = rule;
            for (String name : rule.changing()) {
                changing.add(table.column(name));
            }
            changingAndKey.addAll(changing);
        }

        /** A row of the template. */
        void expect(HeapRow row) throws EngineException, IOException {
            if (row.state(template.commits()) == State.LIVE && isOwn(row)) {
                expected.put(content(row), name(row));
            }
        }

        /** A row of the other cluster. */
        void require(HeapRow row) throws EngineException, IOException {
            goOn.run();
            State state = row.state(restored.commits());
            if (state == State.DEAD) {
                return;
            }
            if (!row.holds(CatalogueTable.KEY)) {
                throw differs("a row of " + table.name() + " is too short");
            }
            if (!isOwn(row)) {
                return;
            }
            ByteBuffer content = content(row);
            boolean isFirst = state != State.LIVE || found.add(content);
            if (!isFirst || !expected.containsKey(content)) {
                throw differs(table.name() + " holds another " + name(row));
            }
            if (state == State.LIVE && table.oid() == CatalogueTable.ALL_TABLES) {
                restoredFiles.put(row.number(CatalogueTable.KEY), row.number(table.column("relfilenode")));
            }
        }

        void requireAll() throws EngineException {
            for (Map.Entry<ByteBuffer, String> each : expected.entrySet()) {
                if (!found.contains(each.getKey())) {
                    throw differs(table.name() + " lacks " + each.getValue());
                }
            }
        }

        private boolean isOwn(HeapRow row) throws EngineException {
            Values values = new Values(row);
            return !rule.ignored().holds(values)
                    && (isPinned(row) || rule.more().holds(values));
        }

        private boolean isPinned(HeapRow row) {
            return isOwnNumber(row.number(CatalogueTable.KEY));
        }

        private ByteBuffer content(HeapRow row) throws EngineException {
            for (Column column : changing) {
                requireHeld(row, column);
            }
            if (isPinned(row) && !rule.corrected().isEmpty()) {
                requireHeld(row, CatalogueTable.NAME);
                String corrected = rule.corrected().get(row.text(CatalogueTable.NAME));
                if (corrected != null) {
                    requireHeld(row, table.column(corrected));
                    return row.content(List.of(table.column(corrected)));
                }
            }
            return row.content(isPinned(row) ? changing : changingAndKey);
        }

        private String name(HeapRow row) {
            String key = Integer.toUnsignedString(row.number(CatalogueTable.KEY));
            if (!table.columns().containsValue(CatalogueTable.NAME) || !row.holds(CatalogueTable.NAME)) {
                return key;
            }
            String name = row.text(CatalogueTable.NAME).replaceAll("\\p{Cntrl}", "?");
            return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + " (" + key + ")";
        }

        private void requireHeld(HeapRow row, Column column) throws EngineException {
            if (!row.holds(column)) {
                throw differs("a row of " + table.name() + " is too short");
            }
        }

        private final class Values implements CatalogueRule.Facts {

            private final HeapRow row;

            Values(HeapRow row) {
                this.row = row;
            }

            @Override
            public int number(String name) throws EngineException {
                requireHeld(row, table.column(name));
                return row.number(table.column(name));
            }

            @Override
            public String text(String name) throws EngineException {
                requireHeld(row, table.column(name));
                return row.text(table.column(name));
            }

            @Override
            public boolean isOwn(String name) throws EngineException {
                return isOwnNumber(number(name));
            }
        }
    }

    private boolean isOwnNumber(int oid) {
        return Integer.compareUnsigned(oid, firstOfMachine) < 0 && oid != 0;
    }
}
