package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import dev.coffer.crypto.Digests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A backup set put together from all families of its media set: chunks come in the order of the payload. A chunk's
 * offset holds the family it lies in. Thread-safe.
 */
public final class StripedSet implements BackupSet {

    /** Above every offset in a file. */
    private static final int FAMILY_SHIFT = 56;

    private final List<BackupSet> families;
    private final ByteSource source = new Joined();

    private StripedSet(List<BackupSet> families) {
        this.families = List.copyOf(families);
    }

    /**
     * The set of which these are the stripes; one family alone is its own set.
     *
     * @param families by number, from 1, every one
     * @throws DamagedMedia when they are not all of one backup
     */
    public static BackupSet of(List<BackupSet> families) throws DamagedMedia {
        BackupSet first = families.get(0);
        int count = first.core().label().familyCount();
        if (count != families.size()) {
            throw Damage.incomplete("The media set has " + count + " families, not " + families.size());
        }
        if (count == 1) {
            return first;
        }
        long chunks = 0;
        for (BackupSet family : families) {
            chunks += family.chunkCount();
        }
        for (int number = 1; number <= count; number++) {
            BackupSet family = families.get(number - 1);
            long dealt = (chunks - number + count) / count;
            if (!belongs(family, first, number) || family.chunkCount() != dealt) {
                throw Damage.altered("It holds a stripe of another backup").in(number);
            }
        }
        return new StripedSet(families);
    }

    private static boolean belongs(BackupSet family, BackupSet first, int number) {
        SetCore core = family.core();
        SetCore other = first.core();
        return core.label().familyNumber() == number
                && core.label().familyCount() == other.label().familyCount()
                && core.label().mediaSetGuid().equals(other.label().mediaSetGuid())
                && core.setGuid().equals(other.setGuid())
                && core.position() == other.position()
                && core.suite() == other.suite()
                && core.codec() == other.codec()
                && core.chunkSizeLog2() == other.chunkSizeLog2()
                && family.trailer().equals(first.trailer())
                && Arrays.equals(family.signerCertificate(), first.signerCertificate());
    }

    /** The root of a set of several families, from theirs. */
    static byte[] root(List<byte[]> roots) {
        if (roots.size() == 1) {
            return roots.get(0);
        }
        byte[][] parts = new byte[roots.size() + 1][];
        parts[0] = Marks.FAMILIES;
        for (int i = 0; i < roots.size(); i++) {
            parts[i + 1] = roots.get(i);
        }
        return Digests.sha256(parts);
    }

    @Override
    public SetCore core() {
        return families.get(0).core();
    }

    @Override
    public SetTrailer trailer() {
        return families.get(0).trailer();
    }

    @Override
    public byte[] root() {
        return root(families.stream().map(BackupSet::root).toList());
    }

    @Override
    public byte[] signerCertificate() {
        return families.get(0).signerCertificate();
    }

    @Override
    public String signerFingerprint() {
        return families.get(0).signerFingerprint();
    }

    @Override
    public ByteSource source() {
        return source;
    }

    @Override
    public long sizeBytes() {
        return families.stream().mapToLong(BackupSet::sizeBytes).sum();
    }

    @Override
    public long chunkCount() {
        return families.stream().mapToLong(BackupSet::chunkCount).sum();
    }

    @Override
    public Iterator<ChunkRef> chunks() throws IOException, DamagedMedia {
        List<Iterator<ChunkRef>> each = new ArrayList<>();
        for (int i = 0; i < families.size(); i++) {
            try {
                each.add(families.get(i).chunks());
            } catch (DamagedMedia damaged) {
                throw damaged.in(i + 1);
            }
        }
        return new Iterator<>() {
            private long index;

            @Override
            public boolean hasNext() {
                return each.get(familyOf(index)).hasNext();
            }

            @Override
            public ChunkRef next() {
                int family = familyOf(index);
                ChunkRef own = each.get(family).next();
                return new ChunkRef(
                        index++,
                        own.last(),
                        own.offset() | (long) family << FAMILY_SHIFT,
                        own.lengthBytes(),
                        own.sha256());
            }
        };
    }

