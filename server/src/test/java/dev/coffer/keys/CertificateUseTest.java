package dev.coffer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.BackupRecord;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.Signatures;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.Endorsement;
import dev.coffer.media.Identity;
import dev.coffer.media.WrongKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What backups ask of certificates, what keeps a certificate from being dropped, and what the log hears of it all. */
class CertificateUseTest extends KeyFixture {

    @BeforeEach
    void beginWithAMasterKey() throws Exception {
        createMasterKey("master");
    }

    @Test
    void anEncryptorWrapsADataKeyThatOnlyItsCertificateUnwraps() throws Exception {
        BackupEncryptor encryptor = encryptor("C");
        assertThat(encryptor.neverExported()).isTrue();
        assertThat(encryptor.recipient().encryptor().name()).isEqualTo("C");
        assertThat(encryptor.recipient().encryptor().keyId())
                .isEqualTo(encryptor.certificate().keyId());
        assertThat(encryptor.recipient().encryptor().thumbprint())
                .isEqualTo(encryptor.certificate().thumbprint());

        try (SecretBytes dataKey = new RandomSource().key(32)) {
            byte[] cms = encryptor.recipient().wrap(dataKey);
            assertUnwraps(encryptor.proof(), cms, dataKey);
            assertThat(encryptor.proof().keyId())
                    .isEqualTo(encryptor.certificate().keyId());
            List<Identity> identities = stage.keys().certificates().identities();
            assertUnwraps(identities.get(0), cms, dataKey);

            BackupEncryptor other = encryptor("D");
            assertThatThrownBy(() -> other.proof().unwrap(cms)).isInstanceOf(WrongKey.class);
            assertThatThrownBy(() -> encryptor.proof().unwrap(new byte[] {0x30, 0}))
                    .isInstanceOf(WrongKey.class);
            byte[] changed = cms.clone();
            changed[changed.length - 1] ^= 1;
            assertThatThrownBy(() -> encryptor.proof().unwrap(changed)).isInstanceOf(WrongKey.class);
        }
        stage.keys().certificates().markExported(encryptor.certificate());
        assertThat(stage.keys().certificates().encryptor("c").neverExported()).isFalse();
    }

    @Test
    void anEncryptorVouchesForTheSignerAndForNobodyElse() throws Exception {
        BackupEncryptor encryptor = encryptor("C");
        byte[] signer = stage.keys().signingKey().signer().publicKey();
        Endorsement endorsement = encryptor.recipient().endorse(signer).orElseThrow();
        assertThat(endorsement.keyId()).isEqualTo(encryptor.certificate().keyId());
        assertThat(endorsement.algorithm()).isEqualTo(Endorsement.Algorithm.RSA_PSS_SHA256);
        assertThat(endorses(encryptor, endorsement, signer)).isTrue();
        byte[] stranger = KeyPairs.generate(KeyKind.EC_P384).getPublic().getEncoded();
        assertThat(endorses(encryptor, endorsement, stranger)).isFalse();
        assertThat(endorses(encryptor("D"), endorsement, signer)).isFalse();
    }

    @Test
    void theServersOwnAndAMissingCertificateEncryptNothing() throws Exception {
        assertNumber(33101, () -> stage.keys().certificates().encryptor(SigningRows.NAME));
        assertNumber(15151, () -> stage.keys().certificates().encryptor("none"));
        KnownCertificate known = encryptor("C").certificate();
        stage.keys().certificates().drop("master", "C", Force.NO);
        stage.keys()
                .certificates()
                .create(
                        "master",
                        new NewCertificate.Imported("C", known.certificate(), Optional.empty(), Optional.empty()));
        assertNumber(33101, () -> stage.keys().certificates().encryptor("C"));
    }

    @Test
    void aCertificateThatBackupsNeedIsDroppedOnlyWhenItsKeyIsElsewhereOrByForce() throws Exception {
        CertificateStore certificates = stage.keys().certificates();
        record(encryptor("C").certificate());
        record(certificates.require("master", "C", "find"));
        SqlError refused = error(() -> certificates.drop("master", "C", Force.NO));
        assertThat(refused.number()).isEqualTo(49903);
        assertThat(refused.clientText()).contains("'C'", "2", "WITH FORCE", "BACKUP CERTIFICATE");
        assertThat(certificates.find("master", "C")).as("still there").isPresent();

        List<Notice> notices = certificates.drop("master", "C", Force.YES);
        assertThat(notices).extracting(Notice::message).containsExactly(Message.NAMED_BACKUPS_NEED_CERTIFICATE);
        assertThat(notices.get(0).text()).contains("2", "'C'");
        assertThat(certificates.find("master", "C")).isEmpty();
    }

    @Test
    void anExportedCertificateIsDroppedWithAWordAndAnUnusedOneWithout() throws Exception {
        CertificateStore certificates = stage.keys().certificates();
        KnownCertificate exported = encryptor("Exported").certificate();
        record(exported);
        certificates.markExported(exported);
        assertThat(certificates.drop("master", "Exported", Force.NO))
                .extracting(Notice::message)
                .containsExactly(Message.NAMED_BACKUPS_NEED_CERTIFICATE);

        KnownCertificate unused = encryptor("Unused").certificate();
        assertThat(certificates.drop("master", "Unused", Force.NO)).isEmpty();
        assertThat(certificates.byKeyId(unused.keyId())).isEmpty();
    }

    @Test
    void aChangedCertificateIsDroppedOnlyByForce() throws Exception {
        encryptor("C");
        assertThat(stage.tamper("UPDATE coffer.certificate SET subject = 'x' WHERE name_key = 'c'"))
                .isEqualTo(1);
        assertNumber(49910, () -> stage.keys().certificates().drop("master", "C", Force.NO));
        assertThat(stage.keys().certificates().drop("master", "C", Force.YES)).isEmpty();
        assertThat(stage.keys().certificates().find("master", "C")).isEmpty();
    }

