package dev.coffer.media;

import dev.coffer.bytes.ByteReader;
import dev.coffer.bytes.ByteReader.Malformed;
import dev.coffer.bytes.ByteWriter;
import dev.coffer.crypto.Digests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A footer as it stands in the file.
 *
 * @param chunkCount of this stripe
 * @param trailer what is known at the end
 * @param pages the directory of the chunk table
 * @param bodyHash SHA-256 of everything in the footer before the root
 * @param root stands for the set
 * @param hmac over the root, by whoever had the data key; zeros without encryption
 * @param signatureAlgorithm known to the one who checks
 * @param signature over root and HMAC
 */
record Footer(
        long chunkCount,
        SetTrailer trailer,
        List<ChunkPage> pages,
        byte[] bodyHash,
        byte[] root,
        byte[] hmac,
        int signatureAlgorithm,
        byte[] signature) {

    private static final Limits LIMITS = Limits.V1;

    /** The largest footer: every page of the largest set, the largest trailer, and the fixed rest. */
    static final int MAX_BYTES =
            Math.toIntExact(LIMITS.chunks() / LIMITS.chunksPerPage()) * ChunkPage.DIRECTORY_ENTRY_BYTES
                    + LIMITS.trailerBytes()
                    + LIMITS.signatureBytes()
                    + 256;

    /** Everything before the root. */
    static byte[] body(long chunkCount, SetTrailer trailer, List<ChunkPage> pages) {
        byte[] encoded = TrailerCodec.encode(trailer);
        ByteWriter out = new ByteWriter().i64(chunkCount).bytes32(encoded).u32(pages.size());
        for (ChunkPage page : pages) {
            out.i64(page.offset()).u32(page.chunkCount()).raw(page.sha256());
        }
        byte[] rest = out.toByteArray();
        return new ByteWriter()
                .raw(Marks.FOOTER_MAGIC)
                .u32(Marks.FOOTER_PREFIX_BYTES + rest.length)
                .raw(rest)
                .toByteArray();
    }

    static byte[] whole(byte[] body, byte[] root, byte[] hmac, byte[] signature) {
        return new ByteWriter()
                .raw(body)
                .raw(root)
                .raw(hmac)
                .u8(Marks.ECDSA_P384_SHA384)
                .bytes16(signature)
                .toByteArray();
    }

    /** The 32 bytes that stand for the set. */
    static byte[] root(byte[] coreHash, byte[] keyCheck, byte[] bodyHash) {
        return Digests.sha256(Marks.ROOT, coreHash, keyCheck, bodyHash);
    }

    /** What the signer signs. */
    static byte[] signedMessage(byte[] root, byte[] hmac) {
        return new ByteWriter().raw(Marks.SET_SIGNATURE).raw(root).raw(hmac).toByteArray();
    }

    /**
     * @param bytes the whole footer
     * @param chunksOffset from the start of the set
     * @param footerOffset from the start of the set: where the last page ends
     */
    static Footer read(byte[] bytes, long chunksOffset, long footerOffset) throws DamagedMedia {
        ByteReader in = new ByteReader(bytes);
        try {
            require(Arrays.equals(in.raw(Marks.MAGIC_BYTES), Marks.FOOTER_MAGIC), "no footer's magic number");
            long bodyBytes = in.u32();
            long chunkCount = in.size64();
            require(chunkCount >= 1 && chunkCount <= LIMITS.chunks(), chunkCount + " chunks");
            SetTrailer trailer = TrailerCodec.decode(in.bytes32(LIMITS.trailerBytes()));
            List<ChunkPage> pages = pages(in, chunkCount, chunksOffset, footerOffset);
            require(bodyBytes == in.position(), "a body of another length than it says");
            byte[] bodyHash = Digests.sha256(Arrays.copyOf(bytes, in.position()));
            byte[] root = in.raw(Marks.HASH_BYTES);
            byte[] hmac = in.raw(Marks.HASH_BYTES);
            int algorithm = in.u8();
            byte[] signature = in.bytes16(LIMITS.signatureBytes());
            in.requireEnd();
            return new Footer(chunkCount, trailer, pages, bodyHash, root, hmac, algorithm, signature);
        } catch (Malformed e) {
            throw Damage.malformed("footer", e);
        }
    }

    private static List<ChunkPage> pages(ByteReader in, long chunkCount, long chunksOffset, long footerOffset)
            throws Malformed, DamagedMedia {
        long count = in.u32();
        int perPage = LIMITS.chunksPerPage();
        require(count == (chunkCount + perPage - 1) / perPage, count + " pages for " + chunkCount + " chunks");
        List<ChunkPage> pages = new ArrayList<>();
        long left = chunkCount;
        long start = chunksOffset;
        for (long i = 0; i < count; i++) {
            long offset = in.size64();
            long chunks = in.u32();
            require(chunks == Math.min(left, perPage), "a page of " + chunks + " chunks");
            ChunkPage page = new ChunkPage(start, offset, (int) chunks, in.raw(Marks.HASH_BYTES));
            require(offset > start && offset < footerOffset, "a page at byte " + offset + " of the set");
            start = page.endOffset();
            left -= chunks;
            pages.add(page);
        }
        require(start == footerOffset, "pages that do not end where it begins");
        return List.copyOf(pages);
    }

    private static void require(boolean condition, String what) throws DamagedMedia {
        if (!condition) {
            throw Damage.altered("The footer has " + what);
        }
    }
}
