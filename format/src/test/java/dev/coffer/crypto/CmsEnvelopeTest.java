package dev.coffer.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.Hex;
import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CmsEnvelopeTest {

    private static final RandomSource RANDOM = new RandomSource();

    /** Types, lengths, versions and key id in front of what the private key opens. */
    private static final int STRUCTURE_BYTES = 120;

    @TempDir
    private Path folder;

    private final CmsEnvelope envelope = new CmsEnvelope(RANDOM);
    private final SecretBytes dataKey = RANDOM.key(32);

    private static Certificates.Request request() {
        return new Certificates.Request(
                "CN=Backup, O=Contoso",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2031-01-01T00:00:00Z"),
                Certificates.Purpose.ENCRYPTION);
    }

    private static void writePair(OpenSsl openssl, KeyPair pair) throws Exception {
        openssl.write("key.der", pair.getPrivate().getEncoded());
        openssl.write(
                "cert.der", Certificates.selfSigned(pair, request(), RANDOM).getEncoded());
        openssl.run("x509 -inform DER -in cert.der -out cert.pem");
        openssl.run("pkey -inform DER -in key.der -out key.pem");
    }

    private byte[] raw() {
        return dataKey.reveal(SecretAccess.GRANTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "RSA_3072", "EC_P256", "EC_P384"})
    void opensslOpensWhatIsWrappedForAPublicKey(KeyKind kind) throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        KeyPair pair = KeyPairs.generate(kind);
        writePair(openssl, pair);
        byte[] cms = envelope.wrap(dataKey, pair.getPublic());
        openssl.write("env.der", cms);

        openssl.run("cms -decrypt -inform DER -binary -in env.der -inkey key.pem -out plain");
        assertThat(openssl.read("plain")).isEqualTo(raw());
        openssl.run("cms -decrypt -inform DER -binary -in env.der -inkey key.pem -recip cert.pem -out plain2");
        assertThat(openssl.read("plain2")).isEqualTo(raw());

        assertThat(envelope.unwrap(cms, pair.getPrivate(), KeyId.of(pair.getPublic())))
                .isEqualTo(dataKey);
        assertThat(envelope.kind(cms).name()).isEqualTo(kind.algorithm());
    }

    @Test
    void opensslOpensWhatIsWrappedUnderAKeyOrAPassword() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        SecretBytes kek = RANDOM.key(32);
        byte[] kekId = KeyId.ofSymmetricKey(kek);
        byte[] underKey = envelope.wrap(dataKey, kek, kekId);
        openssl.write("kek.der", underKey);
        openssl.run(
                "cms",
                "-decrypt",
                "-inform",
                "DER",
                "-binary",
                "-in",
                "kek.der",
                "-out",
                "plain",
                "-secretkey",
                Hex.of(kek.reveal(SecretAccess.GRANTED)),
                "-secretkeyid",
                Hex.of(kekId));
        assertThat(openssl.read("plain")).isEqualTo(raw());
        assertThat(envelope.unwrap(underKey, kek, kekId)).isEqualTo(dataKey);
        assertThat(envelope.kind(underKey)).isEqualTo(CmsEnvelope.Kind.KEY_ENCRYPTION_KEY);

        SecretBytes password = SecretBytes.ofUtf8("C0rrect horse!".toCharArray());
        byte[] underPassword = envelope.wrapWithPassword(dataKey, password);
        openssl.write("pwri.der", underPassword);
        openssl.run(
                "cms",
                "-decrypt",
                "-inform",
                "DER",
                "-binary",
                "-in",
                "pwri.der",
                "-out",
                "plain2",
                "-pwri_password",
                "C0rrect horse!");
        assertThat(openssl.read("plain2")).isEqualTo(raw());
        assertThat(envelope.unwrapWithPassword(underPassword, password)).isEqualTo(dataKey);
        assertThat(envelope.kind(underPassword)).isEqualTo(CmsEnvelope.Kind.PASSWORD);
        assertThatThrownBy(() -> envelope.unwrap(underKey, RANDOM.key(32), kekId))
                .isInstanceOf(EnvelopeRefused.class);
        assertThatThrownBy(() ->
                        envelope.unwrapWithPassword(underPassword, SecretBytes.ofUtf8("c0rrect horse!".toCharArray())))
                .isInstanceOf(EnvelopeRefused.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "EC_P384"})
    void whatOpensslMakesOpensAndOnlyInTheAcceptedForm(KeyKind kind) throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        KeyPair pair = KeyPairs.generate(kind);
        byte[] keyId = KeyId.of(pair.getPublic());
        writePair(openssl, pair);
        openssl.write("plain", raw());
        boolean rsa = kind.algorithm().equals("RSA");
        String[] options = rsa
                ? new String[] {
                    "-keyopt", "rsa_padding_mode:oaep", "-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha256"
                }
                : new String[] {"-keyopt", "ecdh_kdf_md:sha256"};

        encrypt(openssl, "-aes-256-gcm", "good.der", true, options);
        assertThat(envelope.unwrap(openssl.read("good.der"), pair.getPrivate(), keyId))
                .isEqualTo(dataKey);

        encrypt(openssl, "-aes-256-cbc", "cbc.der", true, options);
        encrypt(openssl, "-aes-128-gcm", "short.der", true, options);
        encrypt(openssl, "-aes-256-gcm", "issuer.der", false, options);
        // The defaults: PKCS#1 v1.5 for RSA, a KDF with SHA-1 for EC.
        encrypt(openssl, "-aes-256-gcm", "default.der", true);
        for (String name : new String[] {"cbc.der", "short.der", "issuer.der", "default.der"}) {
            byte[] cms = openssl.read(name);
            assertThatThrownBy(() -> envelope.unwrap(cms, pair.getPrivate(), keyId))
                    .as(name)
                    .isInstanceOf(EnvelopeRefused.class);
        }
    }

    private static void encrypt(OpenSsl openssl, String cipher, String target, boolean byKeyId, String... options)
            throws Exception {
        java.util.List<String> arguments = new java.util.ArrayList<>(java.util.List.of(
                "cms", "-encrypt", "-binary", "-outform", "DER", "-in", "plain", "-out", target, cipher));
        if (byKeyId) {
            arguments.add("-keyid");
        }
        arguments.addAll(java.util.List.of("-recip", "cert.pem"));
        arguments.addAll(java.util.List.of(options));
        openssl.run(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyKind.class,
            names = {"RSA_2048", "EC_P256"})
    void everyFlippedByteAndEveryCutIsRefusedAlike(KeyKind kind) {
        KeyPair pair = KeyPairs.generate(kind);
        byte[] keyId = KeyId.of(pair.getPublic());
        byte[] cms = envelope.wrap(dataKey, pair.getPublic());
        for (int at = 0; at < cms.length; at++) {
            // One bit of each byte: a change that reaches the private key takes milliseconds to refuse.
            int bit = at % Byte.SIZE;
            byte[] changed = cms.clone();
            changed[at] ^= (byte) (1 << bit);
            requireRefused(changed, pair.getPrivate(), keyId, "byte " + at + " bit " + bit);
            // All bits of what only structure protects: everything but the key and the sealed content.
            for (int other = 1; other < Byte.SIZE && at < STRUCTURE_BYTES; other++) {
                byte[] elsewhere = cms.clone();
                elsewhere[at] ^= (byte) (1 << (bit + other) % Byte.SIZE);
                requireRefused(elsewhere, pair.getPrivate(), keyId, "byte " + at + ", another bit");
            }
            requireRefused(Arrays.copyOf(cms, at), pair.getPrivate(), keyId, "cut at " + at);
        }
        requireRefused(Arrays.copyOf(cms, cms.length + 1), pair.getPrivate(), keyId, "a byte more");
        requireRefused(cms, pair.getPrivate(), new byte[20], "another key id");
        requireRefused(cms, KeyPairs.generate(kind).getPrivate(), keyId, "another key");
        requireRefused(new byte[CmsEnvelope.MAX_BYTES + 1], pair.getPrivate(), keyId, "too long");
    }

    private void requireRefused(byte[] cms, PrivateKey key, byte[] keyId, String what) {
        assertThatThrownBy(() -> envelope.unwrap(cms, key, keyId), what)
                .isInstanceOf(EnvelopeRefused.class)
                .hasMessage("The envelope does not open with this key")
                .hasNoCause();
    }

    @Test
    void everyFlippedByteUnderAKeyIsRefused() {
        SecretBytes kek = RANDOM.key(32);
        byte[] kekId = KeyId.ofSymmetricKey(kek);
        byte[] cms = envelope.wrap(dataKey, kek, kekId);
        for (int bit = 0; bit < cms.length * 8; bit++) {
            byte[] changed = cms.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> envelope.unwrap(changed, kek, kekId), "bit %d", bit)
                    .isInstanceOf(EnvelopeRefused.class)
                    .hasNoCause();
        }
    }

    @Test
    void anIterationCountOverTheCapIsRefusedBeforeDeriving() throws Exception {
        SecretBytes password = SecretBytes.ofUtf8("C0rrect horse!".toCharArray());
        byte[] cms = envelope.wrapWithPassword(dataKey, password);
        // 600,000 is 02 03 09 27 C0 in DER; the largest of three bytes, 8,388,607, is over the cap.
        String hex = Hex.of(cms);
        assertThat(hex).containsOnlyOnce("02030927C0");
        byte[] costly = Hex.parse(hex.replace("02030927C0", "02037FFFFF"));
        assertThatThrownBy(() -> envelope.kind(costly)).isInstanceOf(EnvelopeRefused.class);
        long start = System.nanoTime();
        assertThatThrownBy(() -> envelope.unwrapWithPassword(costly, password)).isInstanceOf(EnvelopeRefused.class);
        // Deriving eight million rounds takes seconds.
        assertThat(System.nanoTime() - start).isLessThan(500_000_000L);
    }

    @Test
    void deeplyNestedBytesAreRefused() {
        byte[] deep = new byte[60_000];
        for (int i = 0; i < deep.length; i += 2) {
            deep[i] = 0x30;
            deep[i + 1] = (byte) 0x80;
        }
        assertThatThrownBy(() -> envelope.kind(deep)).isInstanceOf(EnvelopeRefused.class);
    }

    @Test
    void shortKeysAndShortContentAreProgrammingErrors() throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        assertThatThrownBy(
                        () -> envelope.wrap(dataKey, generator.generateKeyPair().getPublic()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> envelope.wrapWithPassword(RANDOM.key(16), RANDOM.key(8)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> envelope.wrapWithPassword(dataKey, RANDOM.key(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opensslReadsOurCertificateAndChecksOurSignatures() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        KeyPair signer = KeyPairs.generate(KeyKind.EC_P384);
        writePair(openssl, signer);
        X509Certificate certificate = Certificates.parseDer(openssl.read("cert.der"));
        String text = openssl.run("x509 -in cert.pem -noout -text -fingerprint -sha1");
        assertThat(text)
                .contains("CN = Backup, O = Contoso")
                .contains("Not After : Jan  1 00:00:00 2031 GMT")
                .contains("ecdsa-with-SHA384");
        assertThat(text.replace(":", ""))
                .contains(Hex.of(KeyId.of(signer.getPublic())))
                .contains(Hex.of(KeyId.thumbprint(certificate)));
        assertThat(certificate.getSerialNumber().bitLength()).isEqualTo(127);

        byte[] message = "signed footer".getBytes(StandardCharsets.UTF_8);
        byte[] signature = Signatures.sign(Signatures.Scheme.ECDSA_SHA384, signer.getPrivate(), message);
        openssl.write("message", message);
        openssl.write("signature", signature);
        openssl.write("public.der", signer.getPublic().getEncoded());
        assertThat(openssl.run("dgst -sha384 -keyform DER -verify public.der -signature signature message"))
                .contains("Verified OK");
        assertThat(Signatures.verify(Signatures.Scheme.ECDSA_SHA384, signer.getPublic(), message, signature))
                .isTrue();
        openssl.run("dgst -sha384 -sign key.pem -out theirs message");
        assertThat(Signatures.verify(
                        Signatures.Scheme.ECDSA_SHA384, signer.getPublic(), message, openssl.read("theirs")))
                .isTrue();
        message[0] ^= 1;
        assertThat(Signatures.verify(Signatures.Scheme.ECDSA_SHA384, signer.getPublic(), message, signature))
                .isFalse();
        assertThat(Signatures.verify(Signatures.Scheme.ECDSA_SHA384, signer.getPublic(), message, new byte[3]))
                .isFalse();
    }

    @Test
    void pssSignaturesAgreeWithOpenssl() throws Exception {
        OpenSsl openssl = new OpenSsl(folder);
        KeyPair pair = KeyPairs.generate(KeyKind.RSA_2048);
        byte[] message = {1, 2, 3};
        byte[] signature = Signatures.sign(Signatures.Scheme.RSA_PSS_SHA256, pair.getPrivate(), message);
        openssl.write("message", message);
        openssl.write("signature", signature);
        openssl.write("public.der", pair.getPublic().getEncoded());
        assertThat(openssl.run("dgst -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -keyform DER"
                        + " -verify public.der -signature signature message"))
                .contains("Verified OK");
        assertThat(Signatures.verify(Signatures.Scheme.RSA_PSS_SHA256, pair.getPublic(), message, signature))
                .isTrue();
        assertThat(Signatures.verify(Signatures.Scheme.ECDSA_SHA256, pair.getPublic(), message, signature))
                .isFalse();
    }

    @Test
    void anyTextIsASubject() {
        KeyPair pair = KeyPairs.generate(KeyKind.EC_P256);
        for (String subject : new String[] {"MyTestDB Backup Encryption Certificate", "a, b + c = d", "Жук = жук"}) {
            X509Certificate certificate = Certificates.selfSigned(
                    pair,
                    new Certificates.Request(
                            subject,
                            Instant.EPOCH,
                            Instant.parse("9999-12-31T23:59:59Z"),
                            Certificates.Purpose.SIGNING),
                    RANDOM);
            assertThat(org.bouncycastle.asn1.x500.X500Name.getInstance(
                                    certificate.getSubjectX500Principal().getEncoded())
                            .getRDNs()[0]
                            .getFirst()
                            .getValue()
                            .toString())
                    .isEqualTo(subject);
        }
    }
}