    @Test
    void theLogHearsOfFailuresAndOfNoSecret() throws Exception {
        List<byte[]> secrets = new ArrayList<>();
        secrets.add(PASSWORD.getBytes(StandardCharsets.UTF_8));
        String log = logOf(() -> useEveryKey(secrets));

        assertThat(log).as("what went wrong is in the log").contains("stays sealed", "was changed outside");
        for (byte[] secret : secrets) {
            assertThat(log).doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
            assertThat(log.toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain(HexFormat.of().formatHex(secret));
            assertThat(log).doesNotContain(Base64.getEncoder().encodeToString(secret));
        }
    }

    /** Creates, uses, exports and restores keys, with every failure that is logged in between. */
    private void useEveryKey(List<byte[]> secrets) throws Exception {
        BackupEncryptor encryptor = encryptor("C");
        encryptor("Changed");
        try (HierarchyKey root = stage.keys().serviceMasterKey().require();
                SecretBytes secret = root.secret();
                HierarchyKey masterKey = stage.keys().masterKeys().require("master");
                SecretBytes masterSecret = masterKey.secret();
                SecretBytes dataKey = new RandomSource().key(32)) {
            secrets.add(secret.reveal(SecretAccess.GRANTED));
            secrets.add(masterSecret.reveal(SecretAccess.GRANTED));
            secrets.add(dataKey.reveal(SecretAccess.GRANTED));
            encryptor.proof().unwrap(encryptor.recipient().wrap(dataKey)).close();
        }
        PrivateKey key = stage.keys().certificates().privateKey(encryptor.certificate(), Optional.empty());
        secrets.add(key.getEncoded());
        secrets.add(Files.readAllBytes(stage.keyFile()));
        byte[] backup;
        try (SecretBytes password = KeyStage.secret(PASSWORD)) {
            backup = stage.keys().serviceMasterKey().export(password).envelope();
        }
        stage.tamper("UPDATE coffer.certificate SET subject = 'x' WHERE name_key = 'changed'");
        assertThat(stage.keys().certificates().identities()).hasSize(1);
        Files.delete(stage.keyFile());
        stage.restart();
        assertThatThrownBy(() -> encryptor.proof().unwrap(new byte[0])).isInstanceOf(WrongKey.class);
        assertThat(encryptor.recipient().endorse(new byte[0])).isEmpty();
        try (SecretBytes password = KeyStage.secret(PASSWORD);
                SecretBytes wrong = KeyStage.secret(PASSWORD + "!")) {
            assertNumber(15465, () -> stage.keys().serviceMasterKey().restore(backup, wrong, Force.NO));
            stage.keys().serviceMasterKey().restore(backup, password, Force.YES);
        }
    }

    /** Everything logged meanwhile, down to TRACE, with arguments and stack traces. */
    private static String logOf(ThrowingCallable work) throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        root.setLevel(Level.TRACE);
        root.addAppender(heard);
        try {
            work.call();
        } catch (Throwable failed) {
            throw new IllegalStateException("The keys could not be used", failed);
        } finally {
            root.detachAppender(heard);
            root.setLevel(before);
        }
        return List.copyOf(heard.list).stream()
                .map(event -> event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }

    private static BackupEncryptor encryptor(String name) throws SqlError {
        stage.keys().certificates().create("master", KeyStage.selfSigned(name));
        return stage.keys().certificates().encryptor(name);
    }

    private static void assertUnwraps(Identity identity, byte[] cms, SecretBytes dataKey) throws WrongKey {
        try (SecretBytes opened = identity.unwrap(cms)) {
            assertThat(opened.reveal(SecretAccess.GRANTED)).isEqualTo(dataKey.reveal(SecretAccess.GRANTED));
        }
    }

    private static boolean endorses(BackupEncryptor encryptor, Endorsement endorsement, byte[] signer) {
        return Signatures.verify(
                Signatures.Scheme.RSA_PSS_SHA256,
                encryptor.certificate().certificate().getPublicKey(),
                Endorsement.message(signer),
                endorsement.signature());
    }

    /** A backup that this certificate opens, as the history lists it. */
    private static void record(KnownCertificate certificate) throws SqlError {
        BackupRecord.Recipient recipient = new BackupRecord.Recipient(
                "CERTIFICATE", certificate.keyId(), certificate.thumbprint(), certificate.name());
        BackupRecord.Family family = new BackupRecord.Family(
                UUID.randomUUID(), 1, 0, new BackupRecord.Device("/backup/shop.bak", 2, Optional.empty()));
        stage.catalog()
                .history()
                .recordBackup(new BackupRecord(
                        UUID.randomUUID(),
                        new BackupRecord.Media(UUID.randomUUID(), "", "", true, 1, List.of(family)),
                        1,
                        new BackupRecord.Text("", "", "sa", "TESTSERVER", "host"),
                        'D',
                        KeyStage.NOW,
                        KeyStage.NOW.plusSeconds(1),
                        Optional.empty(),
                        new BackupRecord.LogRange(BigInteger.ONE, BigInteger.TWO, BigInteger.ONE, BigInteger.ZERO),
                        new BackupRecord.Sizes(8192, 100),
                        new BackupRecord.Flags(false, true, true, false, true, false),
                        new BackupRecord.Source(
                                "shop",
                                KeyStage.NOW,
                                "FULL",
                                "Latin1_General_100_BIN2_UTF8",
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                UUID.randomUUID(),
                                UUID.randomUUID()),
                        Optional.empty(),
                        Optional.of(new BackupRecord.Encryption("aes_256", List.of(recipient))),
                        new byte[32],
                        List.of()));
    }
}
