package dev.coffer.cli;

import dev.coffer.bytes.Hex;
import dev.coffer.crypto.Digests;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

/** The public signing certificate of an instance, DER or PEM: {@code signing.cer} in its data folder. */
final class SignerFile {

    /** A certificate is a few KiB; whatever is larger is something else. */
    private static final long MAX_BYTES = 1 << 20;

    private SignerFile() {}

    /** SHA-256 of its SubjectPublicKeyInfo, 64 upper-case hexadecimal digits. */
    static String fingerprint(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("'" + file + "' is no certificate: it has " + Files.size(file) + " bytes.");
        }
        try {
            byte[] publicKey = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)))
                    .getPublicKey()
                    .getEncoded();
            return Hex.of(Digests.sha256(publicKey));
        } catch (CertificateException e) {
            throw new IOException("'" + file + "' is no certificate.", e);
        }
    }
}
