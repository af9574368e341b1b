package dev.coffer.keyfile;

import dev.coffer.crypto.KeyPairs;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** Whether a certificate and a private key that came in two files belong together. Thread-safe. */
public final class KeyMatch {

    private KeyMatch() {}

    public static boolean matches(PrivateKey key, X509Certificate certificate) {
        return KeyPairs.matches(key, certificate.getPublicKey());
    }

    static void require(PrivateKey key, X509Certificate certificate) throws BadKeyFile {
        if (!matches(key, certificate)) {
            throw new BadKeyFile("The private key is not the certificate's");
        }
    }
}
