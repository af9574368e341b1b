package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What the format lets another writer do: gives a written set other key slots, so that other keys open it. The set's
 * root, its chunks and its signature stay as they are. One area is written and synced before the other is touched, so
 * that a kill at any moment leaves one whole: the old slots or the new ones. Readers have to cope with it.
 *
 * <p>Whoever loses a slot keeps what the slot once held: to shut somebody out of what is to come, back up anew.
 */
final class SlotRotation {

    private static final int AREA_A = 0;
    private static final int AREA_B = 1;
    private static final long NONE = 0;
    private static final long LAST_GENERATION = 0xFFFF_FFFFL;

    private final SetSigner signer;

    /** Where the set lies, open for writing in place. */
    interface Target {

        /** Writes the whole buffer, from an offset in the file on. */
        void write(long offset, ByteBuffer bytes) throws IOException;

        /** Returns once everything written is durable. */
        void sync() throws IOException;
    }

    /** @param signer signs the new areas */
    SlotRotation(SetSigner signer) {
        this.signer = signer;
    }

    /**
     * Writes slots for the recipients, and no others, in the place of those there are.
     *
     * @param set encrypted, read from the target's file
     * @param holders somebody who opens it now
     * @param recipients 1 to 64, no two with one key id
     * @param proofs private sides within reach, as for {@link SetWriter#begin}
     * @throws WrongKey when no holder opens the set, or a proof does not open its slot; nothing was written then
     * @throws DamagedMedia when the signature does not fit, or neither area is whole
     * @throws IllegalArgumentException when the slots do not fit into the set's areas
     */
    void rewrite(
            BackupSet set, Target target, List<Identity> holders, List<Recipient> recipients, List<Identity> proofs)
            throws IOException, DamagedMedia, WrongKey {
        if (!(set instanceof StoredSet stored) || stored.core().suite() == Suite.NONE) {
            throw new IllegalArgumentException("Only a set that was read and is encrypted has key slots");
        }
        Limits.range("Count of recipients", recipients.size(), 1, Limits.V1.slots());
        stored.checkSignature();
        long a = generation(stored, AREA_A);
        long b = generation(stored, AREA_B);
        long next = Math.max(a, b) + 1;
        Limits.range("Generation", next, 1, LAST_GENERATION);
        SlotBuilder slots = new SlotBuilder(signer, recipients);
        SetOpening opening = new SetOpening(stored, holders, key -> false, Optional.empty());
        try (SecretBytes dataKey = opening.dataKey()) {
            slots.wrap(dataKey, proofs);
        }
        byte[] area = slots.area(stored.coreHash(), next, stored.section().slotAreaBytes());
        // The older area, or the damaged one, goes first: the other stays until the new one is durable.
        int first = b < a ? AREA_B : AREA_A;
        for (int index : new int[] {first, AREA_A + AREA_B - first}) {
            target.write(stored.extent().start() + stored.slotAreaOffset(index), ByteBuffer.wrap(area));
            target.sync();
        }
    }

    private static long generation(StoredSet set, int index) throws IOException {
        try {
            return set.slotArea(index).generation();
        } catch (DamagedMedia damaged) {
            return NONE;
        }
    }
}
