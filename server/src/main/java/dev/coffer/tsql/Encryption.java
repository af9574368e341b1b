package dev.coffer.tsql;

import java.util.List;

/**
 * {@code ENCRYPTION (ALGORITHM = a, SERVER CERTIFICATE = c [, SERVER CERTIFICATE = c]...)}; several certificates are
 * ours: each of them opens the backup.
 *
 * @param certificates 1 to 64, in the order written
 */
public record Encryption(Position position, Algorithm algorithm, List<Name> certificates) {

    public Encryption {
        certificates = List.copyOf(certificates);
    }

    /** Parsed as SQL Server does; the command refuses what is too weak. */
    public enum Algorithm {
        AES_128,
        AES_192,
        AES_256,
        TRIPLE_DES_3KEY
    }
}
