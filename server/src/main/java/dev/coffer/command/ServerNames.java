package dev.coffer.command;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How the server calls itself in headers, history and answers.
 *
 * @param serverName what {@code @@SERVERNAME} shows, 1 to 128 characters
 * @param machineName the host's name, at most 128 characters
 * @param zone the server's local time, in which SQL Server shows times
 */
public record ServerNames(String serverName, String machineName, ZoneId zone) {

    private static final DateTimeFormatter LOGGED = DateTimeFormatter.ofPattern("yyyy/MM/dd(HH:mm:ss)", Locale.ROOT);

    /** A time as the error log's messages about backups show it. */
    String logged(Instant time) {
        return LOGGED.format(LocalDateTime.ofInstant(time, zone));
    }
}
