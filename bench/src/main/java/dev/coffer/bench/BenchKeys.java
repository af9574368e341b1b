package dev.coffer.bench;

import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.Signatures;
import dev.coffer.media.CertificateRecipient;
import dev.coffer.media.Identity;
import dev.coffer.media.PrivateKeyIdentity;
import dev.coffer.media.SetSigner;
import dev.coffer.media.SignerTrust;
import dev.coffer.media.Suite;
import dev.coffer.pipeline.Protection;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** A certificate and a signing key as an instance has them. Thread-safe. */
final class BenchKeys implements SetSigner {

    private static final int VALID_DAYS = 365;

    private final KeyPair recipientPair = KeyPairs.generate(KeyKind.RSA_2048);
    private final X509Certificate recipient = certificate(recipientPair, "CN=backup", Certificates.Purpose.ENCRYPTION);
    private final KeyPair signerPair = KeyPairs.generate(KeyKind.EC_P384);
    private final X509Certificate signer = certificate(signerPair, "CN=signer", Certificates.Purpose.SIGNING);

    private static X509Certificate certificate(KeyPair pair, String subject, Certificates.Purpose purpose) {
        Instant now = Instant.now();
        return Certificates.selfSigned(
                pair,
                new Certificates.Request(subject, now, now.plus(Duration.ofDays(VALID_DAYS)), purpose),
                new RandomSource());
    }

    Protection protection(Suite suite) {
        return suite == Suite.NONE
                ? new Protection(suite, List.of(), List.of(), this)
                : new Protection(suite, List.of(CertificateRecipient.of(recipient, "backup")), identities(), this);
    }

    List<Identity> identities() {
        return List.of(new PrivateKeyIdentity(recipientPair.getPublic(), recipientPair.getPrivate()));
    }

    SignerTrust trust() {
        byte[] own = publicKey();
        return key -> Arrays.equals(key, own);
    }

    @Override
    public byte[] certificate() {
        try {
            return signer.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate just made has an encoding", e);
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
}
