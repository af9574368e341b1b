package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.KeyKind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A recipient has the data key, so every tag and HMAC that it makes is right. What it changes is refused all the same,
 * since it has not the signer's key.
 */
class ResealedTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys INSIDER = TestKeys.of(KeyKind.EC_P384, "insider's own signer");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");
    private static final TestKeys OTHER = TestKeys.of(KeyKind.EC_P256, "other");
    private static final byte[] PAYLOAD = TestSets.payload(2500, 11);
    private static final byte[] CHANGED = TestSets.payload(2500, 12);

    private StoredSet sound;
    private byte[] soundSignature;
    private SecretBytes dataKey;

    @BeforeEach
    void openAsRecipient() throws Exception {
        List<Recipient> to = List.of(EC.recipient("ec"), OTHER.recipient("other"));
        byte[] file = TestSets.single(Suite.AES_256_GCM, PayloadCodec.NONE, PAYLOAD, to, SIGNER.signer());
        sound = (StoredSet) MediaFile.read(new ArraySource(file)).set(1);
        byte[] slot = sound.slotArea(0).slots().get(1).cms();
        dataKey = OTHER.identity().unwrap(slot);
        int footerBytes = ByteBuffer.wrap(file).getInt(file.length - 12);
        byte[] footer = Arrays.copyOfRange(
                file, file.length - Marks.LOCATOR_BYTES - footerBytes, file.length - Marks.LOCATOR_BYTES);
        soundSignature = Footer.read(
                        footer,
                        CoreReader.prefix(sound.section().encode()).chunksOffset(),
                        sound.sizeBytes() - Marks.LOCATOR_BYTES - footerBytes)
                .signature();
    }

    private CraftedSet crafted(CoreSection section, TestKeys signer) throws Exception {
        return new CraftedSet(section, dataKey, sound.slotArea(0).slots(), signer);
    }

    private static byte[] restore(byte[] file, TestKeys who) throws Exception {
        return TestSets.restore(file, 1, List.of(who.identity()), SIGNER.trust());
    }

    @Test
    void theSignersOwnHandPassesSoThatTheRefusalsBelowMeanSomething() throws Exception {
        byte[] file = crafted(sound.section(), SIGNER).file(CraftedSet.chunks(CHANGED, 1024));
        assertThat(restore(file, EC)).isEqualTo(CHANGED);
        byte[] same = crafted(sound.section(), SIGNER)
                .signedBy(message -> soundSignature)
                .file(CraftedSet.chunks(PAYLOAD, 1024));
        assertThat(restore(same, EC)).isEqualTo(PAYLOAD);
    }

    @Test
    void theOldSignatureDoesNotFitOtherContent() throws Exception {
        byte[] file = crafted(sound.section(), SIGNER)
                .signedBy(message -> soundSignature)
                .file(CraftedSet.chunks(CHANGED, 1024));
        for (TestKeys who : List.of(EC, OTHER)) {
            assertThatThrownBy(() -> restore(file, who))
                    .isInstanceOf(DamagedMedia.class)
                    .hasMessageContaining("The signature of the set");
        }
        assertThatThrownBy(() -> TestSets.verify(file, 1)).isInstanceOf(DamagedMedia.class);
    }

    @Test
    void anotherKeysSignatureDoesNotPassForTheSigners() throws Exception {
        byte[] file = crafted(sound.section(), SIGNER)
                .signedBy(message -> INSIDER.signer().sign(message))
                .file(CraftedSet.chunks(CHANGED, 1024));
        assertThatThrownBy(() -> restore(file, EC))
                .isInstanceOf(DamagedMedia.class)
                .hasMessageContaining("The signature of the set");
    }

    @Test
    void anotherSignerIsNotTrustedByTheEndorsementsOfTheFirst() throws Exception {
        CoreSection old = sound.section();
        CoreSection own = new CoreSection(
                old.core(),
                old.labelHash(),
                old.salt(),
                old.slotAreaBytes(),
                INSIDER.certificateDer(),
                old.endorsements());
        byte[] file = crafted(own, INSIDER).file(CraftedSet.chunks(CHANGED, 1024));
        TestSets.verify(file, 1);
        for (TestKeys who : List.of(EC, OTHER)) {
            assertThatThrownBy(() -> restore(file, who))
                    .isInstanceOf(UntrustedSigner.class)
                    .hasMessageContaining(
                            SignatureCheck.fingerprint(INSIDER.signer().publicKey()));
        }
    }

    @Test
    void aRecipientVouchesForItselfAndForNobodyElse() throws Exception {
        CoreSection old = sound.section();
        Endorsement own =
                OTHER.recipient("other").endorse(INSIDER.signer().publicKey()).orElseThrow();
        CoreSection section = new CoreSection(
                old.core(), old.labelHash(), old.salt(), old.slotAreaBytes(), INSIDER.certificateDer(), List.of(own));
        byte[] file = crafted(section, INSIDER).file(CraftedSet.chunks(CHANGED, 1024));
        assertThatThrownBy(() -> restore(file, EC)).isInstanceOf(UntrustedSigner.class);
        assertThat(restore(file, OTHER)).isEqualTo(CHANGED);
    }
}
