package dev.coffer.media;

import dev.coffer.bytes.ByteReader;
import dev.coffer.bytes.ByteReader.Malformed;
import dev.coffer.bytes.ByteWriter;
import dev.coffer.crypto.Digests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One of a set's two slot areas (docs/media-format.md, "Slot areas"). Its slots are candidates: a key out of them
 * counts only once it has passed the key check, so a forged or old area can deny and nothing else.
 *
 * @param generation the higher of two whole areas is the newer
 * @param slots in order
 * @param signerPublicKey DER of whoever wrote the area
 * @param signatureAlgorithm as in the footer
 * @param signature over {@link #message}
 */
record SlotArea(long generation, List<Slot> slots, byte[] signerPublicKey, int signatureAlgorithm, byte[] signature) {

    private static final Limits LIMITS = Limits.V1;
    private static final int KEY_ID_BYTES = 20;

    /**
     * @param keyId of the recipient, as the writer says
     * @param cms DER of the CMS AuthEnvelopedData
     */
    record Slot(byte[] keyId, byte[] cms) {}

    SlotArea {
        slots = List.copyOf(slots);
    }

    /** How large the areas of a new set are: room for the slots it begins with, and for some that a rotation adds. */
    static int roomFor(List<Slot> slots, int publicKeyBytes) {
        int used = signedPart(1, slots, new byte[publicKeyBytes]).length + LIMITS.areaSpareBytes() + Marks.HASH_BYTES;
        int granule = LIMITS.areaGranuleBytes();
        return (used + granule - 1) / granule * granule;
    }

    /** What is signed, besides the hash of the core that ties the area to its set. */
    static byte[] signedPart(long generation, List<Slot> slots, byte[] signerPublicKey) {
        ByteWriter out = new ByteWriter().raw(Marks.SLOTS_MAGIC).u32(generation).u8(slots.size());
        for (Slot slot : slots) {
            out.raw(slot.keyId()).bytes32(slot.cms());
        }
        return out.bytes16(signerPublicKey).toByteArray();
    }

    static byte[] message(byte[] coreHash, byte[] signedPart) {
        return new ByteWriter()
                .raw(Marks.SLOTS_SIGNATURE)
                .raw(coreHash)
                .raw(Digests.sha256(signedPart))
                .toByteArray();
    }

    /** The whole area: signed part, signature, zeros, hash. */
    byte[] encode(int areaBytes) {
        byte[] front = new ByteWriter()
                .raw(signedPart(generation, slots, signerPublicKey))
                .u8(signatureAlgorithm)
                .bytes16(signature)
                .toByteArray();
        if (front.length > areaBytes - Marks.HASH_BYTES) {
            throw new IllegalStateException("Slots of " + front.length + " bytes in an area of " + areaBytes);
        }
        byte[] area = Arrays.copyOf(front, areaBytes);
        byte[] hash = Digests.sha256(Arrays.copyOf(area, areaBytes - Marks.HASH_BYTES));
        System.arraycopy(hash, 0, area, areaBytes - Marks.HASH_BYTES, hash.length);
        return area;
    }

    /** Hash and form are checked; the signature is not. */
    static SlotArea read(byte[] area) throws DamagedMedia {
        int contentBytes = area.length - Marks.HASH_BYTES;
        byte[] hash = Digests.sha256(Arrays.copyOf(area, contentBytes));
        require(Arrays.equals(hash, 0, hash.length, area, contentBytes, area.length), "does not match its hash");
        ByteReader in = new ByteReader(Arrays.copyOf(area, contentBytes));
        try {
            require(Arrays.equals(in.raw(Marks.MAGIC_BYTES), Marks.SLOTS_MAGIC), "has another magic number");
            long generation = in.u32();
            require(generation >= 1, "has no generation");
            List<Slot> slots = slots(in);
            byte[] publicKey = in.bytes16(LIMITS.certificateBytes());
            int algorithm = in.u8();
            byte[] signature = in.bytes16(LIMITS.signatureBytes());
            for (byte padding : in.raw(in.remaining())) {
                require(padding == 0, "has padding that is not zero");
            }
            return new SlotArea(generation, slots, publicKey, algorithm, signature);
        } catch (Malformed e) {
            throw Damage.malformed("slot area", e);
        }
    }

    private static List<Slot> slots(ByteReader in) throws Malformed, DamagedMedia {
        int count = in.u8();
        require(count >= 1 && count <= LIMITS.slots(), "claims " + count + " slots");
        Set<String> seen = new HashSet<>();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] keyId = in.raw(KEY_ID_BYTES);
            require(seen.add(Codes.hex(keyId)), "names a recipient twice");
            slots.add(new Slot(keyId, in.bytes32(LIMITS.slotBytes())));
        }
        return slots;
    }

    void checkSignature(byte[] coreHash) throws DamagedMedia {
        byte[] message = message(coreHash, signedPart(generation, slots, signerPublicKey));
        SignatureCheck.require(
                "a slot area", signatureAlgorithm, SignatureCheck.publicKey(signerPublicKey), message, signature);
    }

    private static void require(boolean condition, String what) throws DamagedMedia {
        if (!condition) {
            throw Damage.altered("A slot area " + what);
        }
    }
}
