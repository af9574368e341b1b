package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Writes and reads small sets the way the pipeline does. */
final class TestSets {

    static final UUID GUID = UUID.fromString("7a1b4c5d-0000-4000-8000-0123456789ab");

    private TestSets() {}

    static MediaLabel label(int familyNumber, int familyCount) {
        return new MediaLabel(
                GUID,
                new UUID(7, familyNumber),
                familyNumber,
                familyCount,
                0,
                1,
                "Shop média",
                "three stripes of words",
                Instant.parse("2026-11-23T03:30:00.123Z"));
    }

    static SetCore core(MediaLabel label, int position, byte[] previousRoot, Suite suite, PayloadCodec codec) {
        return new SetCore(
                new UUID(42, position),
                BackupKind.FULL,
                position > 1,
                true,
                label,
                position,
                previousRoot,
                Optional.empty(),
                SetCore.noRoot(),
                suite,
                codec,
                10,
                new SetCore.Text("MyTestDB-Full", "Größe: 3 Stück", "sa", "SERVER", "host.example"),
                Instant.parse("2026-11-23T03:31:00.456Z"),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                database(),
                Map.of("postgres.version", "18.1", "postgres.system-identifier", "7571234567890123456"),
                List.of());
    }

    private static SetCore.Database database() {
        return new SetCore.Database(
                "MyTestDB",
                new UUID(1, 1),
                new UUID(1, 2),
                Instant.parse("2026-11-01T10:00:00Z"),
                "FULL",
                160,
                "Latin1_General_100_BIN2_UTF8",
                new UUID(1, 3),
                new BigInteger("37000000012300001"),
                new BigInteger("37000000012300002"),
                BigInteger.ZERO,
                List.of(
                        new SetCore.DatabaseFile("MyTestDB", "/data/MyTestDB", 'D', 1, new UUID(2, 1), 8 << 20),
                        new SetCore.DatabaseFile("MyTestDB_log", "/log/MyTestDB", 'L', 2, new UUID(2, 2), 16 << 20)));
    }

    static SetTrailer trailer(long payloadBytes) {
        return new SetTrailer(
                Instant.parse("2026-11-23T03:31:05.789Z"),
                payloadBytes,
                new BigInteger("37000000012300099"),
                Optional.empty(),
                Optional.of(Instant.parse("2026-11-23T03:31:04.001Z")),
                new UUID(1, 3),
                0,
                List.of(new SetTrailer.FileSize(1, 8 << 20, 2500), new SetTrailer.FileSize(2, 16 << 20, 0)),
                Map.of("postgres.stop-lsn", "0/1234567"));
    }

    /** Half words, half noise, so that compression does something and not everything. */
    static byte[] payload(int lengthBytes, long seed) {
        byte[] payload = new byte[lengthBytes];
        Random random = new Random(seed);
        for (int i = 0; i < lengthBytes; i++) {
            payload[i] = (byte) ((i / 64) % 2 == 0 ? "coffer ".charAt(i % 7) : random.nextInt());
        }
        return payload;
    }

    static byte[] write(
            MemoryFile file, SetCore core, byte[] payload, List<Recipient> to, List<Identity> proofs, SetSigner signer)
            throws IOException, WrongKey {
        try (SetWriter writer = SetWriter.begin(file, core, to, proofs, signer, new SecureRandom());
                ChunkSealer sealer = writer.newSealer(1)) {
            int size = core.chunkSizeBytes();
            int chunks = Math.max(1, (payload.length + size - 1) / size);
            for (int i = 0; i < chunks; i++) {
                int length = Math.min(size, payload.length - i * size);
                byte[] plain = java.util.Arrays.copyOfRange(payload, i * size, i * size + length);
                ByteBuffer target = ByteBuffer.allocate(sealer.maxSealedBytes());
                writer.write(sealer.seal(i, i == chunks - 1, plain, length, target));
            }
            return writer.finish(trailer(payload.length));
        }
    }

    /** A media set of several families with one backup: a file for each. */
    static List<byte[]> striped(
            int familyCount, UUID setGuid, Suite suite, byte[] payload, List<Recipient> to, SetSigner signer)
            throws IOException, WrongKey {
        List<MemoryFile> files = new ArrayList<>();
        List<SetWriter> writers = new ArrayList<>();
        for (int number = 1; number <= familyCount; number++) {
            MemoryFile file = new MemoryFile();
            MediaLabel label = label(number, familyCount);
            SetWriter.writeLabel(file, label);
            SetCore core = core(label, 1, SetCore.noRoot(), suite, PayloadCodec.ZSTD);
            files.add(file);
            writers.add(SetWriter.begin(file, of(setGuid, core), to, List.of(), signer, new SecureRandom()));
        }
        try (StripedWriter writer = new StripedWriter(writers);
                ChunkSealer sealer = writer.newSealer(1)) {
            int size = 1024;
            long chunks = Math.max(1, (payload.length + size - 1) / size);
            for (long i = 0; i < chunks + familyCount - 1; i++) {
                int from = (int) Math.min(i * size, payload.length);
                byte[] plain = java.util.Arrays.copyOfRange(payload, from, Math.min(from + size, payload.length));
                ByteBuffer target = ByteBuffer.allocate(sealer.maxSealedBytes());
                SealedChunk chunk = sealer.seal(i, i >= chunks - 1, plain, plain.length, target);
                writer.write(writer.familyOf(i), chunk);
            }
            writer.finish(trailer(payload.length));
        }
        return files.stream().map(MemoryFile::bytes).toList();
    }

