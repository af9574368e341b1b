package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves names and notes what was referred to, and how it was spelled. Confined to one thread; for one statement. */
final class Names {

    /** PostgreSQL cuts longer names silently. */
    private static final int MAX_NAME_BYTES = 63;

    /** No name: it ends with a blank. */
    static final String SUBJECT = "subject ";

    /** The same in every database; certificates and keys are not among them, since each database has its own. */
    private static final Set<String> SERVER_VIEWS = Set.of(
            "databases",
            "sysdatabases",
            "master_files",
            "credentials",
            "server_principals",
            "server_role_members",
            "configurations",
            "syslanguages",
            "messages",
            "dm_os_host_info",
            "dm_os_sys_info",
            "dm_log_streaming",
            "dm_exec_sessions",
            "dm_exec_connections",
            "dm_exec_requests",
            "dm_session_texts",
            "dm_good_checks",
            "sysprocesses",
            "backup_devices");

    /** Of SQL Server 2000, found without a schema too. */
    private static final Set<String> OLD_VIEWS = Set.of(
            "sysobjects",
            "syscolumns",
            "sysindexes",
            "systypes",
            "sysusers",
            "sysdatabases",
            "syslanguages",
            "sysprocesses");

    private static final String STANDARD = "information_schema";

    private final String current;
    private final Map<Reference, String> carried;
    private final Set<Reference> references = new LinkedHashSet<>();
    private final Set<String> askedDatabases = new HashSet<>();
    private final Set<String> commonTables = new HashSet<>();
    private String target = "";
    private Optional<OutputWriter.Rows> output = Optional.empty();
    private final Map<String, String> spellings = new HashMap<>();

    /** @param carried temporary tables that stand for views of the instance */
    Names(String currentDatabase, Map<Reference, String> carried) {
        this.current = lower(currentDatabase);
        this.carried = carried;
    }

    Set<Reference> references() {
        return references;
    }

    Map<String, String> spellings() {
        return spellings;
    }

    /** The table that was changed, as it was written without its schema. */
    String target() {
        return target;
    }

    /** Notes how a column was written with its table's name, under which alone a failure would know it. */
    void noteQualified(String foldedTable, String written) {
        spellings.putIfAbsent(lower(foldedTable) + ".", written);
    }

