package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.crypto.KeyKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody without the signing key can make of a backup, and what becomes of it. */
class ForgeryTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys STRANGER = TestKeys.of(KeyKind.EC_P384, "stranger");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");
    private static final TestKeys OTHER = TestKeys.of(KeyKind.EC_P256, "other");
    private static final byte[] PAYLOAD = TestSets.payload(2500, 7);

    private static byte[] single(List<Recipient> to, TestKeys signer) throws Exception {
        return TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, PAYLOAD, to, signer.signer());
    }

    @Test
    void anEndorsedSignerIsTrustedByWhoeverOpensWithThatKey() throws Exception {
        byte[] file = single(List.of(EC.recipient("ec")), SIGNER);
        assertThat(TestSets.restore(file, 1, List.of(EC.identity()), TestKeys.nobody()))
                .isEqualTo(PAYLOAD);
    }

    @Test
    void aBackupMadeWithThePublicCertificateAloneIsRefused() throws Exception {
        byte[] file = single(List.of(EC.recipientWithoutPrivateKey("ec")), STRANGER);
        assertThatThrownBy(() -> TestSets.restore(file, 1, List.of(EC.identity()), SIGNER.trust()))
                .isInstanceOf(UntrustedSigner.class)
                .hasMessageContaining(
                        SignatureCheck.fingerprint(STRANGER.pair().getPublic().getEncoded()));
        BackupSet set = MediaFile.read(new ArraySource(file)).set(1);
        set.open(List.of(EC.identity()), TestKeys.nobody(), Optional.of(set.signerFingerprint()))
                .close();
    }

    @Test
    void anEndorsementByOneRecipientDoesNotServeAnother() throws Exception {
        byte[] file = single(List.of(EC.recipientWithoutPrivateKey("ec"), OTHER.recipient("other")), STRANGER);
        assertThatThrownBy(() -> TestSets.restore(file, 1, List.of(EC.identity()), TestKeys.nobody()))
                .isInstanceOf(UntrustedSigner.class);
        assertThat(TestSets.restore(file, 1, List.of(OTHER.identity()), TestKeys.nobody()))
                .isEqualTo(PAYLOAD);
    }

    @Test
    void theWrongKeyIsSaidBeforeTheSigner() throws Exception {
        byte[] file = single(List.of(EC.recipient("ec")), SIGNER);
        assertThatThrownBy(() -> TestSets.restore(file, 1, List.of(OTHER.identity()), TestKeys.nobody()))
                .isInstanceOf(WrongKey.class)
                .hasMessageContaining("ec (0x");
    }

    @Test
    void slotsOfAnotherSetOnlyDeny() throws Exception {
        byte[] file = single(List.of(EC.recipient("ec")), SIGNER);
        byte[] other = single(List.of(EC.recipient("ec")), SIGNER);
        int label = LabelCodec.encode(TestSets.label(1, 1)).length;
        CoreReader.Prefix prefix = CoreReader.prefix(Arrays.copyOfRange(file, label, file.length));
        int areas = label + prefix.coreBytes() + 2 * Marks.HASH_BYTES;
        int otherAreas = label
                + CoreReader.prefix(Arrays.copyOfRange(other, label, other.length))
                        .coreBytes()
                + 2 * Marks.HASH_BYTES;

        System.arraycopy(other, otherAreas, file, areas, prefix.slotAreaBytes());
        assertThat(TestSets.restore(file, 1, List.of(EC.identity()), SIGNER.trust()))
                .isEqualTo(PAYLOAD);
        assertThatThrownBy(() -> TestSets.verify(file, 1)).isInstanceOf(DamagedMedia.class);

        System.arraycopy(other, otherAreas, file, areas + prefix.slotAreaBytes(), prefix.slotAreaBytes());
        assertThatThrownBy(() -> TestSets.restore(file, 1, List.of(EC.identity()), SIGNER.trust()))
                .isInstanceOf(WrongKey.class);
    }

    @Test
    void aSetCannotBeCutOutOrMovedAndATornTailLeavesTheOthers() throws Exception {
        MemoryFile file = new MemoryFile();
        MediaLabel label = TestSets.label(1, 1);
        SetWriter.writeLabel(file, label);
        int[] ends = new int[4];
        ends[0] = file.bytes().length;
        byte[] root = SetCore.noRoot();
        for (int position = 1; position <= 3; position++) {
            SetCore core = TestSets.core(label, position, root, Suite.NONE, PayloadCodec.ZSTD);
            root = TestSets.write(file, core, PAYLOAD, List.of(), List.of(), SIGNER.signer());
            ends[position] = file.bytes().length;
        }
        byte[] whole = file.bytes();
        assertThat(MediaFile.read(new ArraySource(whole)).sets()).hasSize(3);

        byte[] withoutSecond = joined(Arrays.copyOf(whole, ends[1]), Arrays.copyOfRange(whole, ends[2], ends[3]));
        MediaFile cutOut = MediaFile.read(new ArraySource(withoutSecond));
        assertThat(cutOut.sets()).hasSize(1);
        assertThatThrownBy(() -> cutOut.set(3)).hasMessageContaining("moved, or a set was cut out");

        byte[] torn = Arrays.copyOf(whole, ends[3] - 300);
        MediaFile tornFile = MediaFile.read(new ArraySource(torn));
        assertThat(tornFile.sets()).hasSize(2);
        assertThat(tornFile.endOf(2)).isEqualTo(ends[2]);
        assertThat(tornFile.tornTail())
                .get()
                .satisfies(tail -> assertThat(tail.kind()).isEqualTo(DamagedMedia.Kind.INCOMPLETE));
        assertThat(TestSets.restore(torn, 2, List.of(), SIGNER.trust())).isEqualTo(PAYLOAD);

        byte[] damagedFirst = whole.clone();
        damagedFirst[ends[0] + 300] ^= 1;
        MediaFile second = MediaFile.read(new ArraySource(damagedFirst));
        assertThat(second.damage()).hasSize(1);
        assertThatThrownBy(() -> second.set(1)).isInstanceOf(DamagedMedia.class);
        assertThat(TestSets.restore(damagedFirst, 2, List.of(), SIGNER.trust())).isEqualTo(PAYLOAD);
    }

    private static byte[] joined(byte[] front, byte[] back) {
        byte[] all = Arrays.copyOf(front, front.length + back.length);
        System.arraycopy(back, 0, all, front.length, back.length);
        return all;
    }
}
