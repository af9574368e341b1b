package dev.coffer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyPairs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A backup in three files that was written once: it restores whole, and in no other way. */
class StripedVectorsTest {

    private static final Path FOLDER = Vector.FOLDER.resolve("striped");

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    private static byte[] restore(String... names) throws Exception {
        List<byte[]> files = new ArrayList<>();
        for (String name : names) {
            files.add(file(name));
        }
        PrivateKey key = KeyPairs.decodePrivate(SecretBytes.adopt(file("ec.pk8")));
        byte[] signer = Certificates.parseDer(file("signer.cer")).getPublicKey().getEncoded();
        return TestSets.restore(
                files,
                List.of(new PrivateKeyIdentity(KeyPairs.publicOf(key), key)),
                candidate -> Arrays.equals(candidate, signer));
    }

    @Test
    void allFamiliesRestore() throws Exception {
        assertThat(restore("family-1.bak", "family-2.bak", "family-3.bak")).isEqualTo(file("payload"));
    }

    @Test
    void aMissingFamilyIsAnIncompleteBackup() {
        assertThatThrownBy(() -> restore("family-1.bak", "family-2.bak"))
                .isInstanceOfSatisfying(
                        DamagedMedia.class,
                        damage -> assertThat(damage.kind()).isEqualTo(DamagedMedia.Kind.INCOMPLETE));
    }

    @Test
    void swappedAndForeignFamiliesAreNamed() {
        for (String[] names : new String[][] {
            {"family-1.bak", "family-3.bak", "family-2.bak"},
            {"family-1.bak", "other-2.bak", "family-3.bak"}
        }) {
            assertThatThrownBy(() -> restore(names)).isInstanceOfSatisfying(DamagedMedia.class, damage -> {
                assertThat(damage.kind()).isEqualTo(DamagedMedia.Kind.ALTERED);
                assertThat(damage.familyNumber()).isEqualTo(2);
            });
        }
    }
}
