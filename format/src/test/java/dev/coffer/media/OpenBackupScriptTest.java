package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The independent reader opens what SetWriter writes, and refuses what was changed. */
class OpenBackupScriptTest {

    private static final Path SCRIPT = Path.of("../docs/open-backup.sh");
    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys RSA = TestKeys.of(KeyKind.RSA_2048, "rsa");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");

    @TempDir
    private Path folder;

    private record Answer(int exitCode, String printed) {}

    @Test
    void opensEverySuiteByEveryKindOfKey() throws Exception {
        byte[] payload = TestSets.payload(2500, 3);
        byte[] kek = new byte[32];
        kek[5] = 77;
        List<Recipient> all = List.of(RSA.recipient("rsa"), EC.recipient("ec"), TestKeys.kekRecipient(kek));
        Path file = folder.resolve("shop.bak");

        Files.write(file, TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, all, SIGNER.signer()));
        assertOpens(file, payload, List.of("--key", pem("rsa", RSA)));
        Files.write(file, TestSets.single(Suite.AES_192_GCM, PayloadCodec.ZSTD, payload, all, SIGNER.signer()));
        assertOpens(file, payload, List.of("--key", pem("ec", EC)));
        Files.write(file, TestSets.single(Suite.AES_128_GCM, PayloadCodec.NONE, payload, all, SIGNER.signer()));
        assertOpens(file, payload, kek(kek));
        Files.write(file, TestSets.single(Suite.NONE, PayloadCodec.ZSTD, payload, List.of(), SIGNER.signer()));
        assertOpens(file, payload, List.of());
    }

    @Test
    void refusesChangedBytesOtherKeysAndOtherSigners() throws Exception {
        byte[] sound = TestSets.single(
                Suite.AES_256_GCM, PayloadCodec.ZSTD, new byte[1500], List.of(EC.recipient("ec")), SIGNER.signer());
        Path file = folder.resolve("shop.bak");
        String key = pem("ec", EC);
        for (int at : new int[] {60, 400, sound.length - 1, sound.length - 200, sound.length - 1500}) {
            byte[] changed = sound.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(run(file, List.of("--key", key)).exitCode())
                    .as("byte %d", at)
                    .isEqualTo(1);
        }
        Files.write(file, sound);
        assertThat(run(file, List.of("--key", pem("rsa", RSA))).printed()).contains("opens none of the slots");
        assertThat(run(file, List.of("--key", key, "--signer", certificate("other", EC)))
                        .printed())
                .contains("not by");
        assertOpens(file, new byte[1500], List.of("--key", key));
    }

    static Stream<Vector> vectors() throws Exception {
        return Vector.all().stream().filter(vector -> !vector.isDamagedForRestoreAlone());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensEveryVectorAndRefusesTheDamagedOnes(Vector vector) throws Exception {
        Path file = folder.resolve("vector.bak");
        Files.write(file, vector.media());
        List<String> options = new ArrayList<>(List.of("--signer", der("vector", vector.signerDer())));
        options.addAll(keyOf(vector));
        // One file of several opens by itself only when that is asked for.
        options.addAll(List.of("--part", folder.resolve("facts").toString()));
        String name = vector.path().getFileName().toString();
        // Garbage stands behind a whole set, and a recipient named twice costs this reader nothing.
        boolean opens = vector.isSound() || name.equals("garbage.vector") || name.startsWith("duplicate-");
        for (int position = 1; position <= (opens ? vector.setCount() : 1); position++) {
            Files.deleteIfExists(folder.resolve("out.tar"));
            options.addAll(List.of("--position", Integer.toString(position)));
            Answer answer = run(file, options);
            assertThat(answer.exitCode()).as(answer.printed()).isEqualTo(opens ? 0 : 1);
            if (opens) {
                assertThat(Files.readAllBytes(folder.resolve("out.tar"))).isEqualTo(Vector.payload());
            } else {
                assertThat(folder.resolve("out.tar")).doesNotExist();
                assertThat(answer.printed()).contains("open-backup: ");
            }
        }
    }

    private List<String> keyOf(Vector vector) throws IOException {
        return switch (vector.keyName()) {
            case "none" -> List.of();
            case "kek" -> kek(Vector.kek());
            default -> List.of("--key", write("vector.key", "PRIVATE KEY", vector.pkcs8()));
        };
    }

    private static List<String> kek(byte[] kek) {
        HexFormat hex = HexFormat.of();
        byte[] id = KeyId.ofSymmetricKey(SecretBytes.copyOf(kek));
        return List.of("--kek", hex.formatHex(kek), "--kek-id", hex.formatHex(id));
    }

    @Test
    void believesASignerWhomTheKeyItselfEndorsedAndNoOther() throws Exception {
        byte[] payload = TestSets.payload(1200, 13);
        Path file = folder.resolve("shop.bak");
        List<Recipient> to = List.of(RSA.recipient("rsa"), EC.recipient("ec"));
        Files.write(file, TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, to, SIGNER.signer()));
        for (String key : List.of(pem("rsa", RSA), pem("ec", EC))) {
            Answer answer = runPlain(file, List.of("--key", key));
            assertThat(answer.exitCode()).as(answer.printed()).isZero();
        }
        List<Recipient> unvouched = List.of(RSA.recipient("rsa"), EC.recipientWithoutPrivateKey("ec"));
        Files.write(file, TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, unvouched, SIGNER.signer()));
        assertThat(runPlain(file, List.of("--key", pem("rsa", RSA))).exitCode()).isZero();
        Answer refused = runPlain(file, List.of("--key", pem("ec", EC)));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.printed()).contains("does not vouch");
        assertThat(runPlain(file, List.of("--key", pem("ec", EC), "--any-signer"))
                        .exitCode())
                .isZero();
    }

    @Test
    void readsInFrontOfATornTailAndMissesASetThatWasCutOut() throws Exception {
        MemoryFile media = new MemoryFile();
        MediaLabel label = TestSets.label(1, 1);
        SetWriter.writeLabel(media, label);
        int[] ends = new int[4];
        ends[0] = media.bytes().length;
        byte[] root = SetCore.noRoot();
        for (int position = 1; position <= 3; position++) {
            SetCore core = TestSets.core(label, position, root, Suite.NONE, PayloadCodec.NONE);
            byte[] payload = TestSets.payload(1100, position);
            root = TestSets.write(media, core, payload, List.of(), List.of(), SIGNER.signer());
            ends[position] = media.bytes().length;
        }
        byte[] whole = media.bytes();
        Path file = folder.resolve("shop.bak");
        Files.write(file, Arrays.copyOf(whole, ends[3] - 300));
        assertOpens(file, TestSets.payload(1100, 2), List.of("--position", "2"));
        assertThat(run(file, List.of("--position", "3")).printed()).contains("none of them number 3");

        byte[] cutOut = Arrays.copyOf(whole, ends[1] + ends[3] - ends[2]);
        System.arraycopy(whole, ends[2], cutOut, ends[1], ends[3] - ends[2]);
        Files.write(file, cutOut);
        Answer moved = run(file, List.of("--position", "3"));
        assertThat(moved.exitCode()).isEqualTo(1);
        assertThat(moved.printed()).contains("moved or cut out");
        assertOpens(file, TestSets.payload(1100, 1), List.of());
    }

    @Test
    void opensABackupInSeveralFilesAndNothingLess() throws Exception {
        byte[] payload = TestSets.payload(5 * 1024 + 100, 21);
        List<Recipient> to = List.of(EC.recipient("ec"));
        List<byte[]> stripes = TestSets.striped(3, new UUID(4, 2), Suite.AES_256_GCM, payload, to, SIGNER.signer());
        byte[] foreign = TestSets.striped(3, new UUID(4, 3), Suite.AES_256_GCM, payload, to, SIGNER.signer())
                .get(1);
        List<String> files = new ArrayList<>();
        for (int number = 1; number <= 3; number++) {
            Path file = folder.resolve("stripe-" + number + ".bak");
            files.add(Files.write(file, stripes.get(number - 1)).toString());
        }
        Path first = Path.of(files.get(0));
        String key = pem("ec", EC);
        assertOpens(first, payload, List.of("--key", key, files.get(2), files.get(1)));
        assertThat(run(first, List.of("--key", key)).printed()).contains("lies in 3 files");
        assertThat(run(first, List.of("--key", key, files.get(2))).printed()).contains("3 files, 2 were given");
        assertThat(run(first, List.of("--key", key, files.get(2), files.get(2))).printed())
                .contains("family 3 once more");
        Files.write(Path.of(files.get(1)), foreign);
        assertThat(run(first, List.of("--key", key, files.get(1), files.get(2))).printed())
                .contains("of another backup");
    }

    private void assertOpens(Path file, byte[] payload, List<String> options) throws Exception {
        Answer answer = run(file, options);
        assertThat(answer.exitCode()).as(answer.printed()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("out.tar"))).isEqualTo(payload);
    }

    private Answer run(Path file, List<String> options) throws IOException, InterruptedException {
        // The last of two signers counts.
        List<String> all = new ArrayList<>(List.of("--signer", certificate("signer", SIGNER)));
        all.addAll(options);
        return runPlain(file, all);
    }

    private Answer runPlain(Path file, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), file.toString(), "--out"));
        command.add(folder.resolve("out.tar").toString());
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), printed);
    }

    private String pem(String name, TestKeys keys) throws IOException {
        return write(name + ".key", "PRIVATE KEY", keys.pair().getPrivate().getEncoded());
    }

    private String certificate(String name, TestKeys keys) throws IOException {
        return write(name + ".cer", "CERTIFICATE", keys.certificateDer());
    }

    private String der(String name, byte[] certificate) throws IOException {
        return Files.write(folder.resolve(name + ".cer"), certificate).toString();
    }

    private String write(String name, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path path = folder.resolve(name);
        Files.writeString(path, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
        return path.toString();
    }
}
