package dev.coffer.compress;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/** Opens what {@link ZstdCompressor} wrote. Confined to one thread; nothing is allocated per block. */
public final class ZstdDecompressor implements AutoCloseable {

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();

    /**
     * Returns the bytes written to the target's start.
     *
     * @param maxPlainBytes more than this is refused; the target has at least so many
     */
    public int decompress(byte[] source, int offset, int length, byte[] target, int maxPlainBytes) throws BadBlock {
        try {
            return context.decompressByteArray(target, 0, maxPlainBytes, source, offset, length);
        } catch (ZstdException e) {
            throw new BadBlock("The zstd frame does not open: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
