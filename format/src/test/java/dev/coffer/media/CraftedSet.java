package dev.coffer.media;

import dev.coffer.bytes.ByteWriter;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.Digests;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Puts a set together by hand, with every hash, HMAC and signature in order, so that a set can be wrong in the one
 * thing that {@link SetWriter} never does wrong: what somebody who holds the data key, and a signing key, could write.
 */
final class CraftedSet {

    /**
     * A chunk as it is to be written.
     *
     * @param sealedAsLast goes into the nonce
     * @param framedAsLast goes into the frame's word
     */
    record Chunk(byte[] plain, boolean sealedAsLast, boolean framedAsLast) {

        static Chunk of(byte[] plain, boolean last) {
            return new Chunk(plain, last, last);
        }
    }

    private final CoreSection section;
    private final SecretBytes dataKey;
    private final TestKeys signer;
    private final List<SlotArea.Slot> slots;
    private UnaryOperator<byte[]> signing;

    /** @param section of a set without compression, whose slot areas are large enough */
    CraftedSet(CoreSection section, SecretBytes dataKey, List<SlotArea.Slot> slots, TestKeys signer) {
        this.section = section;
        this.dataKey = dataKey;
        this.slots = List.copyOf(slots);
        this.signer = signer;
        this.signing = message -> signer.signer().sign(message);
    }

    /** A core like that of {@link TestSets} for recipients, with a salt and a signer of its own. */
    static CoreSection section(MediaLabel label, List<Encryptor> encryptors, TestKeys signer) {
        SetCore core = TestSets.core(label, 1, SetCore.noRoot(), Suite.AES_256_GCM, PayloadCodec.NONE)
                .withEncryptors(encryptors);
        byte[] salt = TestSets.payload(Marks.HASH_BYTES, 77);
        return new CoreSection(core, LabelCodec.hashOf(label), salt, 8192, signer.certificateDer(), List.of());
    }

    static List<Chunk> chunks(byte[] payload, int chunkBytes) {
        List<Chunk> chunks = new ArrayList<>();
        for (int at = 0; at < payload.length; at += chunkBytes) {
            int end = Math.min(payload.length, at + chunkBytes);
            chunks.add(Chunk.of(Arrays.copyOfRange(payload, at, end), end == payload.length));
        }
        return chunks;
    }

    /** Puts another signature under the footer. */
    CraftedSet signedBy(UnaryOperator<byte[]> other) {
        signing = other;
        return this;
    }

    /** The media: label and this set. */
    byte[] file(List<Chunk> chunks) {
        byte[] coreBytes = section.encode();
        byte[] coreHash = section.hash();
        try (SetKeys keys = SetKeys.derive(dataKey, section.core().suite(), section.salt(), coreHash)) {
            byte[] keyCheck = keys.keyCheck(coreHash);
            byte[] area = area(coreHash);
            ByteArrayOutputStream set = new ByteArrayOutputStream();
            for (byte[] part : List.of(coreBytes, coreHash, keyCheck, area, area)) {
                set.writeBytes(part);
            }
            List<ChunkPage> pages = List.of(frames(set, chunks, keys));
            byte[] body = Footer.body(chunks.size(), TestSets.trailer(payloadBytes(chunks)), pages);
            byte[] root = Footer.root(coreHash, keyCheck, Digests.sha256(body));
            byte[] hmac = keys.footerMac(root);
            byte[] signature = signing.apply(Footer.signedMessage(root, hmac));
            byte[] footer = Footer.whole(body, root, hmac, signature);
            set.writeBytes(footer);
            return new ByteWriter()
                    .raw(LabelCodec.encode(section.core().label()))
                    .raw(set.toByteArray())
                    .i64(set.size() + Marks.LOCATOR_BYTES)
                    .u32(footer.length)
                    .raw(Marks.END_MAGIC)
                    .toByteArray();
        }
    }

    private static long payloadBytes(List<Chunk> chunks) {
        return chunks.stream().mapToLong(chunk -> chunk.plain().length).sum();
    }

    private byte[] area(byte[] coreHash) {
        byte[] publicKey = signer.signer().publicKey();
        byte[] signature = signer.signer().sign(SlotArea.message(coreHash, SlotArea.signedPart(1, slots, publicKey)));
        return new SlotArea(1, slots, publicKey, Marks.ECDSA_P384_SHA384, signature).encode(section.slotAreaBytes());
    }

    /** Writes the chunks and their page. */
    private ChunkPage frames(ByteArrayOutputStream set, List<Chunk> chunks, SetKeys keys) {
        int start = set.size();
        ByteWriter entries = new ByteWriter();
        try (Aead cipher = keys.newCipher().orElseThrow()) {
            for (int i = 0; i < chunks.size(); i++) {
                Chunk chunk = chunks.get(i);
                byte[] sealed = new byte[chunk.plain().length + Aead.TAG_BYTES];
                byte[] nonce = ChunkForm.nonce(chunk.sealedAsLast(), i);
                cipher.seal(nonce, new byte[0], chunk.plain(), 0, chunk.plain().length, sealed, 0);
                int word = ChunkForm.frameWord(chunk.framedAsLast(), sealed.length);
                byte[] frame =
                        new ByteWriter().u32(word & 0xFFFF_FFFFL).raw(sealed).toByteArray();
                set.writeBytes(frame);
                entries.u32(word & 0xFFFF_FFFFL).raw(Digests.sha256(frame));
            }
        }
        int pageOffset = set.size();
        byte[] body = entries.toByteArray();
        byte[] page =
                new ByteWriter().u32(Marks.PAGE_BIT | body.length).raw(body).toByteArray();
        set.writeBytes(page);
        return new ChunkPage(start, pageOffset, chunks.size(), Digests.sha256(page));
    }
}
