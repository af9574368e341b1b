package dev.coffer.storage.objects;

import java.time.Instant;
import java.util.Optional;

/**
 * An object that is there.
 *
 * @param sizeBytes its length
 * @param version what the service calls this content, an entity tag
 * @param mark of the upload that made it; empty when a stranger did
 * @param lockedUntil until when the service lets nobody remove it; empty when it lets, or does not tell
 */
public record ObjectState(long sizeBytes, String version, String mark, Optional<Instant> lockedUntil) {}
