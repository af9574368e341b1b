package dev.coffer.media;

import dev.coffer.compress.ZstdCompressor;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.Digests;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The sealer of every suite and codec. Confined to one worker thread; its buffers are reused from chunk to chunk. */
final class SuiteChunkSealer implements ChunkSealer {

    private static final byte[] NO_ASSOCIATED = {};

    /** The compressor and buffers of one worker thread: the sealers of all stripes share them. */
    static final class Bench implements AutoCloseable {

        private final Optional<ZstdCompressor> compressor;
        private final byte[] content;
        private final byte[] frame;
        private final MessageDigest sha256 = Digests.newSha256();

        Bench(ChunkForm form, int compressionLevel) {
            this.compressor = form.codec() == PayloadCodec.NONE
                    ? Optional.empty()
                    : Optional.of(new ZstdCompressor(compressionLevel, form.granuleBytes()));
            this.content = new byte[compressor.isPresent() ? form.maxContentBytes() : 0];
            this.frame = new byte[form.maxFrameBytes()];
        }

        @Override
        public void close() {
            compressor.ifPresent(ZstdCompressor::close);
            Arrays.fill(content, (byte) 0);
        }
    }

    private final ChunkForm form;
    private final LongConsumer claim;
    private final Optional<Aead> cipher;
    private final Bench bench;

    /** @param claim throws when an index was sealed before: a nonce must never be used twice */
    SuiteChunkSealer(ChunkForm form, Optional<Aead> cipher, Bench bench, LongConsumer claim) {
        this.form = form;
        this.claim = claim;
        this.cipher = cipher;
        this.bench = bench;
    }

    @Override
    public int maxSealedBytes() {
        return form.maxFrameBytes();
    }

    @Override
    public SealedChunk seal(long index, boolean last, byte[] plain, int length, ByteBuffer target) {
        Limits.range("Chunk index", index, 0, Limits.V1.chunks() - 1);
        if (!form.fits(index, last, length)) {
            throw new IllegalArgumentException("Chunk " + index + (last ? " (last)" : "") + " of " + length + " bytes");
        }
        claim.accept(index);
        byte[] source = plain;
        int sourceLength = length;
        if (bench.compressor.isPresent()) {
            source = bench.content;
            sourceLength = bench.compressor.get().compress(plain, length, source, 0);
        }
        int frameBytes = Marks.FRAME_WORD_BYTES + sourceLength + form.tagBytes();
        byte[] out = target.hasArray() ? target.array() : bench.frame;
        int at = target.hasArray() ? target.arrayOffset() + target.position() : 0;
        if (target.remaining() < frameBytes) {
            throw new IllegalArgumentException("Room for " + target.remaining() + " bytes, needs " + frameBytes);
        }
        putInt(out, at, ChunkForm.frameWord(last, frameBytes - Marks.FRAME_WORD_BYTES));
        int body = at + Marks.FRAME_WORD_BYTES;
        if (cipher.isPresent()) {
            byte[] nonce = ChunkForm.nonce(last, index);
            cipher.get().seal(nonce, NO_ASSOCIATED, source, 0, sourceLength, out, body);
        } else {
            System.arraycopy(source, 0, out, body, sourceLength);
        }
        bench.sha256.update(out, at, frameBytes);
        ByteBuffer sealed = target.duplicate();
        sealed.limit(sealed.position() + frameBytes);
        if (target.hasArray()) {
            target.position(target.position() + frameBytes);
        } else {
            target.put(out, 0, frameBytes);
        }
        return new SealedChunk(index, last, sealed, bench.sha256.digest(), length);
    }

    private static void putInt(byte[] target, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            target[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    @Override
    public void close() {
        cipher.ifPresent(Aead::close);
        bench.close();
    }
}
