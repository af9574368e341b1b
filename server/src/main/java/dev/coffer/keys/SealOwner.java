package dev.coffer.keys;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Whose service master key a seal holds: authenticated by every seal, so that a sealed value of another instance does
 * not pass.
 *
 * @param instanceId the instance's own
 * @param serviceMasterKeyGuid of the key's row
 */
public record SealOwner(UUID instanceId, UUID serviceMasterKeyGuid) {

    SealedObject object() {
        byte[] context = ByteBuffer.allocate(16)
                .putLong(instanceId.getMostSignificantBits())
                .putLong(instanceId.getLeastSignificantBits())
                .array();
        return new SealedObject(SealedKind.SERVICE_MASTER_KEY, serviceMasterKeyGuid, context);
    }
}
