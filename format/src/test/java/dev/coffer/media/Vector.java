package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyPairs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A file that was written once: lines of a header, an empty line, the media.
 *
 * @param header expect, key, comment, and signer where it is not the first
 * @param media the bytes of the media family
 */
record Vector(Path path, Map<String, String> header, byte[] media) {

    static final Path FOLDER = Path.of("src/test/vectors/v1");

    static List<Vector> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".vector"))
                    .sorted()
                    .toList();
            List<Vector> vectors = new java.util.ArrayList<>();
            for (Path path : sorted) {
                vectors.add(read(path));
            }
            return vectors;
        }
    }

    private static Vector read(Path path) throws IOException {
        byte[] all = Files.readAllBytes(path);
        Map<String, String> header = new TreeMap<>();
        int at = 0;
        while (all[at] != '\n') {
            int end = at;
            while (all[end] != '\n') {
                end++;
            }
            String[] line = new String(all, at, end - at, StandardCharsets.US_ASCII).split(": ", 2);
            header.put(line[0], line[1]);
            at = end + 1;
        }
        return new Vector(path, header, Arrays.copyOfRange(all, at + 1, all.length));
    }

    boolean isSound() {
        return header.get("expect").equals("ok");
    }

    /** The kind of damage, which a reader names. */
    String kind() {
        return header.get("expect").split(" ", 2)[0];
    }

    /** Damage that only the data key brings to light. */
    boolean isDamagedForRestoreAlone() {
        return header.get("expect").endsWith(" by restore");
    }

    int setCount() {
        return path.toString().contains("two-sets") ? 2 : 1;
    }

    String keyName() {
        return header.get("key");
    }

    byte[] signerDer() throws IOException {
        return Files.readAllBytes(FOLDER.resolve(header.getOrDefault("signer", "signer") + ".cer"));
    }

    SignerTrust trust() throws Exception {
        byte[] signer = Certificates.parseDer(signerDer()).getPublicKey().getEncoded();
        return key -> Arrays.equals(key, signer);
    }

    static byte[] payload() throws IOException {
        return Files.readAllBytes(FOLDER.resolve("payload"));
    }

    static byte[] kek() throws IOException {
        return Files.readAllBytes(FOLDER.resolve("kek.key"));
    }

    byte[] pkcs8() throws IOException {
        return Files.readAllBytes(FOLDER.resolve(keyName() + ".pk8"));
    }

    List<Identity> identities() throws Exception {
        if (keyName().equals("none")) {
            return List.of();
        }
        if (keyName().equals("kek")) {
            return List.of(TestKeys.kekIdentity(kek()));
        }
        PrivateKey privateKey = KeyPairs.decodePrivate(SecretBytes.adopt(pkcs8()));
        return List.of(new PrivateKeyIdentity(KeyPairs.publicOf(privateKey), privateKey));
    }

    @Override
    public String toString() {
        return path.getFileName() + " (" + header.get("comment") + ")";
    }
}
