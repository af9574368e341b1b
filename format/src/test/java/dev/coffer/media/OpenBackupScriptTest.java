package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        HexFormat hex = HexFormat.of();
        List<String> byKek = List.of(
                "--kek",
                hex.formatHex(kek),
                "--kek-id",
                hex.formatHex(KeyId.ofSymmetricKey(dev.coffer.bytes.SecretBytes.copyOf(kek))));
        Path file = folder.resolve("shop.bak");

        Files.write(file, TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, all, SIGNER.signer()));
        assertOpens(file, payload, List.of("--key", pem("rsa", RSA)));
        Files.write(file, TestSets.single(Suite.AES_192_GCM, PayloadCodec.ZSTD, payload, all, SIGNER.signer()));
        assertOpens(file, payload, List.of("--key", pem("ec", EC)));
        Files.write(file, TestSets.single(Suite.AES_128_GCM, PayloadCodec.NONE, payload, all, SIGNER.signer()));
        assertOpens(file, payload, byKek);
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

    private void assertOpens(Path file, byte[] payload, List<String> options) throws Exception {
        Answer answer = run(file, options);
        assertThat(answer.exitCode()).as(answer.printed()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("out.tar"))).isEqualTo(payload);
    }

    private Answer run(Path file, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), file.toString(), "--out"));
        command.add(folder.resolve("out.tar").toString());
        command.addAll(List.of("--signer", certificate("signer", SIGNER)));
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

    private String write(String name, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path path = folder.resolve(name);
        Files.writeString(path, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
        return path.toString();
    }
}
