package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Functions that ask about the server, the session, principals and the objects of a database. Those about objects make
 * the statement run in the database they ask. Confined to one thread.
 */
final class SystemFunctions {

    private static final String NAME = " AS varchar(128))";

    /** Templates by name and count of arguments; $database, $login and their like stand for literals. */
    private static final Map<String, String> ANYWHERE = Map.ofEntries(
            Map.entry("system_user/0", "CAST($login" + NAME),
            Map.entry("suser_sname/0", "CAST($login" + NAME),
            Map.entry("suser_name/0", "CAST($login" + NAME),
            Map.entry("original_login/0", "CAST($login" + NAME),
            Map.entry("host_name/0", "CAST($host" + NAME),
            Map.entry("app_name/0", "CAST($program" + NAME),
            Map.entry("program_name/0", "CAST($program" + NAME),
            Map.entry("host_id/0", "CAST($process AS char(10))"),
            Map.entry("user/0", "CAST('dbo'" + NAME),
            Map.entry("current_user/0", "CAST('dbo'" + NAME),
            Map.entry("session_user/0", "CAST('dbo'" + NAME),
            Map.entry("user_name/0", "CAST('dbo'" + NAME),
            Map.entry("schema_name/0", "CAST('dbo'" + NAME),
            Map.entry("user_id/0", "CAST(1 AS integer)"),
            Map.entry("database_principal_id/0", "CAST(1 AS integer)"),
            Map.entry("schema_id/0", "CAST(1 AS integer)"),
            Map.entry("quotename/1", "sys.quotename({0}, '[')"),
            Map.entry("quotename/2", "sys.quotename({0}, {1})"),
            Map.entry("parsename/2", "sys.parsename({0}, {1})"),
            Map.entry("type_id/1", "sys.type_id({0})"),
            Map.entry("type_name/1", "CAST(sys.type_name({0})" + NAME),
            Map.entry("typeproperty/2", "sys.type_property({0}, {1})"),
            Map.entry("fulltextserviceproperty/1", "CAST(0 AS integer)"),
            Map.entry("fulltextcatalogproperty/2", "CAST(NULL AS integer)"),
            Map.entry("stats_date/2", "CAST(NULL AS timestamp(3))"),
            Map.entry("context_info/0", "CAST(NULL AS bytea)"));

    /** Of the current database's objects. */
    private static final Map<String, String> OF_OBJECTS = Map.ofEntries(
            Map.entry("object_id/1", "sys.object_id({0}, NULL, $database)"),
            Map.entry("object_id/2", "sys.object_id({0}, {1}, $database)"),
            Map.entry("object_name/1", "CAST(sys.object_name({0})" + NAME),
            Map.entry("object_schema_name/1", "CAST(sys.object_schema_name({0})" + NAME),
            Map.entry("objectproperty/2", "sys.object_property({0}, {1})"),
            Map.entry("objectpropertyex/2", "sys.object_property_ex({0}, {1})"),
            Map.entry("columnproperty/3", "sys.column_property({0}, {1}, {2})"),
            Map.entry("col_length/2", "sys.col_length({0}, {1}, $database)"),
            Map.entry("col_name/2", "CAST(sys.col_name({0}, {1})" + NAME),
            Map.entry("index_col/3", "CAST(sys.index_col({0}, {1}, {2}, $database)" + NAME),
            Map.entry("indexproperty/3", "sys.index_property({0}, {1}, {2})"),
            Map.entry("indexkey_property/4", "sys.indexkey_property({0}, {1}, {2}, {3})"),
            Map.entry("ident_seed/1", "CAST(sys.ident_seed({0}, $database) AS numeric(38,0))"),
            Map.entry("ident_incr/1", "CAST(sys.ident_incr({0}, $database) AS numeric(38,0))"),
            Map.entry("schema_id/1", "sys.schema_id({0})"),
            Map.entry("schema_name/1", "CAST(sys.schema_name({0})" + NAME),
            Map.entry("user_id/1", "sys.user_id({0})"),
            Map.entry("database_principal_id/1", "sys.user_id({0})"),
            Map.entry("user_name/1", "CAST(sys.user_name({0})" + NAME),
            Map.entry("is_member/1", "sys.is_member({0}, 'dbo')"),
            Map.entry("is_rolemember/1", "sys.is_member({0}, 'dbo')"),
            Map.entry("is_rolemember/2", "sys.is_member({0}, {1})"));

