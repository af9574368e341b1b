package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyPairs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what was written once: restore, verification and inspection keep giving the same answers. */
class VectorsTest {

    private static final Path FOLDER = Path.of("src/test/vectors/v1");

    static Stream<Path> vectors() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".vector")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givesTheAnswerInItsHeader(Path vector) throws Exception {
        byte[] all = Files.readAllBytes(vector);
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
        byte[] file = Arrays.copyOfRange(all, at + 1, all.length);
        byte[] signer = Certificates.parseDer(Files.readAllBytes(FOLDER.resolve("signer.cer")))
                .getPublicKey()
                .getEncoded();
        List<Identity> identities = identities(header.get("key"));

        if (!header.get("expect").equals("ok")) {
            Throwable thrown = catchThrowable(() -> TestSets.verify(file, 1));
            assertThat(thrown).isInstanceOf(DamagedMedia.class);
            assertThat(((DamagedMedia) thrown).kind()).hasToString(header.get("expect"));
            return;
        }
        MediaFile media = MediaFile.read(new ArraySource(file));
        for (BackupSet set : media.sets()) {
            int position = set.core().position();
            TestSets.verify(file, position);
            assertThat(TestSets.restore(file, position, identities, key -> Arrays.equals(key, signer)))
                    .isEqualTo(Files.readAllBytes(FOLDER.resolve("payload")));
            byte[] core = ((StoredSet) set).section().encode();
            assertThat(CoreReader.read(core, media.label()).encode()).isEqualTo(core);
        }
        assertThat(media.sets()).hasSize(vector.toString().contains("two-sets") ? 2 : 1);
    }

    private static List<Identity> identities(String key) throws Exception {
        if (key.equals("none")) {
            return List.of();
        }
        if (key.equals("kek")) {
            return List.of(TestKeys.kekIdentity(Files.readAllBytes(FOLDER.resolve("kek.key"))));
        }
        SecretBytes pkcs8 = SecretBytes.adopt(Files.readAllBytes(FOLDER.resolve(key + ".pk8")));
        PrivateKey privateKey = KeyPairs.decodePrivate(pkcs8);
        return List.of(new PrivateKeyIdentity(KeyPairs.publicOf(privateKey), privateKey));
    }
}