    void addCommonTable(Name name) {
        commonTables.add(lower(name.text()));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Names do not differ in case alone. */
    String folded(Name name) throws SqlError {
        String folded = lower(name.text());
        if (folded.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw Message.NOT_SUPPORTED
                    .error("A name of more than " + MAX_NAME_BYTES + " bytes")
                    .atLine(name.position().line());
        }
        spellings.putIfAbsent(folded, name.text());
        return quoted(folded);
    }

    static String literal(String value) throws SqlError {
        if (value.indexOf('\0') >= 0) {
            throw Message.NOT_SUPPORTED.error("The character U+0000 in a string");
        }
        return "'" + value.replace("'", "''") + "'";
    }

    /** The table that is read, in PostgreSQL's words. */
    String table(ObjectName name) throws SqlError {
        String object = lower(name.object().text());
        if (name.schema().isEmpty() && name.database().isEmpty() && commonTables.contains(object)) {
            return folded(name.object());
        }
        Reference reference = reference(name);
        String standIn = carried.get(reference);
        return standIn != null ? "pg_temp." + quoted(standIn) : engineSchema(reference) + "." + folded(name.object());
    }

    /** The table that is made, changed or dropped. */
    String target(ObjectName name) throws SqlError {
        Reference reference = reference(name);
        if (carried.containsKey(reference)) {
            throw Message.NOT_SUPPORTED
                    .error("Changing a table of one database with rows of another")
                    .atLine(name.position().line());
        }
        target = name.object().text();
        return engineSchema(reference) + "." + folded(name.object());
    }

    /** Another table was named in passing. */
    void restoreTarget(String name) {
        target = name;
    }

    /** Until {@link #endOutput}, columns are those of the rows before and after a change. */
    void beginOutput(OutputWriter.Rows rows) {
        output = Optional.of(rows);
    }

    /** Whether that is what a MERGE did with a row. */
    boolean isAction(Name column) {
        return output.equals(Optional.of(OutputWriter.Rows.MERGED))
                && lower(column.text()).equals("$action");
    }

    void endOutput() {
        output = Optional.empty();
    }

    /**
     * In OUTPUT a column says whose it is, and only rows that there are can be asked for.
     *
     * @throws SqlError 207, 4104
     */
    void checkOutput(Optional<Name> row, Name column) throws SqlError {
        if (output.isEmpty()) {
            return;
        }
        if (row.isEmpty()) {
            throw Message.INVALID_COLUMN
                    .error(column.text())
                    .atLine(column.position().line());
        }
        if (lower(row.get().text()).equals(output.get().missing())) {
            throw Message.UNBOUND_NAME
                    .error(row.get().text() + "." + column.text())
                    .atLine(column.position().line());
        }
    }

    /** The table whose rows are changed: the catalogue's views are not. */
    String changed(ObjectName name) throws SqlError {
        String engine = reference(name).engineSchema();
        if (engine.equals("sys") || engine.equals("msdb_dbo")) {
            throw Message.SYSTEM_CATALOG_UPDATE.error().atLine(name.position().line());
        }
        return target(name);
    }

    /** What the name stands for; empty for a common table expression. */
    Optional<Reference> known(ObjectName name) throws SqlError {
        boolean plain = name.schema().isEmpty() && name.database().isEmpty();
        String object = lower(name.object().text());
        boolean common = plain && commonTables.contains(object);
        return common ? Optional.empty() : Optional.of(reference(name));
    }

    private Reference reference(ObjectName name) throws SqlError {
        String object = lower(name.object().text());
        if (object.startsWith("#") || object.startsWith("@")) {
            return temporary(name, object);
        }
        String database = lower(name.database().map(Name::text).orElse(current));
        String schema = schema(name, object);
        if (!schema.equals("dbo") && !schema.equals("sys") && !schema.equals(STANDARD)) {
            throw Message.INVALID_OBJECT
                    .error(plain(name))
                    .atLine(name.position().line());
        }
        boolean server = database.equals("msdb")
                || database.equals("master")
                || (schema.equals("sys") && SERVER_VIEWS.contains(object));
        Reference reference =
                new Reference(database, schema, object, server ? Reference.Scope.SERVER : Reference.Scope.DATABASE);
        references.add(reference);
        spellings.putIfAbsent(reference.engineSchema() + "." + object, plain(name));
        return reference;
    }

    private static String schema(ObjectName name, String object) {
        String written = lower(name.schema().map(Name::text).orElse("dbo"));
        return written.equals("dbo") && OLD_VIEWS.contains(object) ? "sys" : written;
    }

    /**
     * Notes that the statement asks about objects of a database, whose tables it may not name.
     *
     * @throws SqlError NOT_SUPPORTED for a second database
     */
    void askAbout(String database) throws SqlError {
        String asked = lower(database);
        askedDatabases.add(asked);
        checkAsked();
        boolean server = asked.equals("msdb") || asked.equals("master");
        references.add(
                new Reference(asked, "sys", "objects", server ? Reference.Scope.SERVER : Reference.Scope.DATABASE));
    }

    /**
     * Functions answer for the cluster that the statement runs in: it must be the one they ask about.
     *
     * @throws SqlError NOT_SUPPORTED when it is another one
     */
    void checkAsked() throws SqlError {
        for (String asked : askedDatabases) {
            boolean elsewhere = references.stream()
                    .anyMatch(reference -> reference.scope() == Reference.Scope.DATABASE
                            && !reference.database().equals(asked));
            if (elsewhere || askedDatabases.size() > 1) {
                throw Message.NOT_SUPPORTED.error("Asking about objects of one database in a statement on another");
            }
        }
    }

    /** Temporary tables and table variables live on the current database's connection, whatever stands before them. */
    private Reference temporary(ObjectName name, String object) throws SqlError {
        if (object.startsWith("##")) {
            throw Message.NOT_SUPPORTED
                    .error("A global temporary table")
                    .atLine(name.position().line());
        }
        boolean server = current.equals("msdb") || current.equals("master");
        Reference reference =
                new Reference(current, "pg_temp", object, server ? Reference.Scope.SERVER : Reference.Scope.DATABASE);
        references.add(reference);
        spellings.putIfAbsent(
                reference.engineSchema() + "." + object, name.object().text());
        return reference;
    }

    private static String engineSchema(Reference reference) {
        return quoted(reference.engineSchema());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** What a failure is about, where the statement's table does not say it. */
    void noteSubject(String text) {
        spellings.put(SUBJECT, text);
    }

    /** As messages quote it. */
    static String plain(ObjectName name) {
        String tail = name.schema().map(schema -> schema.text() + ".").orElse("")
                + name.object().text();
        String between = name.schema().isPresent() ? "." : "..";
        return name.database().map(database -> database.text() + between + tail).orElse(tail);
    }
}
