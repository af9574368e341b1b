package dev.coffer.storage.objects;

/**
 * An object that is there.
 *
 * @param sizeBytes its length
 * @param version what the service calls this content, an entity tag
 * @param mark of the upload that made it; empty when a stranger did
 */
public record ObjectState(long sizeBytes, String version, String mark) {}
