package dev.coffer.pipeline;

import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.Signatures;
import dev.coffer.media.CertificateRecipient;
import dev.coffer.media.Identity;
import dev.coffer.media.PrivateKeyIdentity;
import dev.coffer.media.Recipient;
import dev.coffer.media.SetSigner;
import dev.coffer.media.SignerTrust;
import dev.coffer.media.Suite;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A recipient and a signer with real keys. */
final class Keys {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TO = Instant.parse("2036-01-01T00:00:00Z");

    private final KeyPair recipientPair = KeyPairs.generate(KeyKind.EC_P256);
    private final KeyPair signerPair = KeyPairs.generate(KeyKind.EC_P384);
    private final X509Certificate recipientCertificate =
            certificate(recipientPair, "CN=recipient", Certificates.Purpose.ENCRYPTION);
    private final X509Certificate signerCertificate =
            certificate(signerPair, "CN=signer", Certificates.Purpose.SIGNING);

    private static X509Certificate certificate(KeyPair pair, String subject, Certificates.Purpose purpose) {
        return Certificates.selfSigned(pair, new Certificates.Request(subject, FROM, TO, purpose), new RandomSource());
    }

    /** Does not endorse the signer. */
    Recipient recipient() {
        return CertificateRecipient.of(recipientCertificate, "BackupCert");
    }

    Identity identity() {
        return new PrivateKeyIdentity(recipientPair.getPublic(), recipientPair.getPrivate());
    }

    SignerTrust trust() {
        byte[] own = signerPair.getPublic().getEncoded();
        return key -> Arrays.equals(key, own);
    }

    Protection protection(Suite suite) {
        return suite == Suite.NONE
                ? new Protection(suite, List.of(), List.of(), signer())
                : new Protection(suite, List.of(recipient()), List.of(identity()), signer());
    }

    SetSigner signer() {
        return new SetSigner() {
            @Override
            public byte[] certificate() {
                try {
                    return signerCertificate.getEncoded();
                } catch (CertificateEncodingException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public byte[] publicKey() {
                return signerPair.getPublic().getEncoded();
            }

            @Override
            public byte[] sign(byte[] message) {
                return Signatures.sign(Signatures.Scheme.ECDSA_SHA384, signerPair.getPrivate(), message);
            }
        };
    }
}
