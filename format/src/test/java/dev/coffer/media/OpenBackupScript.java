package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.KeyId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The independent reader, and the files of keys that it is given. It writes {@code out.tar} into its folder. */
final class OpenBackupScript {

    private static final Path SCRIPT = Path.of("../docs/open-backup.sh");

    private final Path folder;

    record Answer(int exitCode, String printed) {}

    OpenBackupScript(Path folder) {
        this.folder = folder;
    }

    static List<String> kek(byte[] kek) {
        HexFormat hex = HexFormat.of();
        byte[] id = KeyId.ofSymmetricKey(SecretBytes.copyOf(kek));
        return List.of("--kek", hex.formatHex(kek), "--kek-id", hex.formatHex(id));
    }

    Answer run(Path file, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString(), file.toString(), "--out"));
        command.add(folder.resolve("out.tar").toString());
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), printed);
    }

    String pem(String name, TestKeys keys) throws IOException {
        return write(name + ".key", "PRIVATE KEY", keys.pair().getPrivate().getEncoded());
    }

    String certificate(String name, TestKeys keys) throws IOException {
        return write(name + ".cer", "CERTIFICATE", keys.certificateDer());
    }

    String der(String name, byte[] certificate) throws IOException {
        return Files.write(folder.resolve(name + ".cer"), certificate).toString();
    }

    String write(String name, String type, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        Path path = folder.resolve(name);
        Files.writeString(path, "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
        return path.toString();
    }
}
