package dev.coffer.media;

import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Wrote the vectors of version 1, once. Run by hand with the folder as argument, never by the build: vectors that
 * change with the code show nothing.
 */
final class VectorWriter {

    private static final byte[] PAYLOAD = TestSets.payload(2500, 8);

    private final Path folder;
    private final TestKeys signer = TestKeys.of(KeyKind.EC_P384, "Vector signer");
    private final TestKeys rsa = TestKeys.of(KeyKind.RSA_2048, "Vector RSA");
    private final TestKeys ec = TestKeys.of(KeyKind.EC_P256, "Vector EC");
    private final byte[] kek = TestSets.payload(32, 9);

    private VectorWriter(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        new VectorWriter(Path.of(arguments[0])).writeAll();
    }

    private void writeAll() throws Exception {
        Files.createDirectories(folder);
        if (Files.exists(folder.resolve("signer.cer"))) {
            throw new IllegalStateException("The vectors are written once");
        }
        Files.write(folder.resolve("signer.cer"), signer.certificateDer());
        Files.write(folder.resolve("rsa.pk8"), rsa.pair().getPrivate().getEncoded());
        Files.write(folder.resolve("ec.pk8"), ec.pair().getPrivate().getEncoded());
        Files.write(folder.resolve("kek.key"), kek);
        Files.write(folder.resolve("payload"), PAYLOAD);

        byte[] sound = single(Suite.AES_256_GCM, PayloadCodec.ZSTD, List.of(rsa.recipient("rsa")));
        write("aes-256-rsa", "ok", "rsa", "AES-256, zstd, RSA-2048", sound);
        write(
                "aes-192-ec",
                "ok",
                "ec",
                "AES-192, zstd, EC P-256",
                single(Suite.AES_192_GCM, PayloadCodec.ZSTD, List.of(ec.recipient("ec"))));
        write(
                "aes-128-kek",
                "ok",
                "kek",
                "AES-128, stored, KEK",
                single(Suite.AES_128_GCM, PayloadCodec.NONE, List.of(TestKeys.kekRecipient(kek))));
        write("unencrypted", "ok", "none", "suite 0, zstd", single(Suite.NONE, PayloadCodec.ZSTD, List.of()));
        write(
                "three-recipients",
                "ok",
                "ec",
                "RSA, EC and KEK open it",
                single(
                        Suite.AES_256_GCM,
                        PayloadCodec.NONE,
                        List.of(rsa.recipient("rsa"), ec.recipient("ec"), TestKeys.kekRecipient(kek))));
        write("stripe-two-sets", "ok", "ec", "stripe 2 of 3, two sets", twoSets());
        writeDamaged(sound);
    }

    private void writeDamaged(byte[] sound) throws IOException, DamagedMedia {
        int label = LabelCodec.encode(TestSets.label(1, 1)).length;
        int chunks = label
                + (int) CoreReader.prefix(Arrays.copyOfRange(sound, label, sound.length))
                        .chunksOffset();
        int frame = 4 + (ByteBuffer.wrap(sound).getInt(chunks) & Marks.FRAME_LENGTH_MASK);
        damaged("truncated", "INCOMPLETE", "cut inside the footer", Arrays.copyOf(sound, sound.length - 100));
        damaged("garbage", "ALTERED", "bytes behind the set", Arrays.copyOf(sound, sound.length + 50));
        damaged("swapped-chunks", "ALTERED", "the first two chunks changed places", changed(sound, bytes -> {
            System.arraycopy(sound, chunks + frame, bytes, chunks, frame);
            System.arraycopy(sound, chunks, bytes, chunks + frame, frame);
        }));
        damaged(
                "last-flag",
                "ALTERED",
                "the first chunk says it is the last",
                changed(sound, bytes -> bytes[chunks] |= (byte) 0x80));
        damaged("media-version", "UNSUPPORTED", "media version 2", changed(sound, bytes -> bytes[9] = 2));
        damaged("set-version", "UNSUPPORTED", "set version 2", changed(sound, bytes -> bytes[label + 9] = 2));
        damaged("suite", "UNSUPPORTED", "suite 9", changed(sound, bytes -> bytes[label + 10] = 9));
        damaged("core-length", "ALTERED", "a core of 2 GiB", changed(sound, bytes -> bytes[label + 16] = 0x7F));
        damaged("label-length", "ALTERED", "a label of 2 GiB", changed(sound, bytes -> bytes[12] = 0x7F));
        damaged("foreign", "FOREIGN", "no media family", changed(sound, bytes -> bytes[0] = 0));
    }

    private byte[] single(Suite suite, PayloadCodec codec, List<Recipient> to) throws IOException, WrongKey {
        return TestSets.single(suite, codec, PAYLOAD, to, signer.signer());
    }

    private byte[] twoSets() throws IOException, WrongKey {
        MemoryFile file = new MemoryFile();
        MediaLabel label = TestSets.label(2, 3);
        SetWriter.writeLabel(file, label);
        byte[] root = SetCore.noRoot();
        for (int position = 1; position <= 2; position++) {
            SetCore core = TestSets.core(label, position, root, Suite.AES_256_GCM, PayloadCodec.ZSTD);
            root = TestSets.write(file, core, PAYLOAD, List.of(ec.recipient("ec")), List.of(), signer.signer());
        }
        return file.bytes();
    }

    private static byte[] changed(byte[] sound, Consumer<byte[]> change) {
        byte[] bytes = sound.clone();
        change.accept(bytes);
        return bytes;
    }

    private void damaged(String name, String expect, String comment, byte[] bytes) throws IOException {
        write(name, expect, "rsa", comment, bytes);
    }

    private void write(String name, String expect, String key, String comment, byte[] bytes) throws IOException {
        String header = "expect: " + expect + "\nkey: " + key + "\ncomment: " + comment + "\n\n";
        byte[] front = header.getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(front, front.length + bytes.length);
        System.arraycopy(bytes, 0, all, front.length, bytes.length);
        Files.write(folder.resolve(name + ".vector"), all);
    }
}
