package dev.coffer.catalog;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/**
 * Where the next backup of a database's log begins.
 *
 * @param position the end of the last backup of the log, or the start of the full that began the chain, as the engine
 *     counts bytes
 * @param forkGuid the recovery fork there; the database may have left it since
 * @param fullPosition where redo of the last full starts
 * @param last the backup of the log that ended there; empty: none was taken yet
 */
public record LogChain(BigInteger position, UUID forkGuid, BigInteger fullPosition, Optional<Link> last) {

    /** @param root 32 bytes */
    public record Link(UUID setGuid, byte[] root) {

        /** Whether it is that set, to the last byte, and not only its name. */
        public boolean isSame(Link other) {
            return setGuid.equals(other.setGuid) && MessageDigest.isEqual(root, other.root);
        }
    }
}
