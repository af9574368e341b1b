package dev.coffer.catalog;

import java.math.BigInteger;
import java.util.UUID;

/**
 * The full backup that a database's differentials stand on.
 *
 * @param setGuid of its backup set
 * @param root of that set, 32 bytes
 * @param lsn where its recovery starts, as numeric(25,0)
 */
public record LastFull(UUID setGuid, byte[] root, BigInteger lsn) {

    public LastFull {
        if (root.length != BackupRecord.ROOT_BYTES) {
            throw new IllegalArgumentException("A root has " + BackupRecord.ROOT_BYTES + " bytes, not " + root.length);
        }
        root = root.clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }
}
