package dev.coffer.keys;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.ServerKeyRows;
import dev.coffer.catalog.TrustedSigner;
import dev.coffer.crypto.Signatures;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetSigner;
import dev.coffer.media.SignerGone;
import dev.coffer.media.SignerTrust;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The key that signs this instance's backups: ECDSA P-384, the system certificate ##MS_BackupSigningCertificate## in
 * master. Thread-safe.
 */
public final class SigningKey {

    /** The certificate's name, as sys.certificates shows it. */
    public static final String NAME = SigningRows.NAME;

    private final Catalog catalog;
    private final ServiceMasterKey serviceMasterKey;
    private final ProvenCertificates proven;
    private final PrivateKeys privateKeys;

    SigningKey(Catalog catalog, ServiceMasterKey serviceMasterKey, ProvenCertificates proven, PrivateKeys privateKeys) {
        this.catalog = catalog;
        this.serviceMasterKey = serviceMasterKey;
        this.proven = proven;
        this.privateKeys = privateKeys;
    }

    /** The certificate to hand out, so that others can check signatures. */
    public X509Certificate certificate() throws SqlError {
        return proven.find(Catalog.MASTER, SigningRows.NAME)
                .orElseThrow(() -> Message.TAMPERED_ROW.error("certificate", SigningRows.NAME))
                .known()
                .certificate();
    }

    /** Signs with the current key; the private key is unsealed for each signature. */
    public SetSigner signer() throws SqlError {
        return new Signer(certificate(), privateKeys);
    }

    /** Trusts the current key, retired ones, and added ones. Rows are checked when this is called. */
    public SignerTrust trust() throws SqlError {
        List<byte[]> trusted = serviceMasterKey.reading(this::trusted);
        return publicKey -> trusted.stream().anyMatch(known -> Arrays.equals(known, publicKey));
    }

    private List<byte[]> trusted() throws SqlError {
        List<byte[]> trusted = new ArrayList<>();
        trusted.add(certificate().getPublicKey().getEncoded());
        try (HierarchyKey key = serviceMasterKey.require()) {
            for (TrustedSigner row : catalog.serverKeys(ServerKeyRows::trustedSigners)) {
                if (!key.proves(RowEncoding.of(row), row.rowMac())) {
                    throw Message.TAMPERED_ROW.error(
                            "trusted signer", row.guid().toString());
                }
                trusted.add(row.publicKey());
            }
        }
        return trusted;
    }

    /** One certificate's signatures: once another key has its name, it signs no more. */
    private record Signer(X509Certificate signing, PrivateKeys privateKeys) implements SetSigner {

        @Override
        public byte[] certificate() {
            try {
                return signing.getEncoded();
            } catch (CertificateEncodingException broken) {
                throw new IllegalStateException("A parsed certificate has no encoding", broken);
            }
        }

        @Override
        public byte[] publicKey() {
            return signing.getPublicKey().getEncoded();
        }

        @Override
        public byte[] sign(byte[] message) throws SignerGone {
            try {
                return Signatures.sign(
                        Signatures.Scheme.ECDSA_SHA384,
                        privateKeys.open(Catalog.MASTER, SigningRows.NAME, signing),
                        message);
            } catch (SqlError gone) {
                throw new SignerGone("The signing key was within reach when the backup began", gone);
            }
        }
    }
}
