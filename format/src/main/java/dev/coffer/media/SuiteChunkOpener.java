package dev.coffer.media;

import dev.coffer.compress.BadBlock;
import dev.coffer.compress.ZstdDecompressor;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.Digests;
import dev.coffer.crypto.SealBroken;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** The opener of every suite and codec. Confined to one worker thread; its buffers are reused from chunk to chunk. */
final class SuiteChunkOpener implements ChunkOpener {

    private static final byte[] NO_ASSOCIATED = {};

    private final ChunkForm form;
    private final Optional<Aead> cipher;
    private final Optional<ZstdDecompressor> decompressor;
    private final byte[] frame;
    private final byte[] content;
    private final MessageDigest sha256 = Digests.newSha256();

    SuiteChunkOpener(ChunkForm form, Optional<Aead> cipher) {
        this.form = form;
        this.cipher = cipher;
        this.decompressor = form.codec() == PayloadCodec.NONE ? Optional.empty() : Optional.of(new ZstdDecompressor());
        this.frame = new byte[form.maxFrameBytes()];
        this.content = new byte[cipher.isPresent() ? form.maxContentBytes() : 0];
    }

    @Override
    public int open(ChunkRef chunk, ByteBuffer sealed, byte[] target) throws DamagedMedia {
        int frameBytes = sealed.remaining();
        if (frameBytes > form.maxFrameBytes() || frameBytes < Marks.FRAME_WORD_BYTES + form.tagBytes()) {
            throw damaged(chunk, "has an impossible length");
        }
        byte[] in = sealed.hasArray() ? sealed.array() : frame;
        int at = sealed.hasArray() ? sealed.arrayOffset() + sealed.position() : 0;
        if (!sealed.hasArray()) {
            sealed.duplicate().get(frame, 0, frameBytes);
        }
        sha256.update(in, at, frameBytes);
        if (frameBytes != chunk.lengthBytes() || !MessageDigest.isEqual(sha256.digest(), chunk.sha256())) {
            throw damaged(chunk, "does not match its hash");
        }
        int body = frameBytes - Marks.FRAME_WORD_BYTES;
        if (ByteBuffer.wrap(in).getInt(at) != ChunkForm.frameWord(chunk.last(), body)) {
            throw damaged(chunk, "says another length or order than the chunk table");
        }
        at += Marks.FRAME_WORD_BYTES;
        if (cipher.isPresent()) {
            body = unseal(cipher.get(), chunk, in, at, body);
            in = content;
            at = 0;
        }
        int plain = unpack(chunk, in, at, body, target);
        boolean whole = plain == form.chunkSizeBytes();
        if ((!whole && !chunk.last()) || (plain == 0 && chunk.index() > 0)) {
            throw damaged(chunk, "holds " + plain + " bytes");
        }
        return plain;
    }

    private int unseal(Aead aead, ChunkRef chunk, byte[] in, int at, int length) throws DamagedMedia {
        try {
            byte[] nonce = ChunkForm.nonce(chunk.last(), chunk.index());
            return aead.open(nonce, NO_ASSOCIATED, in, at, length, content, 0);
        } catch (SealBroken e) {
            throw damaged(chunk, "does not open: its tag does not fit");
        }
    }

    private int unpack(ChunkRef chunk, byte[] in, int at, int length, byte[] target) throws DamagedMedia {
        if (decompressor.isEmpty()) {
            System.arraycopy(in, at, target, 0, length);
            return length;
        }
        try {
            return decompressor.get().decompress(in, at, length, target, form.chunkSizeBytes());
        } catch (BadBlock e) {
            throw damaged(chunk, "does not decompress");
        }
    }

    private static DamagedMedia damaged(ChunkRef chunk, String what) {
        return Damage.altered("Chunk " + chunk.index() + " at byte " + chunk.offset() + " " + what);
    }

    @Override
    public void close() {
        cipher.ifPresent(Aead::close);
        decompressor.ifPresent(ZstdDecompressor::close);
        Arrays.fill(content, (byte) 0);
    }
}
