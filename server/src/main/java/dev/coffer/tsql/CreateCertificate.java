package dev.coffer.tsql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * <pre>
 * CREATE CERTIFICATE name [AUTHORIZATION user] [ENCRYPTION BY PASSWORD = 'p']
 *     WITH SUBJECT = 's' [, START_DATE = 'd'] [, EXPIRY_DATE = 'd'] [ACTIVE FOR BEGIN_DIALOG = ON | OFF]
 * CREATE CERTIFICATE name [AUTHORIZATION user] FROM FILE = 'path' [WITH [FORMAT = 'PFX',] PRIVATE KEY (...)]
 * </pre>
 *
 * @param encryptionPassword protects the private key of a self-signed certificate instead of the database master key
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-certificate-transact-sql">CREATE CERTIFICATE</a>
 */
public record CreateCertificate(
        Position position,
        Name name,
        Optional<Name> owner,
        Optional<Secret> encryptionPassword,
        CertificateSource source)
        implements Statement {
    @Override
    public String words() {
        return "CREATE CERTIFICATE";
    }

    @Override
    public List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(encryptionPassword.stream().toList());
        if (source instanceof CertificateSource.FromPfx pfx) {
            secrets.addAll(pfx.privateKey().secrets());
        }
        if (source instanceof CertificateSource.FromFile files) {
            files.privateKey().ifPresent(key -> secrets.addAll(key.secrets()));
        }
        return secrets;
    }
}