    /** Of the instance's principals and databases; §view stands for a view of the instance. */
    private static final Map<String, String> OF_SERVER = Map.ofEntries(
            Map.entry("suser_id/0", "(SELECT p.principal_id FROM §server_principals p WHERE p.name = $login)"),
            Map.entry(
                    "suser_id/1", "(SELECT p.principal_id FROM §server_principals p WHERE lower(p.name) = lower({0}))"),
            Map.entry("suser_sid/0", "(SELECT p.sid FROM §server_principals p WHERE p.name = $login)"),
            Map.entry("suser_sid/1", "(SELECT p.sid FROM §server_principals p WHERE lower(p.name) = lower({0}))"),
            Map.entry("suser_sname/1", "(SELECT p.name FROM §server_principals p WHERE p.sid = {0})"),
            Map.entry("suser_name/1", "(SELECT p.name FROM §server_principals p WHERE p.principal_id = {0})"),
            Map.entry("is_srvrolemember/1", roleMember("$login")),
            Map.entry("is_srvrolemember/2", roleMember("{1}")),
            Map.entry(
                    "has_dbaccess/1",
                    // What is attached is elsewhere.
                    "(SELECT CASE WHEN d.state = 0 AND NOT EXISTS (SELECT FROM §master_files f"
                            + " WHERE f.database_id = d.database_id AND strpos(f.physical_name, '://') > 0)"
                            + " THEN 1 ELSE 0 END FROM §databases d WHERE lower(d.name) = lower({0}))"));

    /** A sysadmin counts as a member of every role. */
    private static String roleMember(String login) {
        return "(SELECT CASE WHEN r.name = 'public' OR EXISTS (SELECT FROM §server_role_members m"
                + " JOIN §server_principals p ON p.principal_id = m.member_principal_id"
                + " JOIN §server_principals s ON s.principal_id = m.role_principal_id"
                + " WHERE lower(p.name) = lower(" + login + ") AND s.name IN (r.name, 'sysadmin')) THEN 1 ELSE 0 END"
                + " FROM §server_principals r WHERE r.type = 'R' AND r.name = lower({0})"
                + " AND EXISTS (SELECT FROM §server_principals l WHERE lower(l.name) = lower(" + login + ")))";
    }

    /** Written as queries besides those of the server. */
    private static final Set<String> QUERIES = Set.of("databasepropertyex", "has_perms_by_name");

    private static final Set<String> VIEWS =
            Set.of("server_principals", "server_role_members", "databases", "master_files");

    /** Whose first argument may name another database. */
    private static final Set<String> NAMING =
            Set.of("object_id", "col_length", "index_col", "ident_seed", "ident_incr");

    private final Environment environment;
    private final Names names;

    SystemFunctions(Environment environment, Names names) {
        this.environment = environment;
        this.names = names;
    }

    /** @param arguments in PostgreSQL's words; empty for a function that is none of these */
    Optional<String> call(Expression.FunctionCall call, List<String> arguments) throws SqlError {
        if (call.schema().isPresent() || call.over().isPresent()) {
            return Optional.empty();
        }
        String name = call.name().text().toLowerCase(Locale.ROOT);
        if (QUERIES.contains(name) || OF_SERVER.containsKey(name + "/" + arguments.size())) {
            OuterArguments outer = OuterArguments.of(call.arguments().values(), arguments);
            return written(call, outer.words()).map(outer::around);
        }
        return written(call, arguments);
    }

    private Optional<String> written(Expression.FunctionCall call, List<String> arguments) throws SqlError {
        String name = call.name().text().toLowerCase(Locale.ROOT);
        String key = name + "/" + arguments.size();
        Optional<String> property = property(key, call, arguments);
        if (property.isPresent()) {
            return property;
        }
        String template = ANYWHERE.get(key);
        String database = environment.database();
        if (template == null && OF_OBJECTS.containsKey(key)) {
            template = OF_OBJECTS.get(key);
            if (NAMING.contains(name)) {
                database = named(call.arguments().values().get(0)).orElse(database);
            }
            names.askAbout(database);
        }
        if (template == null && OF_SERVER.containsKey(key)) {
            template = views(OF_SERVER.get(key), call);
        }
        if (template == null) {
            return name.equals("has_perms_by_name") && arguments.size() >= 3
                    ? Optional.of(permission(call, arguments))
                    : Optional.empty();
        }
        return Optional.of(filled(template, database, arguments));
    }

