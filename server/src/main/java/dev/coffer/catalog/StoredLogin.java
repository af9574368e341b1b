package dev.coffer.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A login's row: never its password, but an Argon2id hash.
 *
 * @param guid random, made with the login
 * @param name in its original spelling
 * @param salt 16 bytes
 * @param hash 32 bytes
 * @param cost what the hash cost, so that it can be computed again
 * @param rowMac proof under the service master key
 */
public record StoredLogin(
        UUID guid,
        String name,
        byte[] salt,
        byte[] hash,
        HashCost cost,
        Instant createdAt,
        Instant modifiedAt,
        byte[] rowMac) {

    /** Argon2id's three figures. */
    public record HashCost(int memoryKibibytes, int iterations, int lanes) {}

    /** The same with another proof. */
    public StoredLogin proven(byte[] proof) {
        return new StoredLogin(guid, name, salt, hash, cost, createdAt, modifiedAt, proof);
    }

    /** The hash stays out. */
    @Override
    public String toString() {
        return "StoredLogin[" + name + "]";
    }
}
