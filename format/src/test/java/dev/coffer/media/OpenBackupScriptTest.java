package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.crypto.KeyKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The independent reader opens what SetWriter writes, and refuses what was changed. */
class OpenBackupScriptTest {

    private static final TestKeys SIGNER = TestKeys.of(KeyKind.EC_P384, "signer");
    private static final TestKeys RSA = TestKeys.of(KeyKind.RSA_2048, "rsa");
    private static final TestKeys EC = TestKeys.of(KeyKind.EC_P256, "ec");

    @TempDir
    private Path folder;

    private OpenBackupScript script;

    @BeforeEach
    void place() {
        script = new OpenBackupScript(folder);
    }

    @Test
    void opensEverySuiteByEveryKindOfKey() throws Exception {
        byte[] payload = TestSets.payload(2500, 3);
        byte[] kek = new byte[32];
        kek[5] = 77;
        List<Recipient> all = List.of(RSA.recipient("rsa"), EC.recipient("ec"), TestKeys.kekRecipient(kek));
        Path file = folder.resolve("shop.bak");

        Files.write(file, TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, all, SIGNER.signer()));
        assertOpens(file, payload, List.of("--key", script.pem("rsa", RSA)));
        Files.write(file, TestSets.single(Suite.AES_192_GCM, PayloadCodec.ZSTD, payload, all, SIGNER.signer()));
        assertOpens(file, payload, List.of("--key", script.pem("ec", EC)));
        Files.write(file, TestSets.single(Suite.AES_128_GCM, PayloadCodec.NONE, payload, all, SIGNER.signer()));
        assertOpens(file, payload, OpenBackupScript.kek(kek));
        Files.write(file, TestSets.single(Suite.NONE, PayloadCodec.ZSTD, payload, List.of(), SIGNER.signer()));
        assertOpens(file, payload, List.of());
    }

    @Test
    void refusesChangedBytesOtherKeysAndOtherSigners() throws Exception {
        byte[] sound = TestSets.single(
                Suite.AES_256_GCM, PayloadCodec.ZSTD, new byte[1500], List.of(EC.recipient("ec")), SIGNER.signer());
        Path file = folder.resolve("shop.bak");
        String key = script.pem("ec", EC);
        for (int at : new int[] {60, 400, sound.length - 1, sound.length - 200, sound.length - 1500}) {
            byte[] changed = sound.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThat(trusting(file, List.of("--key", key)).exitCode())
                    .as("byte %d", at)
                    .isEqualTo(1);
        }
        Files.write(file, sound);
        assertThat(trusting(file, List.of("--key", script.pem("rsa", RSA))).printed())
                .contains("opens none of the slots");
        assertThat(trusting(file, List.of("--key", key, "--signer", script.certificate("other", EC)))
                        .printed())
                .contains("not by");
        assertOpens(file, new byte[1500], List.of("--key", key));
    }

    @Test
    void believesASignerWhomTheKeyItselfEndorsedAndNoOther() throws Exception {
        byte[] payload = TestSets.payload(1200, 13);
        Path file = folder.resolve("shop.bak");
        List<Recipient> to = List.of(RSA.recipient("rsa"), EC.recipient("ec"));
        Files.write(file, TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, to, SIGNER.signer()));
        for (String key : List.of(script.pem("rsa", RSA), script.pem("ec", EC))) {
            OpenBackupScript.Answer answer = script.run(file, List.of("--key", key));
            assertThat(answer.exitCode()).as(answer.printed()).isZero();
        }
        List<Recipient> unvouched = List.of(RSA.recipient("rsa"), EC.recipientWithoutPrivateKey("ec"));
        Files.write(file, TestSets.single(Suite.AES_256_GCM, PayloadCodec.ZSTD, payload, unvouched, SIGNER.signer()));
        assertThat(script.run(file, List.of("--key", script.pem("rsa", RSA))).exitCode())
                .isZero();
        OpenBackupScript.Answer refused = script.run(file, List.of("--key", script.pem("ec", EC)));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.printed()).contains("does not vouch");
        assertThat(script.run(file, List.of("--key", script.pem("ec", EC), "--any-signer"))
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
        assertThat(trusting(file, List.of("--position", "3")).printed()).contains("none of them number 3");

        byte[] cutOut = Arrays.copyOf(whole, ends[1] + ends[3] - ends[2]);
        System.arraycopy(whole, ends[2], cutOut, ends[1], ends[3] - ends[2]);
        Files.write(file, cutOut);
        OpenBackupScript.Answer moved = trusting(file, List.of("--position", "3"));
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
        String key = script.pem("ec", EC);
        assertOpens(first, payload, List.of("--key", key, files.get(2), files.get(1)));
        assertThat(trusting(first, List.of("--key", key)).printed()).contains("lies in 3 files");
        assertThat(trusting(first, List.of("--key", key, files.get(2))).printed())
                .contains("3 files, 2 were given");
        assertThat(trusting(first, List.of("--key", key, files.get(2), files.get(2)))
                        .printed())
                .contains("family 3 once more");
        Files.write(Path.of(files.get(1)), foreign);
        assertThat(trusting(first, List.of("--key", key, files.get(1), files.get(2)))
                        .printed())
                .contains("of another backup");
    }

    private void assertOpens(Path file, byte[] payload, List<String> options) throws Exception {
        OpenBackupScript.Answer answer = trusting(file, options);
        assertThat(answer.exitCode()).as(answer.printed()).isZero();
        assertThat(Files.readAllBytes(folder.resolve("out.tar"))).isEqualTo(payload);
    }

    private OpenBackupScript.Answer trusting(Path file, List<String> options) throws IOException, InterruptedException {
        // The last of two signers counts.
        List<String> all = new ArrayList<>(List.of("--signer", script.certificate("signer", SIGNER)));
        all.addAll(options);
        return script.run(file, all);
    }
}
