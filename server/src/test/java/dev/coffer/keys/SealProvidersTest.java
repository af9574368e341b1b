package dev.coffer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.work.Needs;
import dev.coffer.work.PrivateMounts;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seals of the service master key, each for itself: what they open, and what they refuse. */
class SealProvidersTest {

    private static final UUID INSTANCE = UUID.fromString("1f0d4f7e-3c6a-4b1e-9d55-0a5a3f3f9f01");
    private static final SealOwner OWNER =
            new SealOwner(INSTANCE, UUID.fromString("2f0d4f7e-3c6a-4b1e-9d55-0a5a3f3f9f02"));

    /** The last byte of the key inside the file. */
    private static final int KEY_OFFSET = 63;

    @TempDir
    private Path folder;

    private Path data;
    private Path keyFile;
    private KeyFileSeal seal;

    @BeforeEach
    void beginWithoutAKeyFile() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        keyFile = folder.resolve("keys/instance.key");
        seal = seal(keyFile);
    }

    @Test
    void theKeyFileIsMadePrivateAndOpensWhatItSealed() throws Exception {
        byte[] sealed = sealSomething();
        assertThat(mode(keyFile)).isEqualTo("rw-------");
        assertThat(mode(keyFile.getParent())).isEqualTo("rwx------");
        assertOpens(seal(keyFile), sealed);
        assertThat(sealSomething()).as("a fresh nonce each time").isNotEqualTo(sealed);
    }

    @Test
    void aSealOpensOnlyForTheKeyAndTheInstanceItWasMadeFor() throws Exception {
        byte[] sealed = sealSomething();
        SealOwner otherKey = new SealOwner(INSTANCE, UUID.randomUUID());
        SealOwner otherInstance = new SealOwner(UUID.randomUUID(), OWNER.serviceMasterKeyGuid());
        assertThatThrownBy(() -> seal.open(sealed, otherKey)).isInstanceOf(SealUnavailable.class);
        assertThatThrownBy(() -> seal.open(sealed, otherInstance)).isInstanceOf(SealUnavailable.class);
        for (int at = 0; at < sealed.length; at++) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            assertThatThrownBy(() -> seal.open(flipped, OWNER)).isInstanceOf(SealUnavailable.class);
            byte[] cut = Arrays.copyOf(sealed, at);
            assertThatThrownBy(() -> seal.open(cut, OWNER)).isInstanceOf(SealUnavailable.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void aKeyFileOthersCanReadOrWriteIsRefused(String mode) throws Exception {
        byte[] sealed = sealSomething();
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(mode));
        assertRefused(sealed, "is open to others", "chmod go-rwx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx--x--x", "rwx-w----"})
    void aFolderOthersCanEnterIsRefused(String mode) throws Exception {
        byte[] sealed = sealSomething();
        Files.setPosixFilePermissions(keyFile.getParent(), PosixFilePermissions.fromString(mode));
        assertRefused(sealed, "folder of the key file", "is open to others");
        Files.delete(keyFile);
        assertThatThrownBy(this::sealSomething).isInstanceOf(SealUnavailable.class);
        assertThat(keyFile).as("no key is written where others look").doesNotExist();
    }

    @Test
    void aKeyFileOfSomebodyElseIsRefused() throws Exception {
        byte[] sealed = sealSomething();
        if (Needs.root()) {
            Files.setAttribute(keyFile, "unix:uid", 65_534);
            assertRefused(sealed, "the key file", "belongs to user");
            return;
        }
        try (PrivateMounts mounts = PrivateMounts.fileOver(Path.of("/etc/passwd"), keyFile)) {
            assertThatThrownBy(() -> seal(mounts.seen(keyFile)).open(sealed, OWNER))
                    .isInstanceOf(SealUnavailable.class)
                    .hasMessageContainingAll("the key file", "belongs to user root");
        }
    }

    @Test
    void aFolderOfSomebodyElseIsRefused() throws Exception {
        if (Needs.root()) {
            byte[] sealed = sealSomething();
            Files.setAttribute(keyFile.getParent(), "unix:uid", 65_534);
            assertRefused(sealed, "folder of the key file", "belongs to user");
        } else {
            assertThatThrownBy(() -> seal(Path.of("/etc/passwd")).open(new byte[64], OWNER))
                    .isInstanceOf(SealUnavailable.class)
                    .hasMessageContaining("the folder of the key file /etc belongs to user root");
        }
    }

    @Test
    void aLinkIsNoKeyFile() throws Exception {
        byte[] sealed = sealSomething();
        Path moved = folder.resolve("elsewhere.key");
        Files.move(keyFile, moved);
        Files.createSymbolicLink(keyFile, moved);
        assertThatThrownBy(() -> seal.open(sealed, OWNER)).isInstanceOf(SealUnavailable.class);
    }

    @Test
    void aKeyFileInsideTheDataFolderIsRefusedAlsoBehindALink() throws Exception {
        Path inside = data.resolve("keys/instance.key");
        assertInsideRefused(inside);
        assertThat(inside).doesNotExist();

        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, data);
        assertInsideRefused(link.resolve("keys/instance.key"));
        assertThat(inside).doesNotExist();
    }

    private void assertInsideRefused(Path file) {
        assertThatThrownBy(() -> sealWith(seal(file)))
                .isInstanceOf(SealUnavailable.class)
                .hasMessageContaining("lies inside the data folder");
    }

    @Test
    void aDamagedOrForeignKeyFileIsSetAsideNotOverwritten() throws Exception {
        byte[] sealed = sealSomething();
        byte[] damaged = Files.readAllBytes(keyFile);
        damaged[KEY_OFFSET] ^= 1;
        Files.write(keyFile, damaged);
        assertRefused(sealed, "is damaged");

        byte[] again = sealSomething();
        assertOpens(seal, again);
        try (Stream<Path> files = Files.list(keyFile.getParent())) {
            Path aside = files.filter(file -> !file.equals(keyFile)).findFirst().orElseThrow();
            assertThat(aside.getFileName().toString()).startsWith("instance.key.unusable-");
            assertThat(Files.readAllBytes(aside)).isEqualTo(damaged);
        }
        KeyFileSeal neighbour = new KeyFileSeal(keyFile, data, UUID.randomUUID());
        assertThatThrownBy(() -> neighbour.open(again, OWNER))
                .isInstanceOf(SealUnavailable.class)
                .hasMessageContaining("belongs to another instance");
    }

    @Test
    void theDefaultPlaceIsOutsideOfEveryDataFolder() {
        String name = INSTANCE + ".key";
        Path own = Path.of("/home/maria/.local/share/coffer-keys", name);
        assertThat(KeyFileSeal.defaultFile(INSTANCE, 0, Map.of("XDG_DATA_HOME", "/data"), "/root"))
                .contains(Path.of("/var/lib/coffer-keys", name));
        assertThat(KeyFileSeal.defaultFile(INSTANCE, 1000, Map.of("HOME", "/home/maria"), "/"))
                .contains(own);
        assertThat(KeyFileSeal.defaultFile(
                        INSTANCE, 1000, Map.of("HOME", "/home/maria", "XDG_DATA_HOME", "/data/maria"), ""))
                .contains(Path.of("/data/maria/coffer-keys", name));
        assertThat(KeyFileSeal.defaultFile(INSTANCE, 1000, Map.of("HOME", "/home/maria", "XDG_DATA_HOME", "here"), ""))
                .as("relative paths are to be ignored, says the XDG specification")
                .contains(own);
        assertThat(KeyFileSeal.defaultFile(INSTANCE, 1000, Map.of(), "/home/maria"))
                .contains(own);
        assertThat(KeyFileSeal.defaultFile(INSTANCE, 1000, Map.of(), "?"))
                .as("Java's word for the home of a user without a name")
                .isEmpty();
    }

    @Test
    void aPasswordSealsAndOpensAtTheNextStart() throws Exception {
        byte[] sealed;
        try (PasswordSeal first = passwordSeal("Pässword-1")) {
            sealed = sealWith(first);
        }
        try (PasswordSeal same = passwordSeal("Pässword-1");
                PasswordSeal other = passwordSeal("Password-1")) {
            assertOpens(same, sealed);
            assertThatThrownBy(() -> other.open(sealed, OWNER))
                    .isInstanceOf(SealUnavailable.class)
                    .hasMessageNotContaining("Password-1");
            assertThatThrownBy(() -> same.open(sealed, new SealOwner(INSTANCE, UUID.randomUUID())))
                    .isInstanceOf(SealUnavailable.class);
        }
    }

    @Test
    void aPasswordSealIsBoundToItsCostAndNeverTakesMoreMemoryThanAllowed() throws Exception {
        try (PasswordSeal seal = passwordSeal("Password-1")) {
            byte[] sealed = sealWith(seal);
            byte[] cheaper = sealed.clone();
            cheaper[5]++;
            assertThatThrownBy(() -> seal.open(cheaper, OWNER)).isInstanceOf(SealUnavailable.class);
            byte[] exhausting = sealed.clone();
            exhausting[1] = 0x7F;
            assertThatThrownBy(() -> seal.open(exhausting, OWNER)).isInstanceOf(SealUnavailable.class);
            byte[] negative = sealed.clone();
            negative[1] = (byte) 0xFF;
            assertThatThrownBy(() -> seal.open(negative, OWNER)).isInstanceOf(SealUnavailable.class);
        }
    }

    private void assertRefused(byte[] sealed, String... why) {
        assertThatThrownBy(() -> seal.open(sealed, OWNER))
                .isInstanceOf(SealUnavailable.class)
                .hasMessageContainingAll(why);
    }

    private byte[] sealSomething() throws SealUnavailable {
        return sealWith(seal);
    }

    private static byte[] sealWith(SealProvider provider) throws SealUnavailable {
        try (SecretBytes key = SecretBytes.adopt(serviceMasterKey())) {
            return provider.seal(key, OWNER);
        }
    }

    private static void assertOpens(SealProvider provider, byte[] sealed) throws SealUnavailable {
        try (SecretBytes opened = provider.open(sealed, OWNER)) {
            assertThat(opened.reveal(SecretAccess.GRANTED)).isEqualTo(serviceMasterKey());
        }
    }

    private static byte[] serviceMasterKey() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 0x5A);
        return key;
    }

    private KeyFileSeal seal(Path file) {
        return new KeyFileSeal(file, data, INSTANCE);
    }

    private static PasswordSeal passwordSeal(String password) {
        try (SecretBytes secret = KeyStage.secret(password)) {
            return new PasswordSeal(secret);
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
}
