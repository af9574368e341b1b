package dev.coffer.app;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Digests;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.ServerCertificates;
import dev.coffer.keyfile.BadKeyFile;
import dev.coffer.keyfile.KeyFile;
import dev.coffer.keyfile.KeyMatch;
import dev.coffer.keyfile.Pfx;
import dev.coffer.keyfile.WrongPassword;
import dev.coffer.work.PrivateModes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that clients see. Without one of the operator's the instance makes its own at the first start: EC
 * P-256, for localhost, the host's name and the loopback addresses, in {@code tls/server.pem}; its private key in
 * {@code tls/server.key} is not sealed, since a locked instance must be reached too, but readable by its owner alone.
 *
 * @param chain the server's own first
 * @param file where the certificate lies, for clients to trust
 */
record ServerCertificate(PrivateKey key, List<X509Certificate> chain, Path file) {

    private static final int VALID_DAYS = 3650;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");
    private static final int PEM_LINE = 64;

    ServerCertificate {
        chain = List.copyOf(chain);
    }

    /** SHA-256 of the certificate, as browsers and openssl print it. */
    String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(Digests.sha256(chain.get(0).getEncoded()));
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException("A parsed certificate has no encoding", broken);
        }
    }

    /** The instance's own, made when it is not there or has expired. */
    static ServerCertificate own(Path dataFolder, String hostName, Clock clock) throws InstanceFailure {
        Path folder = dataFolder.resolve("tls");
        Path certificate = folder.resolve("server.pem");
        Path key = folder.resolve("server.key");
        try {
            if (Files.exists(certificate) && Files.exists(key)) {
                ServerCertificate known = ofPem(certificate, key, Optional.empty());
                if (known.chain().get(0).getNotAfter().toInstant().isAfter(clock.instant())) {
                    return known;
                }
            }
            Files.createDirectories(folder, PrivateModes.FOLDER);
            make(hostName, certificate, key, clock.instant());
            return ofPem(certificate, key, Optional.empty());
        } catch (IOException failed) {
            throw new InstanceFailure("The server's certificate cannot be made in " + folder + ".", failed);
        }
    }

    private static void make(String hostName, Path certificate, Path key, Instant now) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        String host = hostName.toLowerCase(Locale.ROOT);
        if (host.matches("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?")) {
            names.add(host);
        }
        names.add("localhost");
        KeyPair pair = KeyPairs.generate(KeyKind.EC_P256);
        X509Certificate made = ServerCertificates.selfSigned(
                pair,
                new ServerCertificates.Request(
                        List.copyOf(names),
                        LOOPBACK,
                        now.minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS),
                        now.plus(VALID_DAYS, ChronoUnit.DAYS)),
                new RandomSource());
        try {
            write(key, "PRIVATE KEY", pair.getPrivate().getEncoded());
            write(certificate, "CERTIFICATE", made.getEncoded());
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException("The certificate just made has no encoding", broken);
        }
    }

    private static void write(Path file, String label, byte[] der) throws IOException {
        byte[] newLine = {'\n'};
        String body = Base64.getMimeEncoder(PEM_LINE, newLine).encodeToString(der);
        String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PrivateModes.FILE);
        Files.writeString(fresh, text, StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** @throws InstanceFailure in one sentence: which file, and why not */
    static ServerCertificate ofPem(Path certificate, Path key, Optional<SecretBytes> password) throws InstanceFailure {
        try {
            List<X509Certificate> chain = chain(certificate);
            PrivateKey read = KeyFile.readPrivateKey(read(key), password.orElse(null));
            if (!KeyMatch.matches(read, chain.get(0))) {
                throw new InstanceFailure(
                        "The certificate '" + certificate + "' does not belong to the key '" + key + "'.", null);
            }
            return new ServerCertificate(read, chain, certificate);
        } catch (WrongPassword wrong) {
            throw new InstanceFailure("The TLS key '" + key + "' is encrypted, and " + given(password) + ".", null);
        } catch (BadKeyFile unreadable) {
            throw new InstanceFailure(
                    "The TLS key '" + key + "' cannot be used: " + unreadable.getMessage() + ".", null);
        }
    }

    /** @throws InstanceFailure in one sentence */
    static ServerCertificate ofPfx(Path file, Optional<SecretBytes> password) throws InstanceFailure {
        byte[] content = read(file);
        if (password.isEmpty()) {
            throw new InstanceFailure("The TLS file '" + file + "' needs its password.", null);
        }
        try {
            Pfx.Contents contents = Pfx.read(content, password.get());
            return new ServerCertificate(contents.privateKey(), List.of(contents.certificate()), file);
        } catch (WrongPassword wrong) {
            throw new InstanceFailure("The password does not open the TLS file '" + file + "'.", null);
        } catch (BadKeyFile unreadable) {
            throw new InstanceFailure(
                    "The TLS file '" + file + "' cannot be used: " + unreadable.getMessage() + ".", null);
        }
    }

    private static String given(Optional<SecretBytes> password) {
        return password.isEmpty() ? "no password was given" : "the password does not open it";
    }

    private static List<X509Certificate> chain(Path file) throws InstanceFailure {
        byte[] content = read(file);
        try {
            KeyFile.readCertificate(content);
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(content))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (BadKeyFile | GeneralSecurityException malformed) {
            throw new InstanceFailure(
                    "The TLS certificate '" + file + "' cannot be used: it holds no readable certificate.", malformed);
        }
    }

    private static byte[] read(Path file) throws InstanceFailure {
        @Nullable String reason;
        try {
            if (Files.size(file) <= KeyFile.MAX_BYTES) {
                return Files.readAllBytes(file);
            }
            reason = "it is too large";
        } catch (NoSuchFileException missing) {
            reason = "no such file";
        } catch (IOException unreadable) {
            reason = "it is not readable";
        }
        throw new InstanceFailure("The TLS file '" + file + "' cannot be used: " + reason + ".", null);
    }
}