    /** The database that a literal names; '' and a temporary table's tempdb are none. */
    private static Optional<String> named(Expression argument) {
        if (!(argument instanceof Expression.StringLiteral literal)) {
            return Optional.empty();
        }
        List<String> parts = NameParts.of(literal.value());
        String object = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
        String database = parts.size() < 3 ? "" : parts.get(parts.size() - 3);
        return database.isEmpty() || object.startsWith("#") ? Optional.empty() : Optional.of(database);
    }

    private Optional<String> property(String key, Expression.FunctionCall call, List<String> arguments)
            throws SqlError {
        List<Expression> written = call.arguments().values();
        return switch (key) {
            case "serverproperty/1" ->
                Optional.of(Properties.server(environment).write(written.get(0), arguments.get(0)));
            case "connectionproperty/1" ->
                Optional.of(Properties.connection(environment).write(written.get(0), arguments.get(0)));
            case "sessionproperty/1" ->
                Optional.of(Properties.session(environment).write(written.get(0), arguments.get(0)));
            case "collationproperty/2" -> Optional.of(collation(written, arguments));
            case "databasepropertyex/2" ->
                Optional.of("(SELECT "
                        + Properties.database(checks(written.get(1), call)).write(written.get(1), arguments.get(1))
                        + " FROM " + view("databases", call) + " d WHERE lower(d.name) = lower(" + arguments.get(0)
                        + "))");
            default -> Optional.empty();
        };
    }

    /** The view that one property alone asks. */
    private Optional<String> checks(Expression property, Expression.FunctionCall call) throws SqlError {
        return Properties.mayAskForChecks(property) ? Optional.of(view("dm_good_checks", call)) : Optional.empty();
    }

    private static String collation(List<Expression> written, List<String> arguments) {
        String value = Properties.collation().write(written.get(1), arguments.get(1));
        if (written.get(0) instanceof Expression.StringLiteral literal) {
            return Properties.isCollation(literal.value()) ? value : Variants.NULL;
        }
        return "(CASE WHEN lower(" + arguments.get(0) + ") = lower('Latin1_General_100_BIN2_UTF8') THEN " + value
                + " END)";
    }

    /** Every login is a member of sysadmin: what exists is permitted, what does not exist is NULL. */
    private String permission(Expression.FunctionCall call, List<String> arguments) throws SqlError {
        String securable = arguments.get(0);
        String kind = "upper(CAST(" + arguments.get(1) + " AS text))";
        names.askAbout(environment.database());
        return "(CASE WHEN " + securable + " IS NULL OR " + kind + " IS NULL OR " + kind + " = 'SERVER' THEN 1"
                + " WHEN " + kind + " = 'DATABASE' THEN (SELECT 1 FROM " + view("databases", call)
                + " d WHERE lower(d.name) = lower(sys.parsename(" + securable + ", 1)))"
                + " WHEN " + kind + " = 'OBJECT' THEN (SELECT 1 WHERE sys.object_id(" + securable + ", NULL, "
                + Names.literal(environment.database()) + ") IS NOT NULL)"
                + " WHEN " + kind + " = 'SCHEMA' THEN (SELECT 1 WHERE sys.schema_id(sys.parsename(" + securable
                + ", 1)) IS NOT NULL) END)";
    }

    private String views(String template, Expression.FunctionCall call) throws SqlError {
        String text = template;
        for (String view : VIEWS) {
            if (text.contains("§" + view)) {
                text = text.replace("§" + view, view(view, call));
            }
        }
        return text;
    }

    private String view(String view, Expression.FunctionCall call) throws SqlError {
        Name master = new Name("master", call.position());
        Name sys = new Name("sys", call.position());
        return names.table(new ObjectName(Optional.of(master), Optional.of(sys), new Name(view, call.position())));
    }

    /** In one pass: an argument's own text is never taken for a place. */
    private String filled(String template, String database, List<String> arguments) throws SqlError {
        Map<String, String> words = Map.of(
                "database", Names.literal(database),
                "login", Names.literal(environment.login()),
                "host", Names.literal(environment.client().hostName()),
                "program", Names.literal(environment.client().programName()),
                "process", Names.literal(String.valueOf(environment.client().processId())));
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char c = template.charAt(at);
            if (c == '{') {
                text.append(arguments.get(template.charAt(at + 1) - '0'));
                at += 3;
            } else if (c == '$') {
                int end = at + 1;
                while (end < template.length() && Character.isLetter(template.charAt(end))) {
                    end++;
                }
                text.append(words.get(template.substring(at + 1, end)));
                at = end;
            } else {
                text.append(c);
                at++;
            }
        }
        return text.toString();
    }
}
