package dev.coffer.media;

import dev.coffer.bytes.ByteWriter;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Wrote the vectors of version 1 that no {@link SetWriter} writes, and those of mirrors; once, as {@link VectorWriter}
 * the others. Their signer is one more.
 */
final class CraftedVectorWriter {

    private final Path folder;
    private final byte[] payload;
    private final TestKeys signer = TestKeys.of(KeyKind.EC_P384, "Vector signer two");
    private final TestKeys ec;
    private final SecretBytes dataKey = new RandomSource().key(SetKeys.DATA_KEY_BYTES);

    private CraftedVectorWriter(Path folder) throws Exception {
        this.folder = folder;
        this.payload = Files.readAllBytes(folder.resolve("payload"));
        PrivateKey key = KeyPairs.decodePrivate(SecretBytes.adopt(Files.readAllBytes(folder.resolve("ec.pk8"))));
        KeyPair pair = new KeyPair(KeyPairs.publicOf(key), key);
        var request = new Certificates.Request(
                "Vector EC",
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2036-01-01T00:00:00Z"),
                Certificates.Purpose.ENCRYPTION);
        this.ec = new TestKeys(Certificates.selfSigned(pair, request, new RandomSource()), pair);
    }

    public static void main(String[] arguments) throws Exception {
        new CraftedVectorWriter(Path.of(arguments[0])).writeAll();
    }

    private void writeAll() throws Exception {
        if (Files.exists(folder.resolve("signer-two.cer"))) {
            throw new IllegalStateException("The vectors are written once");
        }
        Files.write(folder.resolve("signer-two.cer"), signer.certificateDer());
        write("mirror", "ok", "mirror 2 of 2", written(label(1, 1, 1, 2)));
        write("mirrored-stripe", "ok", "stripe 1 of 2, mirror 1 of 3", written(label(1, 2, 0, 3)));

        Encryptor encryptor = ec.recipient("ec").encryptor();
        SlotArea.Slot slot =
                new SlotArea.Slot(encryptor.keyId(), ec.recipient("ec").wrap(dataKey));
        List<Encryptor> one = List.of(encryptor);
        List<CraftedSet.Chunk> chunks = CraftedSet.chunks(payload, 1024);
        write("crafted", "ok", "put together by hand, nothing wrong", crafted(one, List.of(slot), chunks));
        write(
                "duplicate-encryptors",
                "ALTERED",
                "the core names one recipient twice",
                crafted(List.of(encryptor, encryptor), List.of(slot), chunks));
        write(
                "duplicate-slots",
                "ALTERED",
                "both slot areas name one recipient twice",
                crafted(one, List.of(slot, slot), chunks));
        byte[] first = chunks.get(0).plain();
        byte[] third = chunks.get(2).plain();
        write(
                "last-flag-early",
                "ALTERED",
                "the first of three chunks is sealed and framed as the last",
                crafted(one, List.of(slot), changed(chunks, 0, new CraftedSet.Chunk(first, true, true))));
        write(
                "last-flag-missing",
                "ALTERED",
                "no chunk is sealed and framed as the last",
                crafted(one, List.of(slot), changed(chunks, 2, new CraftedSet.Chunk(third, false, false))));
        write(
                "last-flag-nonce",
                "ALTERED by restore",
                "the last chunk is framed as the last and sealed as another",
                crafted(one, List.of(slot), changed(chunks, 2, new CraftedSet.Chunk(third, false, true))));
    }

    private static List<CraftedSet.Chunk> changed(List<CraftedSet.Chunk> chunks, int at, CraftedSet.Chunk other) {
        List<CraftedSet.Chunk> changed = new ArrayList<>(chunks);
        changed.set(at, other);
        return changed;
    }

    private byte[] crafted(List<Encryptor> encryptors, List<SlotArea.Slot> slots, List<CraftedSet.Chunk> chunks) {
        CoreSection section = CraftedSet.section(TestSets.label(1, 1), encryptors, signer);
        return new CraftedSet(section, dataKey, slots, signer).file(chunks);
    }

    private byte[] written(MediaLabel label) throws Exception {
        MemoryFile file = new MemoryFile();
        SetWriter.writeLabel(file, label);
        SetCore core = TestSets.core(label, 1, SetCore.noRoot(), Suite.AES_256_GCM, PayloadCodec.ZSTD);
        TestSets.write(file, core, payload, List.of(ec.recipient("ec")), List.of(), signer.signer());
        return file.bytes();
    }

    private static MediaLabel label(int family, int families, int mirror, int mirrors) {
        MediaLabel plain = TestSets.label(family, families);
        return new MediaLabel(
                plain.mediaSetGuid(),
                plain.familyGuid(),
                family,
                families,
                mirror,
                mirrors,
                plain.name(),
                plain.description(),
                plain.writtenAt());
    }

    private void write(String name, String expect, String comment, byte[] bytes) throws Exception {
        String header = "expect: " + expect + "\nkey: ec\nsigner: signer-two\ncomment: " + comment + "\n\n";
        byte[] front = header.getBytes(StandardCharsets.US_ASCII);
        Files.write(
                folder.resolve(name + ".vector"),
                new ByteWriter().raw(front).raw(bytes).toByteArray());
    }
}
