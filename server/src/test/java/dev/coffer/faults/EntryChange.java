package dev.coffer.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A transaction on the table of a history.
 *
 * @param statements in their order
 * @param rows what the table holds afterwards
 * @param isRolledBack whether the transaction changes nothing after all
 */
record EntryChange(List<String> statements, Map<Integer, Integer> rows, boolean isRolledBack) {

    private static final int HIGHEST_ID = 400;
    private static final int HIGHEST_VALUE = 100_000;

    static String create(String table) {
        return "CREATE TABLE " + table
                + " (Id int NOT NULL PRIMARY KEY, Value int NOT NULL, Pad varchar(900) NOT NULL)";
    }

    /** It changes the rows, or is rolled back. */
    static EntryChange random(Random random, Map<Integer, Integer> rows) {
        SortedMap<Integer, Integer> changed = new TreeMap<>(rows);
        List<String> statements = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count || changed.equals(rows); i++) {
            statements.add(statement(random, changed));
        }
        boolean rolledBack = random.nextInt(12) == 0;
        return new EntryChange(statements, rolledBack ? rows : changed, rolledBack);
    }

    private static String statement(Random random, SortedMap<Integer, Integer> rows) {
        int first = 1 + random.nextInt(HIGHEST_ID);
        int last = Math.min(HIGHEST_ID, first + random.nextInt(60));
        String range = " WHERE Id BETWEEN " + first + " AND " + last;
        switch (random.nextInt(10)) {
            case 0 -> {
                rows.clear();
                return "TRUNCATE TABLE dbo.Entry";
            }
            case 1 -> {
                rows.clear();
                return "DROP TABLE dbo.Entry\n" + create("dbo.Entry");
            }
            case 2, 3 -> {
                rows.subMap(first, last + 1).clear();
                return "DELETE FROM dbo.Entry" + range;
            }
            case 4, 5, 6 -> {
                int value = random.nextInt(HIGHEST_VALUE);
                rows.subMap(first, last + 1).replaceAll((id, old) -> value);
                return "UPDATE dbo.Entry SET Value = " + value + ", Pad = '" + Till.pad(value) + "'" + range;
            }
            default -> {
                return insert(random, first, last, rows);
            }
        }
    }

    private static String insert(Random random, int first, int last, SortedMap<Integer, Integer> rows) {
        SortedMap<Integer, Integer> added = new TreeMap<>();
        for (int id = first; id <= last; id++) {
            if (!rows.containsKey(id)) {
                added.put(id, random.nextInt(HIGHEST_VALUE));
            }
        }
        rows.putAll(added);
        return added.isEmpty()
                ? "DELETE FROM dbo.Entry WHERE Id < 0"
                : "INSERT INTO dbo.Entry VALUES "
                        + added.entrySet().stream()
                                .map(row -> Till.row(row.getKey(), row.getValue()))
                                .collect(Collectors.joining(", "));
    }

    /** The whole transaction, marked or not. */
    String batch(String database, Optional<String> mark) {
        String end = isRolledBack ? "ROLLBACK" : "COMMIT";
        return "USE " + database + "\nBEGIN TRANSACTION"
                + mark.map(name -> " " + name + " WITH MARK").orElse("") + "\n" + String.join("\n", statements) + "\n"
                + end;
    }
}
