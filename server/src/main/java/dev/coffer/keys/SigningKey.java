package dev.coffer.keys;

import dev.coffer.errors.SqlError;
import dev.coffer.media.SetSigner;
import dev.coffer.media.SignerTrust;
import java.security.cert.X509Certificate;

/**
 * The key that signs this instance's backups: ECDSA P-384, the system certificate ##MS_BackupSigningCertificate## in
 * master. Thread-safe.
 */
public final class SigningKey {

    /** The certificate to hand out, so that others can check signatures. */
    public X509Certificate certificate() throws SqlError {
        throw new UnsupportedOperationException();
    }

    /** Signs with the current key; the private key is unsealed for each signature. */
    public SetSigner signer() throws SqlError {
        throw new UnsupportedOperationException();
    }

    /** Trusts the current key, retired ones, and added ones. Rows are checked when this is called. */
    public SignerTrust trust() throws SqlError {
        throw new UnsupportedOperationException();
    }
}
