package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * <pre>
 * BACKUP CERTIFICATE name TO FILE = 'path' [WITH [FORMAT = 'PFX' | 'PVK',] PRIVATE KEY (
 *     [FILE = 'path',] ENCRYPTION BY PASSWORD = 'p' [, DECRYPTION BY PASSWORD = 'p'] [, ALGORITHM = 'AES_256'])]
 * </pre>
 *
 * @param privateKey absent: the certificate alone is exported; always present with PFX and PVK
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/backup-certificate-transact-sql">BACKUP CERTIFICATE</a>
 */
public record BackupCertificate(Position position, Name name, Text file, Format format, Optional<PrivateKey> privateKey)
        implements Statement {

    /** How the private key is written. */
    public enum Format {
        /** DER certificate, and the private key as encrypted PKCS#8 in a file of its own. */
        DER,
        /** One PKCS#12 file. */
        PFX,
        /** Ours: DER certificate, and the private key in Microsoft's old PVK format. */
        PVK
    }

    /**
     * @param file of the private key; absent with PFX, present otherwise
     * @param encryptionPassword protects what is written
     * @param decryptionPassword opens a private key that a password protects in the database
     * @param algorithm AES_256 or TRIPLE_DES_3KEY, upper case; only with PFX
     */
    public record PrivateKey(
            Optional<Text> file,
            Secret encryptionPassword,
            Optional<Secret> decryptionPassword,
            Optional<String> algorithm) {}

    @Override
    public String words() {
        return "BACKUP CERTIFICATE";
    }

    @Override
    public List<Secret> secrets() {
        return privateKey.stream()
                .flatMap(key -> Stream.concat(Stream.of(key.encryptionPassword()), key.decryptionPassword().stream()))
                .toList();
    }
}
