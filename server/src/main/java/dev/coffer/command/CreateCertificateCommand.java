package dev.coffer.command;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keyfile.BadKeyFile;
import dev.coffer.keyfile.KeyFile;
import dev.coffer.keyfile.Pfx;
import dev.coffer.keyfile.WrongPassword;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.keys.NewCertificate;
import dev.coffer.security.PasswordPolicy;
import dev.coffer.tsql.CertificateSource;
import dev.coffer.tsql.CreateCertificate;
import dev.coffer.tsql.Secret;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** CREATE CERTIFICATE: self-signed, or imported with or without its private key. */
public final class CreateCertificateCommand implements Command<CreateCertificate> {

    private final KeyHierarchy keys;
    private final Paths paths;

    public CreateCertificateCommand(KeyHierarchy keys, Paths paths) {
        this.keys = keys;
        this.paths = paths;
    }

    @Override
    public void execute(CreateCertificate statement, Caller caller) throws SqlError {
        if (statement.owner().isPresent()) {
            throw Message.NOT_SUPPORTED.error("AUTHORIZATION");
        }
        NewCertificate wanted = wanted(statement);
        if (wanted.encryptionPassword().isPresent()) {
            PasswordPolicy.checkKeyPassword(wanted.encryptionPassword().get());
        }
        Notices.tell(keys.certificates().create(caller.database(), wanted), caller);
    }

    private NewCertificate wanted(CreateCertificate statement) throws SqlError {
        String name = statement.name().text();
        Optional<SecretBytes> password = statement.encryptionPassword().map(Secret::bytes);
        CertificateSource source = statement.source();
        if (source instanceof CertificateSource.SelfSigned selfSigned) {
            return new NewCertificate.SelfSigned(
                    name,
                    selfSigned.subject().value(),
                    selfSigned.startDate().map(CreateCertificateCommand::utc),
                    selfSigned.expiryDate().map(CreateCertificateCommand::utc),
                    password);
        }
        if (source instanceof CertificateSource.FromPfx pfx) {
            return fromPfx(name, pfx);
        }
        if (source instanceof CertificateSource.FromFile file) {
            return fromFile(name, file);
        }
        throw new IllegalStateException("No such source: " + source.getClass().getSimpleName());
    }

    private NewCertificate fromFile(String name, CertificateSource.FromFile source) throws SqlError {
        X509Certificate certificate = certificate(source.file().value());
        if (source.privateKey().isEmpty()) {
            return new NewCertificate.Imported(name, certificate, Optional.empty(), Optional.empty());
        }
        CertificateSource.PrivateKey clause = source.privateKey().get();
        String file = clause.file()
                .orElseThrow(() -> new IllegalStateException("A DER import names the private key's file"))
                .value();
        return new NewCertificate.Imported(
                name,
                certificate,
                Optional.of(privateKey(file, clause.decryptionPassword())),
                clause.encryptionPassword().map(Secret::bytes));
    }

    private X509Certificate certificate(String file) throws SqlError {
        try {
            return KeyFile.readCertificate(KeyFiles.read(paths, file, Message.KEY_FILE_INVALID));
        } catch (BadKeyFile bad) {
            throw Message.KEY_FILE_INVALID.error().causedBy(bad);
        }
    }

    private PrivateKey privateKey(String file, Optional<Secret> password) throws SqlError {
        byte[] content = KeyFiles.read(paths, file, Message.KEY_FILE_INVALID);
        @Nullable SecretBytes secret = password.isPresent() ? password.get().bytes() : null;
        try {
            return KeyFile.readPrivateKey(content, secret);
        } catch (WrongPassword wrong) {
            throw Message.PRIVATE_KEY_PASSWORD_INVALID.error().causedBy(wrong);
        } catch (BadKeyFile bad) {
            throw Message.KEY_FILE_INVALID.error().causedBy(bad);
        }
    }

    private NewCertificate fromPfx(String name, CertificateSource.FromPfx source) throws SqlError {
        Secret password =
                source.privateKey().decryptionPassword().orElseThrow(Message.PRIVATE_KEY_PASSWORD_INVALID::error);
        byte[] content = KeyFiles.read(paths, source.file().value(), Message.KEY_FILE_INVALID);
        try {
            Pfx.Contents contents = Pfx.read(content, password.bytes());
            return new NewCertificate.Imported(
                    name,
                    contents.certificate(),
                    Optional.of(contents.privateKey()),
                    source.privateKey().encryptionPassword().map(Secret::bytes));
        } catch (WrongPassword wrong) {
            throw Message.PRIVATE_KEY_PASSWORD_INVALID.error().causedBy(wrong);
        } catch (BadKeyFile bad) {
            throw Message.KEY_FILE_INVALID.error().causedBy(bad);
        }
    }

    private static java.time.Instant utc(LocalDateTime date) {
        return date.toInstant(ZoneOffset.UTC);
    }
}
