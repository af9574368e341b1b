package dev.coffer.command;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keyfile.BadKeyFile;
import dev.coffer.keyfile.KeyFile;
import dev.coffer.keyfile.KeyMatch;
import dev.coffer.keyfile.Pfx;
import dev.coffer.keyfile.Pkcs8;
import dev.coffer.keyfile.Pvk;
import dev.coffer.keyfile.WrongPassword;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.keys.KnownCertificate;
import dev.coffer.security.PasswordPolicy;
import dev.coffer.tsql.BackupCertificate;
import dev.coffer.tsql.Secret;
import dev.coffer.tsql.Text;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.interfaces.RSAPrivateCrtKey;

/**
 * BACKUP CERTIFICATE: DER and a private key file, or one PFX. What was written is opened again before success is
 * reported, since nobody tries an export until the day it is needed.
 */
public final class BackupCertificateCommand implements Command<BackupCertificate> {

    private final KeyHierarchy keys;
    private final Paths paths;
    private final RandomSource random;

    public BackupCertificateCommand(KeyHierarchy keys, Paths paths, RandomSource random) {
        this.keys = keys;
        this.paths = paths;
        this.random = random;
    }

    @Override
    public void execute(BackupCertificate statement, Caller caller) throws SqlError {
        KnownCertificate certificate =
                keys.certificates().require(caller.database(), statement.name().text(), "find");
        if (certificate.system() && statement.privateKey().isPresent()) {
            // Who had the signing key for a moment could forge backups for ever.
            throw Message.CANNOT_FIND.error(
                    "find", "certificate", statement.name().text());
        }
        try (KeyFiles files = new KeyFiles(paths, caller)) {
            if (statement.privateKey().isEmpty()) {
                files.write(statement.file().value(), der(certificate));
                files.keep();
                return;
            }
            exportWithKey(statement, statement.privateKey().get(), certificate, files, caller);
            files.keep();
        }
    }

    private void exportWithKey(
            BackupCertificate statement,
            BackupCertificate.PrivateKey clause,
            KnownCertificate certificate,
            KeyFiles files,
            Caller caller)
            throws SqlError {
        SecretBytes password = clause.encryptionPassword().bytes();
        PasswordPolicy.checkKeyPassword(password);
        PrivateKey key = keys.certificates()
                .privateKey(certificate, clause.decryptionPassword().map(Secret::bytes));
        Path file = switch (statement.format()) {
            case PFX -> exportPfx(statement, clause, certificate, key, files);
            case DER, PVK -> exportPair(statement, clause, certificate, key, files);
        };
        SigningCertificate.exportBeside(file, files, keys);
        keys.certificates().markExported(certificate);
        if (statement.format() == BackupCertificate.Format.DER) {
            caller.inform(Message.PRIVATE_KEY_FORMAT);
        }
    }

    private Path exportPfx(
            BackupCertificate statement,
            BackupCertificate.PrivateKey clause,
            KnownCertificate certificate,
            PrivateKey key,
            KeyFiles files)
            throws SqlError {
        if (clause.algorithm().isPresent() && !clause.algorithm().get().equals("AES_256")) {
            throw Message.NOT_SUPPORTED
                    .error("ALGORITHM = '" + clause.algorithm().get() + "'")
                    .withHint("Use ALGORITHM = 'AES_256'.");
        }
        SecretBytes password = clause.encryptionPassword().bytes();
        byte[] pfx = new Pfx(random).write(certificate.name(), certificate.certificate(), key, password);
        Path file = files.write(statement.file().value(), pfx);
        try {
            requireMatch(Pfx.read(KeyFiles.readBack(file), password).privateKey(), certificate);
        } catch (BadKeyFile | WrongPassword failed) {
            throw Message.CANNOT_WRITE_FILE.error(statement.file().value()).causedBy(failed);
        }
        return file;
    }

    private Path exportPair(
            BackupCertificate statement,
            BackupCertificate.PrivateKey clause,
            KnownCertificate certificate,
            PrivateKey key,
            KeyFiles files)
            throws SqlError {
        SecretBytes password = clause.encryptionPassword().bytes();
        Text keyFile =
                clause.file().orElseThrow(() -> new IllegalStateException("A DER export names the private key's file"));
        byte[] content = statement.format() == BackupCertificate.Format.PVK
                ? pvk(key, password)
                : new Pkcs8(random).write(key, password);
        Path file = files.write(statement.file().value(), der(certificate));
        Path privateFile = files.write(keyFile.value(), content);
        try {
            requireMatch(KeyFile.readPrivateKey(KeyFiles.readBack(privateFile), password), certificate);
        } catch (BadKeyFile | WrongPassword failed) {
            throw Message.CANNOT_WRITE_FILE.error(keyFile.value()).causedBy(failed);
        }
        return file;
    }

    private byte[] pvk(PrivateKey key, SecretBytes password) throws SqlError {
        if (!(key instanceof RSAPrivateCrtKey)) {
            throw Message.UNSUPPORTED_KEY_FORMAT.error().withHint("Leave FORMAT = 'PVK' out: it holds RSA keys only.");
        }
        return new Pvk(random).write(key, password, Pvk.Strength.STRONG);
    }

    private static void requireMatch(PrivateKey key, KnownCertificate certificate) throws SqlError {
        if (!KeyMatch.matches(key, certificate.certificate())) {
            throw Message.PRIVATE_KEY_MISMATCH.error("certificate");
        }
    }

    private static byte[] der(KnownCertificate certificate) {
        try {
            return certificate.certificate().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("The certificate was parsed, so it encodes", impossible);
        }
    }
}
