package dev.coffer.engine;

/**
 * What a server elsewhere says of itself when it is attached.
 *
 * @param systemId as {@link SharedFacts#SYSTEM_ID} gives it
 * @param timeline that it is on
 */
public record Attachment(String systemId, int timeline) {}
