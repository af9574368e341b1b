package dev.coffer.translate;

/** What a statement can ask about its session: database, login and server names, and the text of @@VERSION. */
public record Environment(String database, String login, String serverName, String version, long rowCount) {}
