package dev.coffer.media;

import dev.coffer.bytes.ByteSink;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;

/**
 * Writes one stripe of one backup set, front to back; nothing is patched afterwards. Sealers may run on several threads;
 * everything else is confined to the thread that writes.
 */
public final class SetWriter implements AutoCloseable {

    private SetWriter() {}

    /** Writes the label that starts a media family; the sink stands at byte 0. */
    public static void writeLabel(ByteSink sink, MediaLabel label) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Draws a data key and a salt, asks each recipient to endorse the signer, and writes core, key check and slot areas.
     * The core's encryptors are taken from the recipients, in their order; those in the given core are ignored.
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
        throw new UnsupportedOperationException();
    }

    /**
     * A sealer for one worker thread.
     *
     * @param compressionLevel zstd's; ignored without compression
     */
    public ChunkSealer newSealer(int compressionLevel) {
        throw new UnsupportedOperationException();
    }

    /** Writes the next chunk; indexes rise by one from 0, and exactly the last says so. */
    public void write(SealedChunk chunk) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Writes the footer: trailer, chunk table, root, HMAC, signature. Returns the set's root, 32 bytes. */
    public byte[] finish(SetTrailer trailer) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Wipes the keys. */
    @Override
    public void close() {}
}
