package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One backup set: as it lies in one media family, one stripe of it perhaps; or put together from all its families, as
 * {@link StripedSet} does, and from mirrors, as {@link MirroredSet} does. Thread-safe.
 */
public interface BackupSet {

    SetCore core();

    SetTrailer trailer();

    /** 32 bytes that stand for every byte of the set but its slot areas. */
    byte[] root();

    /** DER of the signing certificate in the set: a hint. */
    byte[] signerCertificate();

    /** SHA-256 of the signer's SubjectPublicKeyInfo, 64 upper-case hexadecimal digits. */
    String signerFingerprint();

    /** Where the chunks lie. */
    ByteSource source();

    /** Bytes of the set in its files, from its core to its footer. */
    long sizeBytes();

    long chunkCount();

    /**
     * The chunk table in order, read in pages.
     *
     * @throws java.io.UncheckedIOException from the iterator, when the file cannot be read
     */
    Iterator<ChunkRef> chunks() throws IOException, DamagedMedia;

    /** The footer's signature by the key in the set itself: whole and untampered, whoever signed. */
    void checkSignature() throws DamagedMedia;

    /**
     * Whether {@link #open} would trust the signer without being told to: it is trusted here, or one of the identities
     * endorsed it. Says nothing of the signature itself.
     */
    boolean isSignerTrusted(List<Identity> identities, SignerTrust trust) throws DamagedMedia;

    /**
     * Both slot areas are whole: hash, signature by the key that each names, padding. Needs no key. A damaged area
     * denies at most: {@link #open} uses whichever area still yields the data key, so only a verification asks this.
     */
    void checkSlotAreas() throws IOException, DamagedMedia;

    /** Hashes a chunk's framed bytes against the footer; needs no key, and no other copy of them is looked for. */
    void checkChunk(ChunkRef chunk, java.nio.ByteBuffer sealed) throws DamagedMedia;

    /**
     * Signature, trust, key slots, key check and footer HMAC, in this order; afterwards chunks may be opened.
     *
     * @param identities whoever may open it; empty for an unencrypted set
     * @param accepted fingerprint of a signer that the operator accepts by TRUST_SIGNER
     */
    OpenSet open(List<Identity> identities, SignerTrust trust, Optional<String> accepted)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner;

    /** An opened set: hands out openers, one for each worker. */
    interface OpenSet extends AutoCloseable {

        /** @param bench of the worker; closed with the opener */
        ChunkOpener newOpener(OpenBench bench);

        default ChunkOpener newOpener() {
            return newOpener(new OpenBench());
        }

        @Override
        void close();
    }
}
