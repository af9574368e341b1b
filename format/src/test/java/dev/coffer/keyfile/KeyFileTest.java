package dev.coffer.keyfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.Hex;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.OpenSsl;
import dev.coffer.crypto.RandomSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final RandomSource RANDOM = new RandomSource();
    private static final String CANARY = "Жук-ключ-é-🔑-C4nary!";
    private static final KeyPair RSA = KeyPairs.generate(KeyKind.RSA_2048);
    private static final KeyPair EC = KeyPairs.generate(KeyKind.EC_P384);

    @TempDir
    private Path folder;

    private OpenSsl openssl;

    @BeforeEach
    void begin() throws Exception {
        openssl = new OpenSsl(folder);
        // Non-ASCII passwords go to openssl by file, so that no locale stands between.
        openssl.write("password", (CANARY + "\n").getBytes(StandardCharsets.UTF_8));
        openssl.write("rsa.der", RSA.getPrivate().getEncoded());
        openssl.write("cert.der", certificate(RSA).getEncoded());
        openssl.run("pkey -inform DER -in rsa.der -out rsa.pem");
        openssl.run("x509 -inform DER -in cert.der -out cert.pem");
    }

    private static X509Certificate certificate(KeyPair pair) {
        return Certificates.selfSigned(
                pair,
                new Certificates.Request(
                        "test",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z"),
                        Certificates.Purpose.ENCRYPTION),
                RANDOM);
    }

    private static SecretBytes password() {
        return SecretBytes.ofUtf8(CANARY.toCharArray());
    }

    private static SecretBytes wrong() {
        return SecretBytes.ofUtf8("wrong".toCharArray());
    }

    private static boolean same(PrivateKey a, PrivateKey b) {
        return a.equals(b) || Arrays.equals(a.getEncoded(), b.getEncoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void opensslReadsOurPkcs8(String algorithm) throws Exception {
        KeyPair pair = algorithm.equals("RSA") ? RSA : EC;
        byte[] file = new Pkcs8(RANDOM).write(pair.getPrivate(), password());
        openssl.write("ours", file);
        openssl.run("pkey -inform DER -in ours -passin file:password -pubout -outform DER -out public.der");
        assertThat(openssl.read("public.der")).isEqualTo(pair.getPublic().getEncoded());
        assertThat(openssl.run("asn1parse -inform DER -in ours"))
                .contains("PBES2", "PBKDF2", ":0927C0", "hmacWithSHA256", "aes-256-cbc");
        assertThat(KeyFile.detect(file)).isEqualTo(KeyFile.Format.ENCRYPTED_PKCS8);
        assertThat(same(KeyFile.readPrivateKey(file, password()), pair.getPrivate()))
                .isTrue();
        assertThatThrownBy(() -> KeyFile.readPrivateKey(file, wrong())).isInstanceOf(WrongPassword.class);
        assertThatThrownBy(() -> KeyFile.readPrivateKey(file, null)).isInstanceOf(WrongPassword.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v2 aes-256-cbc",
                "-v2 aes-128-cbc -v2prf hmacWithSHA512",
                "-v2 des3 -v2prf hmacWithSHA1",
                "-v1 PBE-SHA1-3DES"
            })
    void weReadThePkcs8OfOpenssl(String how) throws Exception {
        for (String form : new String[] {"DER", "PEM"}) {
            String[] arguments = ("pkcs8 -topk8 -in rsa.pem -passout file:password -out theirs -outform " + form + " "
                            + how)
                    .split(" ");
            openssl.run(arguments);
            assertThat(same(KeyFile.readPrivateKey(openssl.read("theirs"), password()), RSA.getPrivate()))
                    .isTrue();
            assertThatThrownBy(() -> KeyFile.readPrivateKey(openssl.read("theirs"), wrong()))
                    .isInstanceOf(WrongPassword.class);
        }
    }

    @Test
    void keysInTheClearAreReadInEveryForm() throws Exception {
        openssl.run("rsa -in rsa.pem -traditional -outform DER -out pkcs1.der");
        openssl.run("rsa -in rsa.pem -traditional -out pkcs1.pem");
        openssl.write("ec.der", EC.getPrivate().getEncoded());
        openssl.run("ec -inform DER -in ec.der -out sec1.pem");
        for (String name : new String[] {"rsa.der", "rsa.pem", "pkcs1.der", "pkcs1.pem"}) {
            assertThat(same(KeyFile.readPrivateKey(openssl.read(name), null), RSA.getPrivate()))
                    .as(name)
                    .isTrue();
        }
        assertThat(KeyPairs.matches(KeyFile.readPrivateKey(openssl.read("sec1.pem"), null), EC.getPublic()))
                .isTrue();
        assertThat(KeyFile.detect(openssl.read("pkcs1.der"))).isEqualTo(KeyFile.Format.RSA_PRIVATE_KEY);
        assertThat(KeyFile.detect(openssl.read("sec1.pem"))).isEqualTo(KeyFile.Format.EC_PRIVATE_KEY);
        assertThat(KeyFile.detect(openssl.read("cert.pem"))).isEqualTo(KeyFile.Format.CERTIFICATE);
        assertThat(KeyFile.readCertificate(openssl.read("cert.pem")))
                .isEqualTo(KeyFile.readCertificate(openssl.read("cert.der")));
        assertThat(KeyFile.detect("Not a key".getBytes(StandardCharsets.UTF_8))).isEqualTo(KeyFile.Format.UNKNOWN);
    }

    @Test
    void opensslReadsOurPfxAndWeReadTheirs() throws Exception {
        byte[] file = new Pfx(RANDOM).write("Мой ключ", certificate(RSA), RSA.getPrivate(), password());
        openssl.write("ours.pfx", file);
        openssl.run("pkcs12 -in ours.pfx -passin file:password -nodes -out all.pem");
        assertThat(same(KeyFile.readPrivateKey(openssl.read("all.pem"), null), RSA.getPrivate()))
                .isTrue();
        assertThat(KeyMatch.matches(RSA.getPrivate(), KeyFile.readCertificate(openssl.read("all.pem"))))
                .isTrue();
        String shape = openssl.run("pkcs12 -in ours.pfx -passin file:password -info -noout");
        assertThat(shape).contains("sha256, Iteration 600000", "AES-256-CBC, Iteration 600000");
        assertThat(KeyFile.detect(file)).isEqualTo(KeyFile.Format.PFX);
        assertThat(same(Pfx.read(file, password()).privateKey(), RSA.getPrivate()))
                .isTrue();
        assertThatThrownBy(() -> Pfx.read(file, wrong())).isInstanceOf(WrongPassword.class);

        openssl.run("pkcs12 -export -inkey rsa.pem -in cert.pem -passout file:password -out theirs.pfx");
        Pfx.Contents theirs = Pfx.read(openssl.read("theirs.pfx"), password());
        assertThat(same(theirs.privateKey(), RSA.getPrivate())).isTrue();
        assertThat(theirs.certificate()).isEqualTo(KeyFile.readCertificate(openssl.read("cert.pem")));

        // What Windows writes by default: triple DES, RC2 and a MAC with SHA-1.
        openssl.run("pkcs12 -export -legacy -inkey rsa.pem -in cert.pem -passout file:password -out legacy.pfx");
        assertThat(same(Pfx.read(openssl.read("legacy.pfx"), password()).privateKey(), RSA.getPrivate()))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Pvk.Strength.class)
    void opensslReadsOurPvkAndWeReadTheirs(Pvk.Strength strength) throws Exception {
        SecretBytes password = SecretBytes.ofUtf8("Passw0rd".toCharArray());
        byte[] file = new Pvk(RANDOM).write(RSA.getPrivate(), password, strength);
        openssl.write("ours.pvk", file);
        openssl.run("rsa -inform PVK -in ours.pvk -passin pass:Passw0rd -provider legacy -provider"
                + " default -out back.pem");
        assertThat(same(KeyFile.readPrivateKey(openssl.read("back.pem"), null), RSA.getPrivate()))
                .isTrue();
        assertThat(KeyFile.detect(file)).isEqualTo(KeyFile.Format.PVK);
        assertThat(same(KeyFile.readPrivateKey(file, password), RSA.getPrivate()))
                .isTrue();
        assertThatThrownBy(() -> KeyFile.readPrivateKey(file, wrong())).isInstanceOf(WrongPassword.class);

        String option = strength == Pvk.Strength.STRONG ? "-pvk-strong" : "-pvk-weak";
        openssl.run("rsa -in rsa.pem -outform PVK " + option
                + " -passout pass:Passw0rd -provider legacy -provider default -out theirs.pvk");
        assertThat(same(KeyFile.readPrivateKey(openssl.read("theirs.pvk"), password), RSA.getPrivate()))
                .isTrue();
        openssl.run("rsa -in rsa.pem -outform PVK -pvk-none -provider legacy -provider default -out clear.pvk");
        assertThat(same(KeyFile.readPrivateKey(openssl.read("clear.pvk"), null), RSA.getPrivate()))
                .isTrue();
    }

    @Test
    void aPvkWithAnyChangedNumberIsRefused() throws Exception {
        openssl.run("rsa -in rsa.pem -outform PVK -pvk-none -provider legacy -provider default -out clear.pvk");
        byte[] file = openssl.read("clear.pvk");
        // From RSA2 on everything counts; every seventh byte keeps the test short.
        for (int at = 32; at < file.length; at += 7) {
            byte[] changed = file.clone();
            changed[at] ^= 4;
            assertThatThrownBy(() -> KeyFile.readPrivateKey(changed, null))
                    .as("byte %d", at)
                    .isInstanceOf(BadKeyFile.class);
        }
        for (int length = 0; length < file.length; length += 7) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> KeyFile.readPrivateKey(cut, null))
                    .as("cut at %d", length)
                    .isInstanceOf(BadKeyFile.class);
        }
    }

    @Test
    void theBackupOfAMasterKeyOpensWithOpensslAndTellsPasswordFromForm() throws Exception {
        PasswordEnvelope envelope = new PasswordEnvelope(RANDOM);
        SecretBytes key = RANDOM.key(32);
        byte[] file = envelope.seal(key, password());
        assertThat(envelope.open(file, password())).isEqualTo(key);
        assertThat(KeyFile.detect(file)).isEqualTo(KeyFile.Format.CMS);
        assertThatThrownBy(() -> envelope.open(file, wrong())).isInstanceOf(WrongPassword.class);
        assertThatThrownBy(() -> envelope.open(openssl.read("cert.der"), password()))
                .isInstanceOf(BadKeyFile.class);
        assertThatThrownBy(() -> envelope.open(Arrays.copyOf(file, file.length - 1), password()))
                .isInstanceOf(BadKeyFile.class);
        byte[] changed = file.clone();
        changed[changed.length - 1] ^= 1;
        assertThatThrownBy(() -> envelope.open(changed, password())).isInstanceOf(WrongPassword.class);

        byte[] ascii = envelope.seal(key, SecretBytes.ofUtf8("Asc1i pass".toCharArray()));
        openssl.write("smk.key", ascii);
        openssl.run(
                "cms",
                "-decrypt",
                "-inform",
                "DER",
                "-binary",
                "-in",
                "smk.key",
                "-pwri_password",
                "Asc1i pass",
                "-out",
                "smk");
        assertThat(SecretBytes.adopt(openssl.read("smk"))).isEqualTo(key);
    }

    @Test
    void iterationCountsOverTheCapAreRefusedInEveryFile() throws Exception {
        byte[] pkcs8 = costly(new Pkcs8(RANDOM).write(RSA.getPrivate(), password()));
        byte[] pfx = costly(new Pfx(RANDOM).write("n", certificate(RSA), RSA.getPrivate(), password()));
        byte[] envelope = costly(new PasswordEnvelope(RANDOM).seal(RANDOM.key(32), password()));
        assertThatThrownBy(() -> KeyFile.readPrivateKey(pkcs8, password()))
                .isInstanceOf(BadKeyFile.class)
                .hasMessageContaining("8388607");
        assertThatThrownBy(() -> Pfx.read(pfx, password()))
                .isInstanceOf(BadKeyFile.class)
                .hasMessageContaining("8388607");
        assertThatThrownBy(() -> new PasswordEnvelope(RANDOM).open(envelope, password()))
                .isInstanceOf(BadKeyFile.class);
    }

    private static byte[] costly(byte[] file) {
        String hex = Hex.of(file);
        assertThat(hex).contains("02030927C0");
        return Hex.parse(hex.replace("02030927C0", "02037FFFFF"));
    }

    @Test
    void noExceptionCarriesThePasswordOrTheKey() throws Exception {
        byte[] clear = RSA.getPrivate().getEncoded();
        byte[][] files = {
            clear,
            Arrays.copyOf(clear, 200),
            new Pkcs8(RANDOM).write(RSA.getPrivate(), password()),
            (CANARY + " -----BEGIN PRIVATE KEY-----\n" + CANARY).getBytes(StandardCharsets.UTF_8),
            ("-----BEGIN PRIVATE KEY-----\n" + CANARY + "\n-----END PRIVATE KEY-----\n")
                    .getBytes(StandardCharsets.UTF_8),
            CANARY.getBytes(StandardCharsets.UTF_8),
            new Pvk(RANDOM).write(RSA.getPrivate(), password(), Pvk.Strength.STRONG)
        };
        String keyHex = Hex.of(clear).substring(100, 140);
        int failures = 0;
        for (byte[] file : files) {
            // Every reading of an encrypted file derives a key for a third of a second.
            boolean slow = KeyFile.detect(file) == KeyFile.Format.ENCRYPTED_PKCS8;
            for (int at = 0; at < file.length; at += slow ? 397 : 97) {
                byte[] changed = file.clone();
                changed[at] ^= 0x11;
                failures += printed(() -> KeyFile.readPrivateKey(changed, wrong()), keyHex);
                failures += printed(() -> KeyFile.readPrivateKey(changed, null), keyHex);
            }
            failures += printed(() -> KeyFile.readCertificate(file), keyHex);
        }
        assertThat(failures).isGreaterThan(20);
    }

    private interface Reading {
        Object read() throws Exception;
    }

    private static int printed(Reading reading, String keyHex) {
        try {
            reading.read();
            return 0;
        } catch (BadKeyFile | WrongPassword refused) {
            StringWriter trace = new StringWriter();
            refused.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("C4nary").doesNotContainIgnoringCase(keyHex);
            return 1;
        } catch (Exception unexpected) {
            throw new AssertionError("Another exception than the declared ones", unexpected);
        }
    }
}
