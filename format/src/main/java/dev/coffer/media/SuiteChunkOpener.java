package dev.coffer.media;

import dev.coffer.compress.BadBlock;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.SealBroken;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;

/** The opener of every suite and codec. Confined to one worker thread. */
final class SuiteChunkOpener implements ChunkOpener {

    private static final byte[] NO_ASSOCIATED = {};

    private final ChunkForm form;
    private final Optional<Aead> cipher;
    private final OpenBench bench;

    SuiteChunkOpener(ChunkForm form, Optional<Aead> cipher, OpenBench bench) {
        this.form = form;
        this.cipher = cipher;
        this.bench = bench;
    }

    @Override
    public int open(ChunkRef chunk, ByteBuffer sealed, byte[] target) throws DamagedMedia {
        int frameBytes = sealed.remaining();
        if (frameBytes > form.maxFrameBytes() || frameBytes < Marks.FRAME_WORD_BYTES + form.tagBytes()) {
            throw damaged(chunk, "has an impossible length");
        }
        byte[] in = sealed.hasArray() ? sealed.array() : bench.frame(form);
        int at = sealed.hasArray() ? sealed.arrayOffset() + sealed.position() : 0;
        if (!sealed.hasArray()) {
            sealed.duplicate().get(in, 0, frameBytes);
        }
        if (frameBytes != chunk.lengthBytes()
                || !MessageDigest.isEqual(bench.sha256(in, at, frameBytes), chunk.sha256())) {
            throw damaged(chunk, "does not match its hash");
        }
        int body = frameBytes - Marks.FRAME_WORD_BYTES;
        if (ByteBuffer.wrap(in).getInt(at) != ChunkForm.frameWord(chunk.last(), body)) {
            throw damaged(chunk, "says another length or order than the chunk table");
        }
        at += Marks.FRAME_WORD_BYTES;
        if (cipher.isPresent()) {
            body = unseal(cipher.get(), chunk, in, at, body);
            in = bench.content(form);
            at = 0;
        }
        int plain = unpack(chunk, in, at, body, target);
        if (!form.fits(chunk.index(), chunk.last(), plain)) {
            throw damaged(chunk, "holds " + plain + " bytes");
        }
        return plain;
    }

    private int unseal(Aead aead, ChunkRef chunk, byte[] in, int at, int length) throws DamagedMedia {
        try {
            byte[] nonce = ChunkForm.nonce(chunk.last(), chunk.index());
            return aead.open(nonce, NO_ASSOCIATED, in, at, length, bench.content(form), 0);
        } catch (SealBroken e) {
            throw damaged(chunk, "does not open: its tag does not fit");
        }
    }

    private int unpack(ChunkRef chunk, byte[] in, int at, int length, byte[] target) throws DamagedMedia {
        if (form.codec() == PayloadCodec.NONE) {
            System.arraycopy(in, at, target, 0, length);
            return length;
        }
        try {
            return bench.decompressor().decompress(in, at, length, target, form.chunkSizeBytes());
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
        bench.close();
    }
}
