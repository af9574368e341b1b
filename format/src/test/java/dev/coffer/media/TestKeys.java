package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.Signatures;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** A holder of a certificate with its private key: a recipient, an identity or a signer. */
record TestKeys(X509Certificate certificate, KeyPair pair) {

    static TestKeys of(KeyKind kind, String name) {
        KeyPair pair = KeyPairs.generate(kind);
        var request = new Certificates.Request(
                name,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2036-01-01T00:00:00Z"),
                kind == KeyKind.EC_P384 ? Certificates.Purpose.SIGNING : Certificates.Purpose.ENCRYPTION);
        return new TestKeys(Certificates.selfSigned(pair, request, new RandomSource()), pair);
    }

    Recipient recipient(String name) {
        return CertificateRecipient.of(certificate, name, pair.getPrivate());
    }

    Recipient recipientWithoutPrivateKey(String name) {
        return CertificateRecipient.of(certificate, name);
    }

    Identity identity() {
        return new PrivateKeyIdentity(pair.getPublic(), pair.getPrivate());
    }

    Signer signer() {
        return new Signer(certificate, pair.getPrivate());
    }

    SignerTrust trust() {
        return key -> java.util.Arrays.equals(key, pair.getPublic().getEncoded());
    }

    byte[] certificateDer() {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Recipient kekRecipient(byte[] key) {
        SecretBytes secret = SecretBytes.copyOf(key);
        byte[] id = KeyId.ofSymmetricKey(secret);
        return new KekRecipient(new Encryptor(Encryptor.Type.SERVICE_MASTER_KEY, id, id, "SMK"), secret);
    }

    static Identity kekIdentity(byte[] key) {
        SecretBytes secret = SecretBytes.copyOf(key);
        return new KekIdentity(KeyId.ofSymmetricKey(secret), secret);
    }

    record Signer(X509Certificate holder, PrivateKey key) implements SetSigner {

        @Override
        public byte[] certificate() {
            return new TestKeys(holder, new KeyPair(holder.getPublicKey(), key)).certificateDer();
        }

        @Override
        public byte[] publicKey() {
            return holder.getPublicKey().getEncoded();
        }

        @Override
        public byte[] sign(byte[] message) {
            return Signatures.sign(Signatures.Scheme.ECDSA_SHA384, key, message);
        }
    }

    /** Trusts nobody. */
    static SignerTrust nobody() {
        return key -> false;
    }

    static Optional<String> nothingAccepted() {
        return Optional.empty();
    }
}
