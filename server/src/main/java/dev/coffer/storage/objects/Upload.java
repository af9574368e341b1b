package dev.coffer.storage.objects;

import java.time.Instant;
import java.util.UUID;

/**
 * An upload that was begun.
 *
 * @param mark ours, a GUID: whatever this upload makes carries it
 * @param token the service's; empty when it was never told
 * @param begunAt by our clock
 */
public record Upload(String mark, String token, Instant begunAt) {

    static Upload planned(Instant now) {
        return new Upload(UUID.randomUUID().toString(), "", now);
    }

    Upload with(String newToken) {
        return new Upload(mark, newToken, begunAt);
    }
}
