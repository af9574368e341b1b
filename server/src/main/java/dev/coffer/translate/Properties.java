package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * SERVERPROPERTY and its like: the values by the properties' names, each with the type that SQL Server documents for
 * it, as clients unbox them by that. A property that is not there is NULL.
 */
final class Properties {

    private static final String NAME = "nvarchar(128)";
    private static final String PLACE = "nvarchar(4000)";
    private static final String TRANSPORT = "nvarchar(40)";
    private static final String ADDRESS = "varchar(48)";
    private static final String COLLATION = "Latin1_General_100_BIN2_UTF8";

    /** In @@OPTIONS. */
    private static final int QUOTED_IDENTIFIER_BIT = 256;

    private static final String LAST_GOOD_CHECK = "lastgoodcheckdbtime";

    private final Map<String, String> values = new LinkedHashMap<>();

    private Properties() {}

    private Properties text(String type, String name, String value) throws SqlError {
        // The check for characters that PostgreSQL cannot hold is in literal().
        Names.literal(value);
        values.put(name.toLowerCase(Locale.ROOT), Variants.literal(type, value));
        return this;
    }

    private Properties number(String name, long value) {
        values.put(name.toLowerCase(Locale.ROOT), Variants.literal("int", String.valueOf(value)));
        return this;
    }

    private Properties zero(String... names) {
        for (String name : names) {
            number(name, 0);
        }
        return this;
    }

    static Properties server(Environment environment) throws SqlError {
        Environment.Host host = environment.host();
        Properties all = new Properties()
                .text(NAME, "ServerName", environment.serverName())
                .text(NAME, "MachineName", host.machineName())
                .text(NAME, "ComputerNamePhysicalNetBIOS", host.machineName())
                .text(NAME, "ProductVersion", host.productVersion())
                .text(NAME, "ProductMajorVersion", String.valueOf(host.major()))
                .text(NAME, "ProductMinorVersion", String.valueOf(host.minor()))
                .text(NAME, "ProductBuild", String.valueOf(host.build()))
                .text(NAME, "ProductLevel", "RTM")
                .text(NAME, "ResourceVersion", host.productVersion())
                .text(NAME, "Edition", "Enterprise Edition (64-bit)")
                .text(NAME, "LicenseType", "DISABLED")
                .text(NAME, "PathSeparator", "/")
                .text(NAME, "Collation", COLLATION)
                .text(NAME, "SqlCharSetName", "utf_8")
                .text(NAME, "SqlSortOrderName", "bin_ascii_8")
                .text(PLACE, "InstanceDefaultBackupPath", host.places().backups())
                .text(PLACE, "InstanceDefaultDataPath", host.places().databases())
                .text(PLACE, "InstanceDefaultLogPath", host.places().databases())
                .text(PLACE, "ErrorLogFileName", host.places().errorLog())
                .number("EngineEdition", 3)
                .number("ComparisonStyle", 0)
                .number("LCID", 1033)
                .number("ProcessID", ProcessHandle.current().pid())
                .zero("CollationID", "FilestreamConfiguredLevel", "FilestreamEffectiveLevel")
                .zero("IsAdvancedAnalyticsInstalled", "IsBigDataCluster", "IsClustered", "IsExternalAuthenticationOnly")
                .zero("IsExternalGovernanceEnabled", "IsFullTextInstalled", "IsHadrEnabled")
                .zero("IsIntegratedSecurityOnly", "IsLocalDB", "IsPolyBaseInstalled")
                .zero("IsServerSuspendedForSnapshotBackup", "IsSingleUser", "IsTempDbMetadataMemoryOptimized")
                .zero("IsXTPSupported", "SuspendedDatabaseCount");
        all.values.put("editionid", Variants.literal("bigint", "1804890536"));
        all.values.put("sqlcharset", Variants.literal("tinyint", "0"));
        all.values.put("sqlsortorder", Variants.literal("tinyint", "0"));
        return all;
    }

    static Properties connection(Environment environment) throws SqlError {
        return new Properties()
                .text(TRANSPORT, "net_transport", environment.client().transport())
                .text(TRANSPORT, "physical_net_transport", environment.client().transport())
                .text(TRANSPORT, "protocol_type", "TSQL")
                .text(TRANSPORT, "auth_scheme", "SQL")
                .text(ADDRESS, "client_net_address", environment.client().address());
    }

