package dev.coffer.storage.objects;

/**
 * How a service takes an object in parts.
 *
 * @param minPartBytes of every part but the last
 * @param maxPartBytes of any part
 * @param maxPartCount of one object
 */
public record PartRules(long minPartBytes, long maxPartBytes, int maxPartCount) {}
