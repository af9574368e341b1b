package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import dev.coffer.crypto.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A set in a file whose core and footer agree with each other. */
final class StoredSet implements BackupSet {

    private final Extent extent;
    private final CoreSection section;
    private final byte[] coreHash;
    private final byte[] keyCheck;
    private final Footer footer;
    private final PublicKey signerKey;

    private StoredSet(Extent extent, CoreSection section, byte[] coreHash, byte[] keyCheck, Footer footer)
            throws DamagedMedia {
        this.extent = extent;
        this.section = section;
        this.coreHash = coreHash;
        this.keyCheck = keyCheck;
        this.footer = footer;
        this.signerKey = SignatureCheck.signerKey(section.signerCertificate());
    }

    /** Reads core and footer; hashes, bounds, the label's hash and the root are checked, nobody's word is taken yet. */
    static StoredSet read(Extent extent, LabelCodec.Stored label) throws IOException, DamagedMedia {
        CoreReader.Prefix prefix = CoreReader.prefix(extent.read(0, Marks.SET_PREFIX_BYTES));
        byte[] front = extent.read(0, prefix.coreBytes() + 2 * Marks.HASH_BYTES);
        byte[] core = Arrays.copyOf(front, prefix.coreBytes());
        byte[] coreHash = Arrays.copyOfRange(front, core.length, core.length + Marks.HASH_BYTES);
        byte[] keyCheck = Arrays.copyOfRange(front, core.length + Marks.HASH_BYTES, front.length);
        requireAltered(Arrays.equals(Digests.sha256(core), coreHash), extent, "its core does not match its hash");
        CoreSection section = CoreReader.read(core, label.label());
        requireAltered(Arrays.equals(section.labelHash(), label.hash()), extent, "it was written to another media");

        byte[] locator = extent.read(extent.sizeBytes() - Marks.LOCATOR_BYTES, Marks.LOCATOR_BYTES);
        ByteBuffer words = ByteBuffer.wrap(locator);
        long footerBytes = words.getInt(8) & 0xFFFF_FFFFL;
        long footerOffset = extent.sizeBytes() - Marks.LOCATOR_BYTES - footerBytes;
        byte[] magic = Arrays.copyOfRange(locator, 12, Marks.LOCATOR_BYTES);
        requireAltered(
                words.getLong(0) == extent.sizeBytes()
                        && footerBytes <= Footer.MAX_BYTES
                        && footerOffset > prefix.chunksOffset()
                        && Arrays.equals(magic, Marks.END_MAGIC),
                extent,
                "its locator leads astray");
        Footer footer = Footer.read(extent.read(footerOffset, (int) footerBytes), prefix.chunksOffset(), footerOffset);
        byte[] root = Footer.root(coreHash, keyCheck, footer.bodyHash());
        requireAltered(Arrays.equals(root, footer.root()), extent, "its footer does not match its root");
        if (section.core().suite() == Suite.NONE) {
            byte[] zeros = new byte[Marks.HASH_BYTES];
            requireAltered(
                    Arrays.equals(keyCheck, zeros) && Arrays.equals(footer.hmac(), zeros),
                    extent,
                    "it has a key check without a key");
        }
        return new StoredSet(extent, section, coreHash, keyCheck, footer);
    }

    private static void requireAltered(boolean condition, Extent extent, String what) throws DamagedMedia {
        if (!condition) {
            throw Damage.altered("The set at byte " + extent.start() + " is damaged: " + what);
        }
    }

    Extent extent() {
        return extent;
    }

    CoreSection section() {
        return section;
    }

    @Override
    public SetCore core() {
        return section.core();
    }

    @Override
    public SetTrailer trailer() {
        return footer.trailer();
    }

    @Override
    public byte[] root() {
        return footer.root().clone();
    }

    @Override
    public byte[] signerCertificate() {
        return section.signerCertificate().clone();
    }

    @Override
    public String signerFingerprint() {
        return SignatureCheck.fingerprint(signerKey.getEncoded());
    }

    PublicKey signerKey() {
        return signerKey;
    }

    @Override
    public ByteSource source() {
        return extent.source();
    }

    @Override
    public long sizeBytes() {
        return extent.sizeBytes();
    }

    @Override
    public long chunkCount() {
        return footer.chunkCount();
    }

    @Override
    public Iterator<ChunkRef> chunks() throws IOException, DamagedMedia {
        for (int i = 0; i < footer.pages().size(); i++) {
            boolean last = i == footer.pages().size() - 1;
            ChunkCursor.readPage(extent, footer.pages().get(i), last, ChunkForm.of(core()));
        }
        return new ChunkCursor(extent, footer.pages(), ChunkForm.of(core()));
    }

    @Override
    public void checkSignature() throws DamagedMedia {
        SignatureCheck.require(
                "the set at byte " + extent.start(),
                footer.signatureAlgorithm(),
                signerKey,
                Footer.signedMessage(footer.root(), footer.hmac()),
                footer.signature());
    }

    @Override
    public void checkSlotAreas() throws IOException, DamagedMedia {
        if (section.slotAreaBytes() == 0) {
            return;
        }
        SlotArea a = slotArea(0);
        SlotArea b = slotArea(1);
        a.checkSignature(coreHash);
        b.checkSignature(coreHash);
        // A rotation that was killed between the two leaves the second one step behind.
        if (Math.abs(a.generation() - b.generation()) > 1) {
            throw Damage.altered("The slot areas are of generations " + a.generation() + " and " + b.generation());
        }
    }

    /** @param index 0 for A, 1 for B */
    SlotArea slotArea(int index) throws IOException, DamagedMedia {
        return SlotArea.read(extent.read(slotAreaOffset(index), section.slotAreaBytes()));
    }

    /** From the start of the set. */
    long slotAreaOffset(int index) {
        return section.encode().length + 2L * Marks.HASH_BYTES + (long) index * section.slotAreaBytes();
    }

    byte[] coreHash() {
        return coreHash;
    }

    @Override
    public void checkChunk(ChunkRef chunk, ByteBuffer sealed) throws DamagedMedia {
        MessageDigest sha256 = Digests.newSha256();
        sha256.update(sealed.duplicate());
        if (sealed.remaining() != chunk.lengthBytes() || !Arrays.equals(sha256.digest(), chunk.sha256())) {
            throw Damage.altered("Chunk " + chunk.index() + " at byte " + chunk.offset() + " does not match its hash");
        }
    }

    /** Whether keys derived from a candidate data key are this set's. */
    boolean passesKeyCheck(SetKeys keys) {
        return MessageDigest.isEqual(keys.keyCheck(coreHash), keyCheck);
    }

    SetKeys keysFrom(dev.coffer.bytes.SecretBytes dataKey) {
        return SetKeys.derive(dataKey, core().suite(), section.salt(), coreHash);
    }

    void checkFooterMac(SetKeys keys) throws DamagedMedia {
        requireAltered(
                MessageDigest.isEqual(keys.footerMac(footer.root()), footer.hmac()),
                extent,
                "its footer was not written by a holder of its key");
    }

    @Override
    public boolean isSignerTrusted(List<Identity> identities, SignerTrust trust) throws DamagedMedia {
        return new SetOpening(this, identities, trust, Optional.empty()).isSignerTrusted();
    }

    @Override
    public OpenSet open(List<Identity> identities, SignerTrust trust, Optional<String> accepted)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        return new SetOpening(this, identities, trust, accepted).open();
    }
}
