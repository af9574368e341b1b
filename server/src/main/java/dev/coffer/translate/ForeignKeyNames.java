package dev.coffer.translate;

import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What messages about a foreign key that cannot be made tell, kept among a translation's spellings. */
final class ForeignKeyNames {

    private static final String BY_COLUMN = "references column ";
    private static final String BY_TABLE = "references table ";
    private static final String ANY = "references";

    private ForeignKeyNames() {}

    /** @param engineName of the referenced table in PostgreSQL, without quotes */
    static void note(Map<String, String> spellings, CreateTable.ForeignKey key, ObjectName table, String engineName) {
        String name = key.name()
                .map(Name::text)
                .orElse("FK__" + table.object().text() + "__"
                        + key.columns().get(0).text());
        String both = name + "\n" + Names.plain(key.referenced());
        spellings.putIfAbsent(BY_TABLE + engineName, both);
        spellings.putIfAbsent(ANY, both);
        for (Name column : key.referencedColumns()) {
            spellings.putIfAbsent(BY_COLUMN + column.text().toLowerCase(Locale.ROOT), both);
        }
    }

    /** Name of the key, and the table it references, as they were written. */
    record Found(String key, String table) {}

    static Optional<Found> byTable(Translation translation, String engineName) {
        return found(translation.spellings().get(BY_TABLE + engineName));
    }

    static Optional<Found> byColumn(Translation translation, String column) {
        return found(translation.spellings().get(BY_COLUMN + column));
    }

    static Optional<Found> any(Translation translation) {
        return found(translation.spellings().get(ANY));
    }

    private static Optional<Found> found(@Nullable String both) {
        return Optional.ofNullable(both)
                .map(text -> new Found(text.substring(0, text.indexOf('\n')), text.substring(text.indexOf('\n') + 1)));
    }
}
