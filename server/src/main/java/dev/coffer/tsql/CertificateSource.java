package dev.coffer.tsql;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where CREATE CERTIFICATE takes the certificate from. */
public sealed interface CertificateSource {

    /**
     * A new key pair and a certificate that it signs itself.
     *
     * @param subject as given; blanks at its end are kept
     * @param startDate UTC; absent means now
     * @param expiryDate UTC; absent means a year after the start
     */
    record SelfSigned(Text subject, Optional<LocalDateTime> startDate, Optional<LocalDateTime> expiryDate)
            implements CertificateSource {}

    /** A DER certificate, with its private key in a file of its own when one is given. */
    record FromFile(Text file, Optional<PrivateKey> privateKey) implements CertificateSource {}

    /** A PKCS#12 file; the private key's clause carries its password and names no file. */
    record FromPfx(Text file, PrivateKey privateKey) implements CertificateSource {}

    /**
     * {@code PRIVATE KEY (FILE = 'path', DECRYPTION BY PASSWORD = 'p', ENCRYPTION BY PASSWORD = 'p')}, in any order.
     *
     * @param file absent in a PFX import, present otherwise
     * @param decryptionPassword opens the file
     * @param encryptionPassword protects the key in the database; absent means the database master key does
     */
    record PrivateKey(Optional<Text> file, Optional<Secret> decryptionPassword, Optional<Secret> encryptionPassword) {
        List<Secret> secrets() {
            return Stream.concat(decryptionPassword.stream(), encryptionPassword.stream())
                    .toList();
        }
    }
}
