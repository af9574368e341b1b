package dev.coffer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.Signatures;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetSigner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The hierarchy on a real cluster: life, tampering, loss of the seal. */
class KeyHierarchyTest extends KeyFixture {

    @Test
    void theFirstStartMakesKeyFileAndSigningKeyAndTheNextOneOpensThem() throws Exception {
        assertThat(stage.keys().serviceMasterKey().locked()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stage.keyFile())))
                .isEqualTo("rw-------");
        assertThat(stage.keys().startNotices()).singleElement().asString().contains("never backed up");
        byte[] signer = stage.keys().signingKey().certificate().getEncoded();
        assertThat(Files.readAllBytes(stage.folder().resolve("signing.cer"))).isEqualTo(signer);

        KeyHierarchy again = stage.restart();
        assertThat(again.serviceMasterKey().locked()).isFalse();
        assertThat(again.signingKey().certificate().getEncoded()).isEqualTo(signer);

        SetSigner setSigner = again.signingKey().signer();
        byte[] message = {1, 2, 3};
        assertThat(Signatures.verify(
                        Signatures.Scheme.ECDSA_SHA384,
                        KeyPairs.decodePublic(setSigner.publicKey()),
                        message,
                        setSigner.sign(message)))
                .isTrue();
        assertThat(again.signingKey().trust().trusts(setSigner.publicKey())).isTrue();
        assertThat(again.signingKey()
                        .trust()
                        .trusts(KeyPairs.generate(KeyKind.EC_P384).getPublic().getEncoded()))
                .isFalse();
    }

    @Test
    void masterKeyAndCertificatesLiveAndEndAsOnSqlServer() throws Exception {
        CertificateStore certificates = stage.keys().certificates();
        assertNumber(15581, () -> certificates.create("master", KeyStage.selfSigned("C")));
        assertNumber(15151, () -> stage.keys().masterKeys().drop("master"));
        createMasterKey("master");
        assertNumber(15578, () -> createMasterKey("MASTER"));

        assertThat(certificates.create("master", KeyStage.selfSigned("MyCert"))).isEmpty();
        assertNumber(15232, () -> certificates.create("master", KeyStage.selfSigned("mycert")));
        KnownCertificate known = certificates.require("master", "MYCERT", "find");
        assertThat(known.name()).isEqualTo("MyCert");
        assertThat(known.protection()).isEqualTo(Protection.MASTER_KEY);
        assertThat(known.exportedAt()).isEmpty();
        assertThat(known.certificate().getNotAfter().toInstant()).isEqualTo("2027-11-23T10:00:00Z");
        assertNumber(
                15232,
                () -> certificates.create(
                        "master",
                        new NewCertificate.Imported("Other", known.certificate(), Optional.empty(), Optional.empty())));
        assertThat(certificates.byKeyId(known.keyId())).hasSize(1);

        PrivateKey key = certificates.privateKey(known, Optional.empty());
        assertThat(KeyPairs.matches(key, known.certificate().getPublicKey())).isTrue();
        certificates.markExported(known);
        assertThat(certificates.require("master", "MyCert", "find").exportedAt())
                .contains(KeyStage.NOW);

        assertNumber(15580, () -> stage.keys().masterKeys().drop("master"));
        assertThat(certificates.drop("master", "MyCert", Force.NO)).isEmpty();
        assertNumber(15151, () -> certificates.drop("master", "MyCert", Force.NO));
        assertNumber(15151, () -> certificates.drop("master", SigningRows.NAME, Force.YES));
        stage.keys().masterKeys().drop("master");
        assertThat(stage.keys().masterKeys().exists("master")).isFalse();
    }

    @Test
    void aPasswordProtectsAPrivateKeyInsteadOfTheMasterKey() throws Exception {
        CertificateStore certificates = stage.keys().certificates();
        try (SecretBytes password = KeyStage.secret(PASSWORD);
                SecretBytes wrong = KeyStage.secret("Wrong-Passw0rd")) {
            certificates.create(
                    "master",
                    new NewCertificate.SelfSigned(
                            "P", "CN=x", Optional.empty(), Optional.empty(), Optional.of(password)));
            KnownCertificate known = certificates.require("master", "P", "find");
            assertNumber(15334, () -> certificates.privateKey(known, Optional.empty()));
            assertNumber(15465, () -> certificates.privateKey(known, Optional.of(wrong)));
            assertThat(KeyPairs.matches(
                            certificates.privateKey(known, Optional.of(password)),
                            known.certificate().getPublicKey()))
                    .isTrue();
            assertNumber(33101, () -> certificates.encryptor("P"));
            assertThat(certificates.identities()).isEmpty();
        }
    }

    @Test
    void aUserDatabaseHasKeysOfItsOwn() throws Exception {
        stage.createDatabase("Shop");
        createMasterKey("shop");
        CertificateStore certificates = stage.keys().certificates();
        certificates.create("Shop", KeyStage.selfSigned("C"));
        assertThat(certificates.find("master", "C")).isEmpty();
        KnownCertificate known = certificates.require("shop", "c", "find");
        assertThatCode(() -> certificates.privateKey(known, Optional.empty())).doesNotThrowAnyException();
        assertNumber(15151, () -> certificates.encryptor("C"));
        assertNumber(15580, () -> stage.keys().masterKeys().drop("Shop"));
        assertNumber(911, () -> certificates.find("none", "C"));
        stage.restart();
        assertThatCode(() -> stage.keys().certificates().privateKey(known, Optional.empty()))
                .doesNotThrowAnyException();
    }

    @Test
    void changedRowsAreNoticedAtUse() throws Exception {
        createMasterKey("master");
        CertificateStore certificates = stage.keys().certificates();
        certificates.create("master", KeyStage.selfSigned("A"));
        certificates.create("master", KeyStage.selfSigned("B"));
        KnownCertificate before = certificates.require("master", "A", "find");

        List<String> changes = List.of(
                "exported_at = now()",
                "name = 'Z'",
                "thumbprint = decode(repeat('00', 20), 'hex')",
                "key_id = decode(repeat('00', 20), 'hex')",
                "expires_at = expires_at + interval '1 year'",
                "protection = 'PW'",
                "row_mac = decode(repeat('00', 32), 'hex')",
                "der = (SELECT der FROM coffer.certificate WHERE name_key = 'b')",
                "sealed_private_key = (SELECT sealed_private_key FROM coffer.certificate WHERE name_key = 'b')");
        stage.tamper("DROP TABLE IF EXISTS public.kept");
        stage.tamper("CREATE TABLE public.kept AS SELECT * FROM coffer.certificate WHERE name_key = 'a'");
        for (String change : changes) {
            assertThat(stage.tamper("UPDATE coffer.certificate SET " + change + " WHERE name_key = 'a'"))
                    .as(change)
                    .isEqualTo(1);
            assertNumber(49910, () -> certificates.find("master", "A"));
            assertNumber(49910, () -> certificates.encryptor("A"));
            assertThat(certificates.identities()).as(change).hasSize(1);
            assertNumber(49910, () -> certificates.drop("master", "A", Force.NO));
            stage.tamper("DELETE FROM coffer.certificate WHERE name_key = 'a'");
            stage.tamper("INSERT INTO coffer.certificate SELECT * FROM public.kept");
            assertThat(certificates.require("master", "A", "find").keyId()).isEqualTo(before.keyId());
        }
        stage.tamper("UPDATE coffer.certificate SET subject = 'x' WHERE name = '" + SigningRows.NAME + "'");
        assertNumber(49910, () -> stage.keys().signingKey().trust());
    }

    @Test
    void aPlantedSignerIsNotTrusted() throws Exception {
        byte[] planted = KeyPairs.generate(KeyKind.EC_P384).getPublic().getEncoded();
        stage.tamper("INSERT INTO coffer.trusted_signer VALUES (gen_random_uuid(), decode('"
                + HexFormat.of().formatHex(planted) + "', 'hex'), 'RETIRED', now(), decode(repeat('00', 32),"
                + " 'hex'))");
        assertNumber(49910, () -> stage.keys().signingKey().trust());
    }

    @Test
    void withoutItsKeyFileTheInstanceIsLockedUntilTheServiceMasterKeyIsRestored() throws Exception {
        createMasterKey("master");
        stage.keys().certificates().create("master", KeyStage.selfSigned("C"));
        byte[] signer = stage.keys().signingKey().certificate().getEncoded();
        byte[] backup = export();
        markExported();
        assertThat(stage.keys().startNotices()).isEmpty();
        Files.delete(stage.keyFile());

        KeyHierarchy locked = stage.restart();
        assertThat(locked.serviceMasterKey().locked()).isTrue();
        assertThat(stage.keyFile()).as("a lost seal is not replaced silently").doesNotExist();
        assertThat(locked.startNotices()).singleElement().asString().contains("RESTORE SERVICE MASTER KEY");
        assertNumber(49902, () -> locked.certificates().find("master", "C"));
        assertNumber(49902, () -> locked.certificates().find("master", "none"));
        assertNumber(49902, () -> locked.certificates().identities());
        assertNumber(49902, () -> locked.certificates().byKeyId(new byte[20]));
        assertNumber(49902, () -> locked.certificates().encryptor("C"));
        assertNumber(49902, () -> locked.signingKey().signer());
        assertNumber(49902, () -> createMasterKey("master"));
        assertNumber(49902, this::export);

        assertNumber(15465, () -> restore(backup, "Wrong-Passw0rd", Force.NO));
        assertNumber(15317, () -> restore(new byte[] {1, 2, 3}, PASSWORD, Force.YES));
        assertThat(locked.serviceMasterKey().locked()).isTrue();
        assertThat(restore(backup, PASSWORD, Force.NO)).isEmpty();

        assertThat(locked.serviceMasterKey().locked()).isFalse();
        assertThat(stage.keyFile()).exists();
        for (int start = 0; start < 2; start++) {
            KeyHierarchy keys = start == 0 ? locked : stage.restart();
            KnownCertificate known = keys.certificates().require("master", "C", "find");
            assertThatCode(() -> keys.certificates().privateKey(known, Optional.empty()))
                    .doesNotThrowAnyException();
            assertThat(keys.signingKey().certificate().getEncoded()).isEqualTo(signer);
        }
        assertThat(restore(backup, PASSWORD, Force.NO))
                .extracting(Notice::message)
                .containsExactly(Message.SAME_MASTER_KEY);
    }

    @Test
    void anotherServiceMasterKeyTakesOverEverythingTheOldOneSealed() throws Exception {
        createMasterKey("master");
        stage.keys().certificates().create("master", KeyStage.selfSigned("C"));
        stage.createDatabase("Stall");
        createMasterKey("Stall");
        byte[] signer = stage.keys().signingKey().certificate().getEncoded();
        byte[] foreign = foreignBackup();

        assertThat(restore(foreign, PASSWORD, Force.NO)).isEmpty();
        for (int start = 0; start < 2; start++) {
            KeyHierarchy keys = start == 0 ? stage.keys() : stage.restart();
            assertThat(keys.signingKey().certificate().getEncoded()).isEqualTo(signer);
            assertThatCode(() -> keys.signingKey().signer().sign(new byte[1])).doesNotThrowAnyException();
            assertThatCode(() -> keys.masterKeys().require("stall").close()).doesNotThrowAnyException();
            KnownCertificate known = keys.certificates().require("master", "C", "find");
            assertThatCode(() -> keys.certificates().privateKey(known, Optional.empty()))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aNewServiceMasterKeyOpensAllThatTheOldOneSealedAndWasNeverBackedUp() throws Exception {
        createMasterKey("master");
        stage.keys().certificates().create("master", KeyStage.selfSigned("C"));
        stage.createDatabase("Paddock");
        createMasterKey("Paddock");
        byte[] old = export();
        markExported();
        assertThat(stage.keys().serviceMasterKey().regenerate(Force.NO)).isEmpty();
        for (int start = 0; start < 2; start++) {
            KeyHierarchy keys = start == 0 ? stage.keys() : stage.restart();
            assertThat(keys.isLocked()).isFalse();
            assertThat(keys.serviceMasterKey().exported()).isFalse();
            assertThatCode(() -> keys.signingKey().signer().sign(new byte[1])).doesNotThrowAnyException();
            assertThatCode(() -> keys.masterKeys().require("paddock").close()).doesNotThrowAnyException();
            KnownCertificate known = keys.certificates().require("master", "C", "find");
            assertThatCode(() -> keys.certificates().privateKey(known, Optional.empty()))
                    .doesNotThrowAnyException();
        }
        assertThat(restore(old, PASSWORD, Force.NO)).as("another key").isEmpty();
    }

    @Test
    void aServiceMasterKeyIsNotRegeneratedOverWhatItCannotOpenUnlessForced() throws Exception {
        createMasterKey("master");
        stage.keys().certificates().create("master", KeyStage.selfSigned("C"));
        stage.tamper("UPDATE coffer.master_key_copy SET sealed = decode(repeat('00', 61), 'hex')");
        assertNumber(15320, () -> stage.keys().serviceMasterKey().regenerate(Force.NO));
        assertThatCode(() -> stage.keys().certificates().require("master", "C", "find"))
                .as("nothing was changed")
                .doesNotThrowAnyException();
        assertThat(stage.keys().serviceMasterKey().regenerate(Force.YES))
                .extracting(Notice::message)
                .containsExactly(Message.FORCED_DECRYPTION_ERROR);
        Files.delete(stage.keyFile());
        stage.restart();
        assertNumber(15329, () -> stage.keys().serviceMasterKey().regenerate(Force.NO));
    }

    @Test
    void whatTheOldServiceMasterKeyCannotOpenNeedsForce() throws Exception {
        createMasterKey("master");
        stage.keys().certificates().create("master", KeyStage.selfSigned("C"));
        byte[] foreign = foreignBackup();
        stage.tamper("UPDATE coffer.master_key_copy SET sealed = decode(repeat('00', 61), 'hex')");
        assertNumber(15320, () -> restore(foreign, PASSWORD, Force.NO));
        assertThatCode(() -> stage.keys().certificates().require("master", "C", "find"))
                .as("nothing was changed")
                .doesNotThrowAnyException();
        assertThat(restore(foreign, PASSWORD, Force.YES))
                .extracting(Notice::message)
                .containsExactly(Message.FORCED_DECRYPTION_ERROR);
        KnownCertificate known = stage.keys().certificates().require("master", "C", "find");
        assertNumber(15581, () -> stage.keys().certificates().privateKey(known, Optional.empty()));
    }

    @Test
    void aLockedInstanceTakesAForeignServiceMasterKeyOnlyByForce() throws Exception {
        createMasterKey("master");
        stage.keys().certificates().create("master", KeyStage.selfSigned("C"));
        byte[] own = export();
        byte[] foreign = foreignBackup();
        Files.delete(stage.keyFile());
        KeyHierarchy locked = stage.restart();
        assertNumber(15329, () -> restore(foreign, PASSWORD, Force.NO));
        assertThat(restore(foreign, PASSWORD, Force.YES))
                .extracting(Notice::message)
                .contains(Message.FORCED_MASTER_KEY, Message.FORCED_DECRYPTION_ERROR);
        assertThat(locked.serviceMasterKey().locked()).isFalse();
        assertNumber(49910, () -> locked.certificates().find("master", "C"));
        assertThatCode(() -> locked.signingKey().signer().sign(new byte[1])).doesNotThrowAnyException();
        assertThat(own).isNotEmpty();
    }

    @Test
    void noSecretShowsInMessagesOrRows() throws Exception {
        createMasterKey("master");
        byte[] backup = export();
        SqlError wrong = error(() -> restore(backup, "Canary-Other1", Force.NO));
        SqlError taken = error(() -> createMasterKey("master"));
        for (Throwable failure : List.of(wrong, taken)) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("Canary");
        }
        try (HierarchyKey root = stage.keys().serviceMasterKey().require();
                SecretBytes secret = root.secret()) {
            String hex = HexFormat.of().formatHex(secret.reveal(SecretAccess.GRANTED));
            assertThat(root.toString() + secret).doesNotContain(hex);
            assertThat(grep(hex)).isZero();
            assertThat(grep(HexFormat.of().formatHex(PASSWORD.getBytes(StandardCharsets.UTF_8))))
                    .isZero();
        }
    }

    /** How many rows of the key tables hold these bytes. */
    private int grep(String hex) throws Exception {
        int found = 0;
        for (String table : List.of("seal", "master_key_copy", "master_key_password", "certificate")) {
            try (Connection connection = stage.catalog().masterDatabase().connect(HostedDatabase.Role.OWNER);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT count(*) FROM coffer." + table + " t WHERE t::text LIKE '%" + hex + "%'")) {
                rows.next();
                found += rows.getInt(1);
            }
        }
        return found;
    }

    private byte[] export() throws SqlError {
        try (SecretBytes password = KeyStage.secret(PASSWORD)) {
            return stage.keys().serviceMasterKey().export(password).envelope();
        }
    }

    private static void markExported() throws SqlError {
        try (HierarchyKey key = stage.keys().serviceMasterKey().require()) {
            stage.keys().serviceMasterKey().markExported(key.id());
        }
    }

    private List<Notice> restore(byte[] envelope, String password, Force force) throws SqlError {
        try (SecretBytes secret = KeyStage.secret(password)) {
            return stage.keys().serviceMasterKey().restore(envelope, secret, force);
        }
    }

    private static byte[] foreignBackup() {
        RandomSource random = new RandomSource();
        try (SecretBytes key = random.key(32);
                SecretBytes password = KeyStage.secret(PASSWORD)) {
            return new CmsEnvelope(random).wrapWithPassword(key, password);
        }
    }
}