    /** What the SET options are at; most of them no session can turn. */
    static Properties session(Environment environment) {
        SessionValues.Known options = environment.values().known().get("@@options");
        boolean quoted =
                options == null || (options.value() instanceof Integer bits && (bits & QUOTED_IDENTIFIER_BIT) != 0);
        return new Properties()
                .number("ANSI_NULLS", 1)
                .number("ANSI_PADDING", 1)
                .number("ANSI_WARNINGS", 1)
                .number("ARITHABORT", 1)
                .number("CONCAT_NULL_YIELDS_NULL", 1)
                .number("NUMERIC_ROUNDABORT", 0)
                .number("QUOTED_IDENTIFIER", quoted ? 1 : 0);
    }

    /** Of the one collation that there is. */
    static Properties collation() {
        Properties all =
                new Properties().number("CodePage", 65001).number("LCID", 1033).zero("ComparisonStyle", "CollationId");
        all.values.put("version", Variants.literal("tinyint", "2"));
        return all;
    }

    static boolean isCollation(String name) {
        return COLLATION.equalsIgnoreCase(name);
    }

    /**
     * Of a database d, a row of sys.databases.
     *
     * @param goodChecks the view that says when each was last found sound, where that may be asked
     */
    static Properties database(Optional<String> goodChecks) throws SqlError {
        Properties all = new Properties()
                .text(NAME, "Collation", COLLATION)
                .number("ComparisonStyle", 0)
                .number("LCID", 1033)
                .number("Version", 957)
                .zero("IsAnsiNullDefault", "IsAnsiNullsEnabled", "IsAnsiPaddingEnabled", "IsAnsiWarningsEnabled")
                .zero("IsArithmeticAbortEnabled", "IsAutoClose", "IsAutoShrink", "IsClone", "IsFulltextEnabled")
                .zero("IsCloseCursorsOnCommitEnabled", "IsLocalCursorsDefault", "IsMergePublished")
                .zero("IsMemoryOptimizedElevateToSnapshotEnabled", "IsNullConcat", "IsNumericRoundAbortEnabled")
                .zero("IsParameterizationForced", "IsPublished", "IsQuotedIdentifiersEnabled", "IsSubscribed")
                .zero("IsRecursiveTriggersEnabled", "IsSyncWithBackup", "IsVerifiedClone", "IsXTPSupported")
                .zero("IsTornPageDetectionEnabled")
                .number("IsAutoCreateStatistics", 1)
                .number("IsAutoUpdateStatistics", 1);
        all.values.put(
                "isinstandby", "CAST(ROW('int', CASE WHEN d.is_in_standby THEN '1' ELSE '0' END) AS sys.sql_variant)");
        all.values.put("status", "CAST(ROW('nvarchar(128)', d.state_desc) AS sys.sql_variant)");
        all.values.put("useraccess", "CAST(ROW('nvarchar(128)', d.user_access_desc) AS sys.sql_variant)");
        all.values.put(
                "updateability",
                "CAST(ROW('nvarchar(128)', CASE WHEN d.is_read_only THEN 'READ_ONLY' ELSE 'READ_WRITE' END)"
                        + " AS sys.sql_variant)");
        all.values.put("recovery", "CAST(ROW('nvarchar(128)', d.recovery_model_desc) AS sys.sql_variant)");
        goodChecks.ifPresent(view -> all.values.put(
                LAST_GOOD_CHECK,
                "CAST(ROW('datetime', to_char(COALESCE((SELECT g.checked_at FROM " + view
                        + " g WHERE g.database_id = d.database_id), '1900-01-01'), 'YYYY-MM-DD HH24:MI:SS.MS'))"
                        + " AS sys.sql_variant)"));
        return all;
    }

    /** Whether it is the property whose value lies elsewhere, or may turn out to be. */
    static boolean mayAskForChecks(Expression property) {
        return !(property instanceof Expression.StringLiteral literal)
                || literal.value().strip().equalsIgnoreCase(LAST_GOOD_CHECK);
    }

    /**
     * The value of one property.
     *
     * @param property what was written
     * @param argument the same in PostgreSQL's words
     */
    String write(Expression property, String argument) {
        if (property instanceof Expression.StringLiteral literal) {
            return values.getOrDefault(literal.value().strip().toLowerCase(Locale.ROOT), Variants.NULL);
        }
        StringBuilder cases = new StringBuilder("CASE lower(rtrim(CAST(" + argument + " AS text)))");
        for (Map.Entry<String, String> value : values.entrySet()) {
            cases.append(" WHEN '").append(value.getKey()).append("' THEN ").append(value.getValue());
        }
        return "(" + cases + " ELSE " + Variants.NULL + " END)";
    }
}
