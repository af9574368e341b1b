package dev.coffer.command;

import java.time.ZoneId;

/**
 * How the server calls itself in headers, history and answers.
 *
 * @param serverName what {@code @@SERVERNAME} shows, 1 to 128 characters
 * @param machineName the host's name, at most 128 characters
 * @param zone the server's local time, in which SQL Server shows times
 */
public record ServerNames(String serverName, String machineName, ZoneId zone) {}
