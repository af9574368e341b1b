package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Resolves names and notes what was referred to. Confined to one thread; used for one statement. */
final class Names {

    /** PostgreSQL cuts longer names silently. */
    private static final int MAX_NAME_BYTES = 63;

    private static final Set<String> SERVER_VIEWS = Set.of(
            "databases",
            "master_files",
            "certificates",
            "symmetric_keys",
            "key_encryptions",
            "credentials",
            "server_principals",
            "configurations",
            "backup_devices",
            "asymmetric_keys");

    private final String current;
    private final Set<Reference> references = new LinkedHashSet<>();
    private final Set<String> commonTables = new HashSet<>();

    Names(String currentDatabase) {
        this.current = currentDatabase.toLowerCase(Locale.ROOT);
    }

    Set<Reference> references() {
        return references;
    }

    void addCommonTable(Name name) {
        commonTables.add(name.text().toLowerCase(Locale.ROOT));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String folded(Name name) throws SqlError {
        String folded = name.text().toLowerCase(Locale.ROOT);
        if (folded.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw Message.NOT_SUPPORTED
                    .error("A name of more than " + MAX_NAME_BYTES + " bytes")
                    .atLine(name.position().line());
        }
        return quoted(folded);
    }

    static String literal(String value) throws SqlError {
        if (value.indexOf('\0') >= 0) {
            throw Message.NOT_SUPPORTED.error("The character U+0000 in a string");
        }
        return "'" + value.replace("'", "''") + "'";
    }

    /** The table in PostgreSQL's words. */
    String table(ObjectName name) throws SqlError {
        String object = name.object().text().toLowerCase(Locale.ROOT);
        if (name.schema().isEmpty() && name.database().isEmpty() && commonTables.contains(object)) {
            return quoted(object);
        }
        if (object.startsWith("#")) {
            throw Message.NOT_SUPPORTED
                    .error("A temporary table")
                    .atLine(name.position().line());
        }
        String database = name.database().map(Name::text).orElse(current).toLowerCase(Locale.ROOT);
        String schema = name.schema().map(Name::text).orElse("dbo").toLowerCase(Locale.ROOT);
        if (!schema.equals("dbo") && !schema.equals("sys")) {
            throw Message.INVALID_OBJECT
                    .error(plain(name))
                    .atLine(name.position().line());
        }
        boolean msdb = database.equals("msdb") && schema.equals("dbo");
        boolean server = msdb || database.equals("master") || (schema.equals("sys") && SERVER_VIEWS.contains(object));
        references.add(
                new Reference(database, schema, object, server ? Reference.Scope.SERVER : Reference.Scope.DATABASE));
        return (msdb ? "\"msdb_dbo\"" : quoted(schema)) + "." + folded(name.object());
    }

    /** As messages quote it. */
    static String plain(ObjectName name) {
        String tail = name.schema().map(schema -> schema.text() + ".").orElse("")
                + name.object().text();
        return name.database().map(database -> database.text() + "." + tail).orElse(tail);
    }
}