    private static SetCore of(UUID setGuid, SetCore core) {
        return new SetCore(
                setGuid,
                core.kind(),
                core.copyOnly(),
                core.hasChecksums(),
                core.label(),
                core.position(),
                core.previousRoot(),
                core.baseGuid(),
                core.baseRoot(),
                core.suite(),
                core.codec(),
                core.chunkSizeLog2(),
                core.text(),
                core.startedAt(),
                core.expiresAt(),
                core.database(),
                core.engine(),
                core.encryptors());
    }

    /** What RESTORE does with several families: puts them together and lets every chunk out. */
    static byte[] restore(List<byte[]> files, List<Identity> identities, SignerTrust trust)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        List<BackupSet> families = new ArrayList<>();
        for (byte[] file : files) {
            families.add(MediaFile.read(new ArraySource(file)).set(1));
        }
        BackupSet set = StripedSet.of(families);
        try (BackupSet.OpenSet open = set.open(identities, trust, Optional.empty())) {
            return payload(set, open);
        }
    }

    /** A media with one set. */
    static byte[] single(Suite suite, PayloadCodec codec, byte[] payload, List<Recipient> to, SetSigner signer)
            throws IOException, WrongKey {
        MemoryFile file = new MemoryFile();
        MediaLabel label = label(1, 1);
        SetWriter.writeLabel(file, label);
        write(file, core(label, 1, SetCore.noRoot(), suite, codec), payload, to, List.of(), signer);
        return file.bytes();
    }

    /** What RESTORE does: opens the set and lets every chunk out. */
    static byte[] restore(byte[] file, int position, List<Identity> identities, SignerTrust trust)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        ArraySource source = new ArraySource(file);
        BackupSet set = MediaFile.read(source).set(position);
        try (BackupSet.OpenSet open = set.open(identities, trust, Optional.empty())) {
            return payload(set, open);
        }
    }

    /**
     * As {@link #restore} of the first set, but the footer's signature is taken on trust: checking it takes longest.
     */
    static byte[] restoreSigned(byte[] file, List<Identity> identities, SignerTrust trust)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        ArraySource source = new ArraySource(file);
        StoredSet set = (StoredSet) MediaFile.read(source).set(1);
        try (BackupSet.OpenSet open = new SetOpening(set, identities, trust, Optional.empty()).openSigned()) {
            return payload(set, open);
        }
    }

    static byte[] payload(BackupSet set, BackupSet.OpenSet open) throws IOException, DamagedMedia {
        List<byte[]> parts = new ArrayList<>();
        try (ChunkOpener opener = open.newOpener()) {
            byte[] plain = new byte[set.core().chunkSizeBytes()];
            for (Iterator<ChunkRef> chunks = set.chunks(); chunks.hasNext(); ) {
                ChunkRef chunk = chunks.next();
                int length = opener.open(chunk, sealed(set.source(), chunk), plain);
                parts.add(java.util.Arrays.copyOf(plain, length));
            }
        }
        return joined(parts);
    }

    /** What {@code coffer verify} does: everything that needs no key. */
    static void verify(byte[] file, int position) throws IOException, DamagedMedia {
        ArraySource source = new ArraySource(file);
        MediaFile media = MediaFile.read(source);
        BackupSet set = media.set(position);
        // The signatures last: they take longest, and tests ask thousands of times.
        for (Iterator<ChunkRef> chunks = set.chunks(); chunks.hasNext(); ) {
            ChunkRef chunk = chunks.next();
            set.checkChunk(chunk, sealed(source, chunk));
        }
        set.checkSlotAreas();
        set.checkSignature();
        if (!media.damage().isEmpty()) {
            throw media.damage().get(0);
        }
        if (media.tornTail().isPresent()) {
            throw media.tornTail().get();
        }
    }

    private static ByteBuffer sealed(ByteSource source, ChunkRef chunk) throws IOException {
        ByteBuffer sealed = ByteBuffer.allocate(chunk.lengthBytes());
        source.readFully(chunk.offset(), sealed);
        return sealed.flip();
    }

    private static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
