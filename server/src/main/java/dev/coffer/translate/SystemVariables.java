package dev.coffer.translate;

import java.util.Map;
import java.util.Optional;

/** The system variables that say something about the server or the session. */
final class SystemVariables {

    private static final String NAME = " AS varchar(128))";
    private static final String INT = " AS integer)";
    private static final String SMALLINT = " AS smallint)";

    private static final int MAJOR_BITS = 24;
    private static final int MINOR_BITS = 16;

    /** Those that are the same for everybody. What they count or configure, Coffer does not have. */
    private static final Map<String, String> CONSTANTS = Map.ofEntries(
            Map.entry("@@MAX_PRECISION", "CAST(38" + SMALLINT),
            Map.entry("@@LANGUAGE", "CAST('us_english'" + NAME),
            Map.entry("@@LANGID", "CAST(0" + SMALLINT),
            Map.entry("@@SERVICENAME", "CAST('MSSQLSERVER'" + NAME),
            Map.entry("@@MAX_CONNECTIONS", "CAST(32767" + INT),
            Map.entry("@@PROCID", "CAST(0" + INT),
            Map.entry("@@CURSOR_ROWS", "CAST(0" + INT),
            Map.entry("@@TIMETICKS", "CAST(31250" + INT),
            Map.entry("@@PACKET_ERRORS", "CAST(0" + INT),
            Map.entry("@@REMSERVER", "CAST(NULL" + NAME));

    private SystemVariables() {}

    /** @param name in upper case; empty for one that is none of these */
    static Optional<String> write(String name, Environment environment) {
        Environment.Host host = environment.host();
        return switch (name) {
            case "@@MICROSOFTVERSION" ->
                Optional.of("CAST(" + (host.major() << MAJOR_BITS | host.minor() << MINOR_BITS | host.build()) + INT);
            case "@@SPID" -> Optional.of("CAST(" + environment.client().sessionId() + SMALLINT);
            default -> Optional.ofNullable(CONSTANTS.get(name));
        };
    }
}
