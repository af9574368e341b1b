package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The independent reader and the vectors. */
class OpenBackupVectorsTest {

    @TempDir
    private Path folder;

    static Stream<Vector> vectors() throws Exception {
        return Vector.all().stream().filter(vector -> !vector.isDamagedForRestoreAlone());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensEveryVectorAndRefusesTheDamagedOnes(Vector vector) throws Exception {
        OpenBackupScript script = new OpenBackupScript(folder);
        Path file = folder.resolve("vector.bak");
        Files.write(file, vector.media());
        List<String> options = new ArrayList<>(List.of("--signer", script.der("vector", vector.signerDer())));
        options.addAll(keyOf(vector, script));
        // One file of several opens by itself only when that is asked for.
        options.addAll(List.of("--part", folder.resolve("facts").toString()));
        String name = vector.path().getFileName().toString();
        // Garbage stands behind a whole set, and a recipient named twice costs this reader nothing.
        boolean opens = vector.isSound() || name.equals("garbage.vector") || name.startsWith("duplicate-");
        for (int position = 1; position <= (opens ? vector.setCount() : 1); position++) {
            Files.deleteIfExists(folder.resolve("out.tar"));
            options.addAll(List.of("--position", Integer.toString(position)));
            OpenBackupScript.Answer answer = script.run(file, options);
            assertThat(answer.exitCode()).as(answer.printed()).isEqualTo(opens ? 0 : 1);
            if (opens) {
                assertThat(Files.readAllBytes(folder.resolve("out.tar"))).isEqualTo(Vector.payload());
            } else {
                assertThat(folder.resolve("out.tar")).doesNotExist();
                assertThat(answer.printed()).contains("open-backup: ");
            }
        }
    }

    private static List<String> keyOf(Vector vector, OpenBackupScript script) throws IOException {
        return switch (vector.keyName()) {
            case "none" -> List.of();
            case "kek" -> OpenBackupScript.kek(Vector.kek());
            default -> List.of("--key", script.write("vector.key", "PRIVATE KEY", vector.pkcs8()));
        };
    }
}
