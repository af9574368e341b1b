package dev.coffer.keys;

import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCredential;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.catalog.TrustedSigner;
import dev.coffer.crypto.Digests;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row as the bytes its proof is over: a label, then each field behind its length (4 bytes, big-endian), so that two
 * different rows never encode alike. Confined to one thread.
 */
final class RowEncoding {

    private static final byte[] NOTHING = new byte[0];

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private RowEncoding(String label) {
        field(label.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * What decides about a certificate: all that its DER does not hold. The id is left out, since only views show it;
     * the columns taken from the DER are compared with it instead.
     */
    static byte[] of(StoredCertificate row) {
        return new RowEncoding("coffer/1/certificate row")
                .field(row.guid())
                .field(row.name().getBytes(StandardCharsets.UTF_8))
                .field(row.der())
                .field(row.protection().code().getBytes(StandardCharsets.US_ASCII))
                .field(row.sealedPrivateKey().map(Digests::sha256).orElse(NOTHING))
                .field(row.exportedAt())
                .field(Optional.of(row.createdAt()))
                .bytes
                .toByteArray();
    }

    static byte[] of(StoredLogin row) {
        ByteBuffer cost = ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(row.cost().memoryKibibytes())
                .putInt(row.cost().iterations())
                .putInt(row.cost().lanes());
        return new RowEncoding("coffer/1/login row")
                .field(row.guid())
                .field(row.name().getBytes(StandardCharsets.UTF_8))
                .field(row.salt())
                .field(row.hash())
                .field(cost.array())
                .field(Optional.of(row.createdAt()))
                .field(Optional.of(row.modifiedAt()))
                .bytes
                .toByteArray();
    }

    static byte[] of(StoredCredential row) {
        return new RowEncoding("coffer/1/credential row")
                .field(row.guid())
                .field(row.name().getBytes(StandardCharsets.UTF_8))
                .field(row.identity().getBytes(StandardCharsets.UTF_8))
                .field(row.sealedSecret().map(Digests::sha256).orElse(NOTHING))
                .field(Optional.of(row.createdAt()))
                .field(Optional.of(row.modifiedAt()))
                .bytes
                .toByteArray();
    }

    static byte[] of(TrustedSigner row) {
        return new RowEncoding("coffer/1/trusted signer row")
                .field(row.guid())
                .field(row.publicKey())
                .field(row.origin().name().getBytes(StandardCharsets.US_ASCII))
                .field(Optional.of(row.addedAt()))
                .bytes
                .toByteArray();
    }

    private RowEncoding field(UUID value) {
        return field(ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array());
    }

    private RowEncoding field(Optional<Instant> value) {
        return field(value.map(moment -> ByteBuffer.allocate(Long.BYTES)
                        .putLong(moment.toEpochMilli())
                        .array())
                .orElse(NOTHING));
    }

    private RowEncoding field(byte[] value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
        bytes.writeBytes(value);
        return this;
    }
}
