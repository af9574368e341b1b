package dev.coffer.media;

import dev.coffer.bytes.ByteSink;
import dev.coffer.bytes.ByteWriter;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes one stripe of one backup set, front to back; nothing is patched afterwards. Sealers may run on several
 * threads; everything else is confined to the thread that writes.
 */
public final class SetWriter implements AutoCloseable {

    private final ByteSink sink;
    private final SetSigner signer;
    private final SetKeys keys;
    private final ChunkForm form;
    private final byte[] coreHash;
    private final byte[] keyCheck;
    private final ChunkTable table;
    private final SealClaims claims = new SealClaims();
    private boolean lastWritten;
    private boolean finished;

    private SetWriter(ByteSink sink, SetSigner signer, SetKeys keys, ChunkForm form, byte[] coreHash, long offset) {
        this.sink = sink;
        this.signer = signer;
        this.keys = keys;
        this.form = form;
        this.coreHash = coreHash;
        this.keyCheck = keys.keyCheck(coreHash);
        this.table = new ChunkTable(offset);
    }

    /** Writes the label that starts a media family; the sink stands at byte 0. */
    public static void writeLabel(ByteSink sink, MediaLabel label) throws IOException {
        sink.write(ByteBuffer.wrap(LabelCodec.encode(label)));
    }

    /**
     * Draws a data key and a salt, asks each recipient to endorse the signer, and writes core, key check and slot
     * areas. The core's encryptors are taken from the recipients, in their order; those in the given core are ignored.
     *
     * @param recipients empty if and only if the suite is NONE; at most 64, no two with one key id
     * @param proofs private sides within reach: each opens the slot that names it, and a mismatch fails the backup
     *     before a byte is written; identities that no recipient names are ignored
     * @throws WrongKey when a proof does not open its slot, or opens it to another key
     */
    public static SetWriter begin(
            ByteSink sink,
            SetCore core,
            List<Recipient> recipients,
            List<Identity> proofs,
            SetSigner signer,
            SecureRandom random)
            throws IOException, WrongKey {
        if (recipients.isEmpty() != (core.suite() == Suite.NONE)) {
            throw new IllegalArgumentException(recipients.size() + " recipients for suite " + core.suite());
        }
        SlotBuilder slots = new SlotBuilder(signer, recipients);
        try (SecretBytes dataKey = SecretBytes.random(random, SetKeys.DATA_KEY_BYTES)) {
            slots.wrap(dataKey, proofs);
            byte[] salt = new byte[Marks.HASH_BYTES];
            random.nextBytes(salt);
            CoreSection section = new CoreSection(
                    core.withEncryptors(slots.encryptors()),
                    LabelCodec.hashOf(core.label()),
                    salt,
                    slots.areaBytes(),
                    slots.signerCertificate(),
                    slots.endorsements());
            byte[] encoded = section.encode();
            Limits.range("Core's size", encoded.length, 0, Limits.V1.coreBytes());
            byte[] coreHash = Digests.sha256(encoded);
            SetKeys keys =
                    recipients.isEmpty() ? SetKeys.none() : SetKeys.derive(dataKey, core.suite(), salt, coreHash);
            long chunksOffset = encoded.length + 2L * Marks.HASH_BYTES + 2L * slots.areaBytes();
            SetWriter writer = new SetWriter(sink, signer, keys, ChunkForm.of(core), coreHash, chunksOffset);
            sink.write(ByteBuffer.wrap(new ByteWriter()
                    .raw(encoded)
                    .raw(coreHash)
                    .raw(writer.keyCheck)
                    .toByteArray()));
            Optional<byte[]> area = slots.area(coreHash);
            if (area.isPresent()) {
                sink.write(ByteBuffer.wrap(area.get()));
                sink.write(ByteBuffer.wrap(area.get()));
            }
            return writer;
        }
    }

    /**
     * A sealer for one worker thread.
     *
     * @param compressionLevel zstd's; ignored without compression
     */
    public ChunkSealer newSealer(int compressionLevel) {
        return newSealer(newBench(compressionLevel));
    }

    SuiteChunkSealer.Bench newBench(int compressionLevel) {
        return new SuiteChunkSealer.Bench(form, compressionLevel);
    }

    ChunkSealer newSealer(SuiteChunkSealer.Bench bench) {
        return new SuiteChunkSealer(form, keys.newCipher(), bench, claims::claim);
    }

    /** Writes the next chunk; indexes rise by one from 0, and exactly the last says so. */
    public void write(SealedChunk chunk) throws IOException {
        if (chunk.index() != table.chunkCount() || lastWritten) {
            throw new IllegalStateException("Chunk " + chunk.index() + " is not the next to be written");
        }
        ByteBuffer bytes = chunk.bytes().duplicate();
        int frameBytes = bytes.remaining();
        int word = ChunkForm.frameWord(chunk.last(), frameBytes - Marks.FRAME_WORD_BYTES);
        claims.release(chunk.index());
        sink.write(bytes);
        lastWritten = chunk.last();
        Optional<ByteBuffer> page = table.add(chunk, word, frameBytes);
        if (page.isPresent()) {
            sink.write(page.get());
        }
    }

    /** Writes the footer: trailer, chunk table, root, HMAC, signature, once. Returns the set's root, 32 bytes. */
    public byte[] finish(SetTrailer trailer) throws IOException {
        if (!lastWritten || finished) {
            throw new IllegalStateException(finished ? "The set has its footer" : "The last chunk was not written");
        }
        finished = true;
        byte[] body = Footer.body(table.chunkCount(), trailer, table.pages());
        byte[] root = Footer.root(coreHash, keyCheck, Digests.sha256(body));
        byte[] hmac = keys.footerMac(root);
        byte[] signature = signer.sign(Footer.signedMessage(root, hmac));
        byte[] footer = Footer.whole(body, root, hmac, signature);
        long setBytes = table.endOffset() + footer.length + Marks.LOCATOR_BYTES;
        sink.write(ByteBuffer.wrap(footer));
        sink.write(ByteBuffer.wrap(new ByteWriter()
                .i64(setBytes)
                .u32(footer.length)
                .raw(Marks.END_MAGIC)
                .toByteArray()));
        return Arrays.copyOf(root, root.length);
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        keys.close();
    }
}
