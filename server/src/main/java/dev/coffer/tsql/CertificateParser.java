package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CREATE, BACKUP and DROP CERTIFICATE. They take literals only, never variables. */
final class CertificateParser {

    private final TokenReader tokens;

    CertificateParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind CREATE CERTIFICATE. */
    Statement create(Position start) throws SqlError {
        Name name = tokens.name();
        Optional<Name> owner = tokens.take("AUTHORIZATION") ? Optional.of(tokens.name()) : Optional.empty();
        if (tokens.take("FROM")) {
            CertificateSource source = source();
            acceptBrokerOption();
            return new CreateCertificate(start, name, owner, Optional.empty(), source);
        }
        Optional<Secret> password = Optional.empty();
        if (tokens.take("ENCRYPTION", "BY")) {
            password = Optional.of(tokens.password());
        }
        tokens.expect("WITH");
        CertificateSource source = selfSigned();
        acceptBrokerOption();
        return new CreateCertificate(start, name, owner, password, source);
    }

    private CertificateSource selfSigned() throws SqlError {
        @Nullable Text subject = null;
        @Nullable LocalDateTime startDate = null;
        @Nullable LocalDateTime expiryDate = null;
        do {
            if (subject == null && tokens.take("SUBJECT")) {
                tokens.expectSign("=");
                subject = tokens.text();
            } else if (startDate == null && tokens.take("START_DATE")) {
                tokens.expectSign("=");
                startDate = DateText.parse(tokens.text());
            } else if (expiryDate == null && tokens.take("EXPIRY_DATE")) {
                tokens.expectSign("=");
                expiryDate = DateText.parse(tokens.text());
            } else {
                throw tokens.unexpected();
            }
        } while (tokens.takeSign(","));
        if (subject == null) {
            throw tokens.unexpected();
        }
        return new CertificateSource.SelfSigned(
                subject, Optional.ofNullable(startDate), Optional.ofNullable(expiryDate));
    }

    /** Behind FROM. */
    private CertificateSource source() throws SqlError {
        if (tokens.at("ASSEMBLY") || tokens.at("EXECUTABLE") || tokens.at("BINARY")) {
            throw tokens.notSupported("CREATE CERTIFICATE FROM " + tokens.peek().word(), tokens.position());
        }
        tokens.expect("FILE");
        tokens.expectSign("=");
        Text file = tokens.text();
        if (!tokens.take("WITH")) {
            return new CertificateSource.FromFile(file, Optional.empty());
        }
        BackupCertificate.Format format = BackupCertificate.Format.DER;
        CertificateSource.@Nullable PrivateKey key = null;
        boolean formatGiven = false;
        do {
            if (!formatGiven && tokens.take("FORMAT")) {
                formatGiven = true;
                format = format();
            } else if (key == null && tokens.take("PRIVATE", "KEY")) {
                key = privateKeyToImport();
            } else {
                throw tokens.unexpected();
            }
        } while (tokens.takeSign(","));
        if (format == BackupCertificate.Format.PFX) {
            if (key == null
                    || key.file().isPresent()
                    || key.decryptionPassword().isEmpty()) {
                throw tokens.unexpectedBefore();
            }
            return new CertificateSource.FromPfx(file, key);
        }
        if (key == null || key.file().isEmpty()) {
            throw tokens.unexpectedBefore();
        }
        return new CertificateSource.FromFile(file, Optional.of(key));
    }

    private CertificateSource.PrivateKey privateKeyToImport() throws SqlError {
        PrivateKeyClause clause = privateKey();
        if (clause.algorithm != null) {
            throw tokens.unexpectedBefore();
        }
        return new CertificateSource.PrivateKey(
                Optional.ofNullable(clause.file),
                Optional.ofNullable(clause.decryption),
                Optional.ofNullable(clause.encryption));
    }

