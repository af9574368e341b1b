package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * One family's part of a backup set, read from several mirrors: what one of them has lost or holds damaged, the next
 * one gives. Mirrors hold the same bytes at the same offsets. Thread-safe.
 */
public final class MirroredSet implements BackupSet {

    /** Told of what a mirror could not give; from any thread, perhaps many times for one mirror. */
    @FunctionalInterface
    public interface Losses {

        /** @param mirror its index among those that were given */
        void lost(int mirror, Exception why);
    }

    private final List<BackupSet> mirrors;
    private final Losses losses;
    private final ByteSource source = new Source();

    private MirroredSet(List<BackupSet> mirrors, Losses losses) {
        this.mirrors = List.copyOf(mirrors);
        this.losses = losses;
    }

    /**
     * One alone is taken as it is.
     *
     * @throws DamagedMedia when they do not hold the same bytes
     */
    public static BackupSet of(List<BackupSet> mirrors, Losses losses) throws DamagedMedia {
        BackupSet first = mirrors.get(0);
        for (BackupSet mirror : mirrors) {
            if (!Arrays.equals(mirror.root(), first.root())) {
                throw Damage.altered("Its mirrors hold different backups");
            }
        }
        return mirrors.size() == 1 ? first : new MirroredSet(mirrors, losses);
    }

    @Override
    public SetCore core() {
        return mirrors.get(0).core();
    }

    @Override
    public SetTrailer trailer() {
        return mirrors.get(0).trailer();
    }

    @Override
    public byte[] root() {
        return mirrors.get(0).root();
    }

    @Override
    public byte[] signerCertificate() {
        return mirrors.get(0).signerCertificate();
    }

    @Override
    public String signerFingerprint() {
        return mirrors.get(0).signerFingerprint();
    }

    @Override
    public ByteSource source() {
        return source;
    }

    @Override
    public long sizeBytes() {
        return mirrors.get(0).sizeBytes();
    }

    @Override
    public long chunkCount() {
        return mirrors.get(0).chunkCount();
    }

    /** What is asked of one mirror after the other, until one has an answer. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(BackupSet mirror) throws IOException, DamagedMedia, WrongKey, UntrustedSigner;
    }

    private <T> T ask(Question<T> question) throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        for (int i = 0; i < mirrors.size() - 1; i++) {
            try {
                return question.ask(mirrors.get(i));
            } catch (IOException | DamagedMedia lost) {
                losses.lost(i, lost);
            }
        }
        return question.ask(mirrors.get(mirrors.size() - 1));
    }

    @Override
    public Iterator<ChunkRef> chunks() throws IOException, DamagedMedia {
        try {
            return ask(BackupSet::chunks);
        } catch (WrongKey | UntrustedSigner impossible) {
            throw new IllegalStateException("A chunk table needs no key", impossible);
        }
    }

    /** The root is the same in all, so one signature is as good as another; but it does not stand under the root. */
    @Override
    public void checkSignature() throws DamagedMedia {
        try {
            ask(mirror -> {
                mirror.checkSignature();
                return mirror;
            });
        } catch (IOException | WrongKey | UntrustedSigner impossible) {
            throw new IllegalStateException("A signature is in memory and needs no key", impossible);
        }
    }

    @Override
    public boolean isSignerTrusted(List<Identity> identities, SignerTrust trust) throws DamagedMedia {
        return mirrors.get(0).isSignerTrusted(identities, trust);
    }

    /** Of each mirror: they can be changed alone. */
    @Override
    public void checkSlotAreas() throws IOException, DamagedMedia {
        for (BackupSet mirror : mirrors) {
            mirror.checkSlotAreas();
        }
    }

    @Override
    public void checkChunk(ChunkRef chunk, ByteBuffer sealed) throws DamagedMedia {
        mirrors.get(0).checkChunk(chunk, sealed);
    }

    @Override
    public OpenSet open(List<Identity> identities, SignerTrust trust, Optional<String> accepted)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        OpenSet opened = ask(mirror -> mirror.open(identities, trust, accepted));
        return new OpenSet() {
            @Override
            public ChunkOpener newOpener(OpenBench bench) {
                return new Opener(opened.newOpener(bench));
            }

            @Override
            public void close() {
                opened.close();
            }
        };
    }

    /** Opens a chunk from whichever mirror has it: the keys are the same. */
    private final class Opener implements ChunkOpener {

        private final ChunkOpener opener;

        Opener(ChunkOpener opener) {
            this.opener = opener;
        }

        @Override
        public int open(ChunkRef chunk, ByteBuffer sealed, byte[] target) throws DamagedMedia {
            try {
                return opener.open(chunk, sealed, target);
            } catch (DamagedMedia damaged) {
                return openElsewhere(chunk, target, damaged);
            }
        }

        private int openElsewhere(ChunkRef chunk, byte[] target, DamagedMedia damaged) throws DamagedMedia {
            ByteBuffer again = ByteBuffer.allocate(chunk.lengthBytes());
            for (int i = 0; i < mirrors.size(); i++) {
                try {
                    mirrors.get(i).source().readFully(chunk.offset(), again.clear());
                    return opener.open(chunk, again.flip(), target);
                } catch (IOException | DamagedMedia lost) {
                    losses.lost(i, lost);
                }
            }
            throw damaged;
        }

        @Override
        public void close() {
            opener.close();
        }
    }

    private final class Source implements ByteSource {

        @Override
        public long sizeBytes() throws IOException {
            return mirrors.get(0).source().sizeBytes();
        }

        @Override
        public void readFully(long offset, ByteBuffer target) throws IOException {
            int start = target.position();
            for (int i = 0; i < mirrors.size() - 1; i++) {
                try {
                    mirrors.get(i).source().readFully(offset, target);
                    return;
                } catch (IOException lost) {
                    losses.lost(i, lost);
                    target.position(start);
                }
            }
            mirrors.get(mirrors.size() - 1).source().readFully(offset, target);
        }
    }
}
