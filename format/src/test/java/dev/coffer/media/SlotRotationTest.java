package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlotRotationTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys OLD = TestKeys.of(KeyKind.EC_P256, "old");
    private static final TestKeys NEW = TestKeys.of(KeyKind.EC_P256, "new");
    private static final byte[] PAYLOAD = TestSets.payload(2500, 21);
    private static final List<Recipient> TO_NEW = List.of(NEW.recipient("new"));
    private static final SlotRotation ROTATION = new SlotRotation(SIGNER.signer());

    private byte[] file = {};
    private byte[] root = {};

    /** The file in memory; power goes after a number of bytes, and what goes last may be torn. */
    private final class Disk implements SlotRotation.Target {

        private final List<String> events = new ArrayList<>();
        private long bytesLeft;

        Disk(long bytesLeft) {
            this.bytesLeft = bytesLeft;
        }

        @Override
        public void write(long offset, ByteBuffer bytes) throws IOException {
            events.add("write " + offset);
            int taken = (int) Math.min(bytesLeft, bytes.remaining());
            bytes.get(file, (int) offset, taken);
            bytesLeft -= taken;
            if (bytes.hasRemaining()) {
                throw new IOException("The power is gone");
            }
        }

        @Override
        public void sync() throws IOException {
            events.add("sync");
            if (bytesLeft == 0) {
                throw new IOException("The power is gone");
            }
        }
    }

    @BeforeEach
    void write() throws Exception {
        List<Recipient> to = List.of(OLD.recipient("old"));
        file = TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, PAYLOAD, to, SIGNER.signer());
        root = set().root();
    }

    private StoredSet set() throws Exception {
        return (StoredSet) MediaFile.read(new ArraySource(file)).set(1);
    }

    private void rotate(Disk disk, TestKeys holder, List<Recipient> to) throws Exception {
        ROTATION.rewrite(set(), disk, List.of(holder.identity()), to, List.of());
    }

    private byte[] restore(TestKeys who) throws Exception {
        return TestSets.restore(file, 1, List.of(who.identity()), SIGNER.trust());
    }

    private boolean opensFor(TestKeys who) throws Exception {
        try {
            return java.util.Arrays.equals(restore(who), PAYLOAD);
        } catch (WrongKey e) {
            return false;
        }
    }

    @Test
    void theNewKeyOpensTheSameSetAndTheOldOneNoMore() throws Exception {
        Disk disk = new Disk(Long.MAX_VALUE);
        rotate(disk, OLD, TO_NEW);
        assertThat(restore(NEW)).isEqualTo(PAYLOAD);
        assertThatThrownBy(() -> restore(OLD)).isInstanceOf(WrongKey.class);
        assertThat(set().root()).isEqualTo(root);
        TestSets.verify(file, 1);
        StoredSet set = set();
        long start = set.extent().start();
        assertThat(disk.events)
                .containsExactly(
                        "write " + (start + set.slotAreaOffset(0)),
                        "sync",
                        "write " + (start + set.slotAreaOffset(1)),
                        "sync");
        assertThat(set.slotArea(0).generation()).isEqualTo(2);
        assertThat(set.slotArea(1).generation()).isEqualTo(2);
    }

    @Test
    void aKillAtAnyMomentLeavesOneAreaWholeAndTheNextRotationFinishes() throws Exception {
        byte[] before = file.clone();
        int areaBytes = set().section().slotAreaBytes();
        for (long power = 0; power <= 2L * areaBytes; power += areaBytes / 16) {
            file = before.clone();
            long killedAfter = power;
            assertThatThrownBy(() -> rotate(new Disk(killedAfter), OLD, TO_NEW)).isInstanceOf(IOException.class);
            boolean old = opensFor(OLD);
            assertThat(old || opensFor(NEW)).as("killed after %d bytes", power).isTrue();
            rotate(new Disk(Long.MAX_VALUE), old ? OLD : NEW, TO_NEW);
            assertThat(restore(NEW)).isEqualTo(PAYLOAD);
            assertThat(opensFor(OLD)).as("killed after %d bytes", power).isFalse();
            TestSets.verify(file, 1);
        }
    }

    @Test
    void betweenTheTwoAreasBothKeysOpenAndTheVerificationIsContent() throws Exception {
        assertThatThrownBy(() -> rotate(new Disk(set().section().slotAreaBytes()), OLD, TO_NEW))
                .isInstanceOf(IOException.class);
        assertThat(set().slotArea(0).generation()).isEqualTo(2);
        assertThat(set().slotArea(1).generation()).isEqualTo(1);
        assertThat(opensFor(OLD)).isTrue();
        assertThat(opensFor(NEW)).isTrue();
        TestSets.verify(file, 1);
    }

    @Test
    void whoCannotOpenTheSetChangesNothing() throws Exception {
        byte[] before = file.clone();
        assertThatThrownBy(() -> rotate(new Disk(Long.MAX_VALUE), NEW, TO_NEW)).isInstanceOf(WrongKey.class);
        List<Recipient> crowd = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            crowd.add(TestKeys.of(KeyKind.EC_P256, "r" + i).recipient("r" + i));
        }
        assertThatThrownBy(() -> rotate(new Disk(Long.MAX_VALUE), OLD, crowd))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Size of the slots");
        assertThat(file).isEqualTo(before);
    }
}
