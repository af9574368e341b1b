package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A symmetric key vouches for the signer by an HMAC, and for nobody else. */
class SymmetricEndorsementTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys INSIDER = TestKeys.of(KeyKind.EC_P384, "insider's own signer");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");
    private static final byte[] KEK = TestSets.payload(32, 21);
    private static final byte[] OTHER_KEK = Arrays.copyOfRange(TestSets.payload(96, 24), 64, 96);
    private static final byte[] PAYLOAD = TestSets.payload(2500, 22);
    private static final byte[] CHANGED = TestSets.payload(2500, 23);
    private static final SignerTrust NOBODY = key -> false;
    private static final Path VECTOR = Vector.FOLDER.resolve("endorsed-by-kek");

    private static byte[] restore(byte[] file, byte[] kek) throws Exception {
        return TestSets.restore(file, 1, List.of(TestKeys.kekIdentity(kek)), NOBODY);
    }

    @Test
    void whoHasTheKeyTrustsTheSigner() throws Exception {
        byte[] file = TestSets.single(
                Suite.AES_256_GCM,
                PayloadCodec.ZSTD,
                PAYLOAD,
                List.of(TestKeys.kekRecipient(KEK), EC.recipient("ec")),
                SIGNER.signer());
        assertThat(restore(file, KEK)).isEqualTo(PAYLOAD);
        BackupSet set = MediaFile.read(new ArraySource(file)).set(1);
        assertThat(set.isSignerTrusted(List.of(TestKeys.kekIdentity(KEK)), NOBODY))
                .isTrue();
        assertThat(set.isSignerTrusted(List.of(TestKeys.kekIdentity(OTHER_KEK)), NOBODY))
                .isFalse();
    }

    /** Another recipient has the data key and the slots, but not the symmetric key. */
    @Test
    void whoeverOpensItByAnotherSlotCannotPutAnotherSignerIn() throws Exception {
        byte[] file = TestSets.single(
                Suite.AES_256_GCM,
                PayloadCodec.NONE,
                PAYLOAD,
                List.of(TestKeys.kekRecipient(KEK), EC.recipient("ec")),
                SIGNER.signer());
        StoredSet sound = (StoredSet) MediaFile.read(new ArraySource(file)).set(1);
        SecretBytes dataKey =
                EC.identity().unwrap(sound.slotArea(0).slots().get(1).cms());
        CoreSection old = sound.section();
        Endorsement own = new Endorsement(
                TestKeys.kekRecipient(KEK).encryptor().keyId(),
                Endorsement.Algorithm.HMAC_SHA256,
                Endorsement.authenticated(
                                TestKeys.kekRecipient(KEK).encryptor().keyId(),
                                dataKey,
                                INSIDER.signer().publicKey())
                        .signature());
        for (List<Endorsement> endorsements : List.of(old.endorsements(), List.<Endorsement>of(), List.of(own))) {
            CoreSection forged = new CoreSection(
                    old.core(),
                    old.labelHash(),
                    old.salt(),
                    old.slotAreaBytes(),
                    INSIDER.certificateDer(),
                    endorsements);
            byte[] resealed = new CraftedSet(forged, dataKey, sound.slotArea(0).slots(), INSIDER)
                    .file(CraftedSet.chunks(CHANGED, 1024));
            TestSets.verify(resealed, 1);
            assertThatThrownBy(() -> restore(resealed, KEK)).isInstanceOf(UntrustedSigner.class);
        }
    }

    @Test
    void thePublishedVectorOpensByItsKeyAlone() throws Exception {
        byte[] file = Files.readAllBytes(VECTOR.resolve("backup.bak"));
        byte[] kek = Files.readAllBytes(VECTOR.resolve("kek.key"));
        assertThat(restore(file, kek)).isEqualTo(Files.readAllBytes(VECTOR.resolve("payload")));
    }
}
