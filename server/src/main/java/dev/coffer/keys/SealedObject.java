package dev.coffer.keys;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * The object a sealed value belongs to. Neither names nor database ids stand here: a rename or a restore changes those.
 *
 * @param kind what the value is
 * @param guid the object's immutable random GUID
 * @param context SHA-256 of the public key for a private key, otherwise empty
 */
record SealedObject(SealedKind kind, UUID guid, byte[] context) {

    static SealedObject of(SealedKind kind, UUID guid) {
        return new SealedObject(kind, guid, new byte[0]);
    }

    /**
     * Associated data: label, zero, format header, GUID, id of the sealing key, context. Every part but the first and
     * the last has a fixed length for its format, so that no two objects share one encoding.
     */
    byte[] associated(byte[] header, UUID sealingKeyId) {
        byte[] label = kind.label();
        return ByteBuffer.allocate(label.length + 1 + header.length + 32 + context.length)
                .put(label)
                .put((byte) 0)
                .put(header)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .putLong(sealingKeyId.getMostSignificantBits())
                .putLong(sealingKeyId.getLeastSignificantBits())
                .put(context)
                .array();
    }
}
