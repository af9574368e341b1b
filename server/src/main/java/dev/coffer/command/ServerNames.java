package dev.coffer.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How the server calls itself in headers, history and answers, and where it says that things lie.
 *
 * @param serverName what {@code @@SERVERNAME} shows, 1 to 128 characters
 * @param machineName the host's name, at most 128 characters
 * @param zone the server's local time, in which SQL Server shows times
 * @param folders where what has no folder goes
 */
public record ServerNames(String serverName, String machineName, ZoneId zone, DefaultFolders folders) {

    private static final DateTimeFormatter LOGGED = DateTimeFormatter.ofPattern("yyyy/MM/dd(HH:mm:ss)", Locale.ROOT);

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("MMM d yyyy h:mma", Locale.ENGLISH);

    /** A time as messages show it. */
    static String shown(Instant time, ZoneId zone) {
        return SHOWN.format(LocalDateTime.ofInstant(time, zone));
    }

    /** A time as the error log's messages about backups show it. */
    String logged(Instant time) {
        return LOGGED.format(LocalDateTime.ofInstant(time, zone));
    }
}
