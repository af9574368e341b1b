package dev.coffer.cli;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.keyfile.BadKeyFile;
import dev.coffer.keyfile.KeyFile;
import dev.coffer.keyfile.KeyMatch;
import dev.coffer.keyfile.Pfx;
import dev.coffer.keyfile.WrongPassword;
import dev.coffer.media.Identity;
import dev.coffer.media.PrivateKeyIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key that opens a backup, out of a file as BACKUP CERTIFICATE or openssl wrote it. A password comes from a file,
 * from the environment or from whoever sits at the terminal, never from the command line, where every process could
 * read it.
 */
final class KeySource {

    static final String PASSWORD_VARIABLE = "COFFER_KEY_PASSWORD";

    /** The key cannot be used; the message says why. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    private final Terminal terminal;
    private final Path keyFile;
    private final @Nullable Path certificateFile;
    private final @Nullable Path passwordFile;

    KeySource(Terminal terminal, Path keyFile, @Nullable Path certificateFile, @Nullable Path passwordFile) {
        this.terminal = terminal;
        this.keyFile = keyFile;
        this.certificateFile = certificateFile;
        this.passwordFile = passwordFile;
    }

    Identity identity() throws IOException, Unusable {
        byte[] file = small(keyFile);
        try {
            if (KeyFile.detect(file) == KeyFile.Format.PFX) {
                try (SecretBytes password = password()) {
                    Pfx.Contents contents = Pfx.read(file, password);
                    return new PrivateKeyIdentity(contents.certificate().getPublicKey(), contents.privateKey());
                }
            }
            PrivateKey key = privateKey(file);
            return new PrivateKeyIdentity(publicKey(key), key);
        } catch (WrongPassword e) {
            throw new Unusable("The password does not open '" + keyFile + "'.");
        } catch (BadKeyFile e) {
            throw new Unusable("'" + keyFile + "': " + e.getMessage());
        } finally {
            Arrays.fill(file, (byte) 0);
        }
    }

    private PrivateKey privateKey(byte[] file) throws IOException, Unusable, BadKeyFile, WrongPassword {
        try {
            return KeyFile.readPrivateKey(file, null);
        } catch (WrongPassword encrypted) {
            try (SecretBytes password = password()) {
                return KeyFile.readPrivateKey(file, password);
            }
        }
    }

    private PublicKey publicKey(PrivateKey key) throws IOException, Unusable {
        if (certificateFile != null) {
            try {
                X509Certificate certificate = KeyFile.readCertificate(small(certificateFile));
                if (!KeyMatch.matches(key, certificate)) {
                    throw new Unusable("'" + certificateFile + "' is not the certificate of '" + keyFile + "'.");
                }
                return certificate.getPublicKey();
            } catch (BadKeyFile e) {
                throw new Unusable("'" + certificateFile + "': " + e.getMessage());
            }
        }
        if (key instanceof RSAPrivateCrtKey rsa) {
            try {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The JDK makes no RSA key", e);
            }
        }
        throw new Unusable("'" + keyFile + "' holds no public key: give its certificate with --certificate.");
    }

    private SecretBytes password() throws IOException, Unusable {
        if (passwordFile != null) {
            return wholeText(passwordFile);
        }
        String variable = terminal.environment().apply(PASSWORD_VARIABLE);
        if (variable != null) {
            return SecretBytes.adopt(variable.getBytes(StandardCharsets.UTF_8));
        }
        Optional<SecretBytes> typed = terminal.askPassword("Password of " + keyFile);
        return typed.orElseThrow(() -> new Unusable(
                "'" + keyFile + "' needs a password: set " + PASSWORD_VARIABLE + " or give --key-password-file."));
    }

    /** A secret out of a file; line ends behind it do not count. */
    static SecretBytes wholeText(Path file) throws IOException {
        byte[] content = small(file);
        int length = content.length;
        while (length > 0 && (content[length - 1] == '\n' || content[length - 1] == '\r')) {
            length--;
        }
        SecretBytes secret = SecretBytes.adopt(Arrays.copyOf(content, length));
        Arrays.fill(content, (byte) 0);
        return secret;
    }

    private static byte[] small(Path file) throws IOException {
        if (Files.size(file) > KeyFile.MAX_BYTES) {
            throw new IOException("'" + file + "' is too large for a key or a password.");
        }
        return Files.readAllBytes(file);
    }
}
