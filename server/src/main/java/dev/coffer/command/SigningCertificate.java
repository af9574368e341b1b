package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;

/**
 * The public signing certificate goes beside every key export: whoever has it can check by {@code coffer verify} and by
 * openssl who made a backup.
 */
final class SigningCertificate {

    static final String SUFFIX = ".signing.cer";

    private SigningCertificate() {}

    static void exportBeside(Path file, KeyFiles files, KeyHierarchy keys) throws SqlError {
        files.writeBeside(file, SUFFIX, der(keys));
    }

    static byte[] der(KeyHierarchy keys) throws SqlError {
        try {
            return keys.signingKey().certificate().getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("The signing certificate was parsed, so it encodes", impossible);
        }
    }
}
