package dev.coffer.translate;

import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;

/**
 * Names of keys and indexes in PostgreSQL, from which their kind can be read again when one of them is violated.
 * Indexes belong to a table in T-SQL and to a schema there, so they carry their table's name.
 */
final class KeyNames {

    /** Marks behind a constraint's name. */
    static final String PRIMARY = ".pk";

    static final String UNIQUE = ".uq";

    private static final String BETWEEN = "..";

    private KeyNames() {}

    static Name index(ObjectName table, Name index) {
        return new Name(table.object().text() + BETWEEN + index.text(), index.position());
    }

    /** Whether it names a unique index rather than a constraint. */
    static boolean isIndex(String name, String table) {
        return name.startsWith(table + BETWEEN);
    }

    static boolean isPrimary(String name) {
        return name.endsWith(PRIMARY) || name.endsWith("_pkey");
    }

    /** As T-SQL knows it, in lower case. */
    static String plain(String name, String table) {
        if (isIndex(name, table)) {
            return name.substring(table.length() + BETWEEN.length());
        }
        return name.endsWith(PRIMARY) || name.endsWith(UNIQUE) ? name.substring(0, name.length() - 3) : name;
    }
}