    /** Behind BACKUP CERTIFICATE. */
    Statement backup(Position start) throws SqlError {
        Name name = tokens.name();
        tokens.expect("TO", "FILE");
        tokens.expectSign("=");
        Text file = tokens.text();
        if (!tokens.take("WITH")) {
            return new BackupCertificate(start, name, file, BackupCertificate.Format.DER, Optional.empty());
        }
        BackupCertificate.Format format = BackupCertificate.Format.DER;
        @Nullable PrivateKeyClause key = null;
        boolean formatGiven = false;
        do {
            if (!formatGiven && tokens.take("FORMAT")) {
                formatGiven = true;
                format = format();
            } else if (key == null && tokens.take("PRIVATE", "KEY")) {
                key = privateKey();
            } else {
                throw tokens.unexpected();
            }
        } while (tokens.takeSign(","));
        if (key == null || key.encryption == null || (key.file == null) != (format == BackupCertificate.Format.PFX)) {
            throw tokens.unexpectedBefore();
        }
        if (key.algorithm != null && format != BackupCertificate.Format.PFX) {
            throw tokens.unexpectedBefore();
        }
        return new BackupCertificate(
                start,
                name,
                file,
                format,
                Optional.of(new BackupCertificate.PrivateKey(
                        Optional.ofNullable(key.file),
                        key.encryption,
                        Optional.ofNullable(key.decryption),
                        Optional.ofNullable(key.algorithm))));
    }

    /** Behind FORMAT. */
    private BackupCertificate.Format format() throws SqlError {
        tokens.expectSign("=");
        String format = tokens.text().value().toUpperCase(Locale.ROOT);
        return switch (format) {
            case "DER" -> BackupCertificate.Format.DER;
            case "PFX" -> BackupCertificate.Format.PFX;
            case "PVK" -> BackupCertificate.Format.PVK;
            default -> throw tokens.unexpectedBefore();
        };
    }

    private static final class PrivateKeyClause {
        @Nullable
        Text file;

        @Nullable
        Secret decryption;

        @Nullable
        Secret encryption;

        @Nullable
        String algorithm;
    }

    /** Behind PRIVATE KEY: the clauses in any order, none of them twice, at least one. */
    private PrivateKeyClause privateKey() throws SqlError {
        PrivateKeyClause clause = new PrivateKeyClause();
        tokens.expectSign("(");
        do {
            if (clause.file == null && tokens.take("FILE")) {
                tokens.expectSign("=");
                clause.file = tokens.text();
            } else if (clause.decryption == null && tokens.take("DECRYPTION", "BY")) {
                clause.decryption = tokens.password();
            } else if (clause.encryption == null && tokens.take("ENCRYPTION", "BY")) {
                clause.encryption = tokens.password();
            } else if (clause.algorithm == null && tokens.take("ALGORITHM")) {
                tokens.expectSign("=");
                clause.algorithm = algorithm();
            } else if (tokens.at("BINARY")) {
                throw tokens.notSupported("PRIVATE KEY (BINARY = ...)", tokens.position());
            } else {
                throw tokens.unexpected();
            }
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
        return clause;
    }

    private String algorithm() throws SqlError {
        String algorithm = tokens.text().value().toUpperCase(Locale.ROOT);
        if (!algorithm.equals("AES_256") && !algorithm.equals("TRIPLE_DES_3KEY")) {
            throw tokens.unexpectedBefore();
        }
        return algorithm;
    }

    /** ACTIVE FOR BEGIN_DIALOG = ON | OFF has no meaning without a service broker. */
    private void acceptBrokerOption() throws SqlError {
        if (tokens.take("ACTIVE")) {
            tokens.expect("FOR", "BEGIN_DIALOG");
            tokens.expectSign("=");
            if (!tokens.take("ON") && !tokens.take("OFF")) {
                throw tokens.unexpected();
            }
        }
    }

    /** Behind DROP CERTIFICATE. */
    Statement drop(Position start) throws SqlError {
        IfExists ifExists = tokens.take("IF", "EXISTS") ? IfExists.IF_EXISTS : IfExists.REQUIRED;
        Name name = tokens.name();
        Force force = tokens.take("WITH", "FORCE") ? Force.FORCE : Force.ASK;
        return new DropCertificate(start, name, ifExists, force);
    }
}