    private int familyOf(long index) {
        return (int) (index % families.size());
    }

    /** As the family itself numbers and places the chunk. */
    private ChunkRef own(ChunkRef chunk) {
        return new ChunkRef(
                chunk.index() / families.size(),
                chunk.last(),
                chunk.offset() & (1L << FAMILY_SHIFT) - 1,
                chunk.lengthBytes(),
                chunk.sha256());
    }

    /** What is asked of each family. */
    @FunctionalInterface
    private interface Question {
        void ask(BackupSet family) throws IOException, DamagedMedia;
    }

    private void askEach(Question question) throws IOException, DamagedMedia {
        for (int i = 0; i < families.size(); i++) {
            try {
                question.ask(families.get(i));
            } catch (DamagedMedia damaged) {
                throw damaged.in(i + 1);
            }
        }
    }

    @Override
    public void checkSignature() throws DamagedMedia {
        for (int i = 0; i < families.size(); i++) {
            try {
                families.get(i).checkSignature();
            } catch (DamagedMedia damaged) {
                throw damaged.in(i + 1);
            }
        }
    }

    @Override
    public boolean isSignerTrusted(List<Identity> identities, SignerTrust trust) throws DamagedMedia {
        for (BackupSet family : families) {
            if (!family.isSignerTrusted(identities, trust)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void checkSlotAreas() throws IOException, DamagedMedia {
        askEach(BackupSet::checkSlotAreas);
    }

    @Override
    public void checkChunk(ChunkRef chunk, ByteBuffer sealed) throws DamagedMedia {
        int family = familyOf(chunk.index());
        try {
            families.get(family).checkChunk(own(chunk), sealed);
        } catch (DamagedMedia damaged) {
            throw damaged.in(family + 1);
        }
    }

    @Override
    public OpenSet open(List<Identity> identities, SignerTrust trust, Optional<String> accepted)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        List<OpenSet> opened = new ArrayList<>();
        boolean all = false;
        try {
            for (BackupSet family : families) {
                opened.add(family.open(identities, trust, accepted));
            }
            all = true;
            return new Opened(opened);
        } catch (DamagedMedia damaged) {
            throw damaged.in(opened.size() + 1);
        } finally {
            if (!all) {
                opened.forEach(OpenSet::close);
            }
        }
    }

    private final class Opened implements OpenSet {

        private final List<OpenSet> opened;

        Opened(List<OpenSet> opened) {
            this.opened = List.copyOf(opened);
        }

        @Override
        public ChunkOpener newOpener(OpenBench bench) {
            List<ChunkOpener> openers =
                    opened.stream().map(family -> family.newOpener(bench)).toList();
            return new Opener(openers);
        }

        @Override
        public void close() {
            opened.forEach(OpenSet::close);
        }
    }

    private final class Opener implements ChunkOpener {

        private final List<ChunkOpener> openers;

        Opener(List<ChunkOpener> openers) {
            this.openers = openers;
        }

        @Override
        public int open(ChunkRef chunk, ByteBuffer sealed, byte[] target) throws DamagedMedia {
            int family = familyOf(chunk.index());
            try {
                return openers.get(family).open(own(chunk), sealed, target);
            } catch (DamagedMedia damaged) {
                throw damaged.in(family + 1);
            }
        }

        @Override
        public void close() {
            openers.forEach(ChunkOpener::close);
        }
    }

    private final class Joined implements ByteSource {

        @Override
        public long sizeBytes() throws IOException {
            long sum = 0;
            for (BackupSet family : families) {
                sum += family.source().sizeBytes();
            }
            return sum;
        }

        @Override
        public void readFully(long offset, ByteBuffer target) throws IOException {
            BackupSet family = families.get((int) (offset >>> FAMILY_SHIFT));
            family.source().readFully(offset & (1L << FAMILY_SHIFT) - 1, target);
        }
    }
}
