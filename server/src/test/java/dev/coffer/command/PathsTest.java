package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.command.Paths.Access;
import dev.coffer.command.Paths.Purpose;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {

    @TempDir
    private Path folder;

    private Paths paths;

    @BeforeEach
    void open() {
        paths = new Paths(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "C:\\temp_backups\\keys\\service_master_ key, drive_c/temp_backups/keys/service_master_ key",
        "c:/a/b.bak, drive_c/a/b.bak",
        "D:b.bak, drive_d/b.bak",
        "C:\\..\\..\\..\\etc\\passwd, drive_c/etc/passwd",
        "C:\\a\\..\\..\\b.bak, drive_c/b.bak",
        "C:\\a\\.\\\\b.bak, drive_c/a/b.bak",
        "\\a\\b.bak, drive_c/a/b.bak",
        "b.bak, backup/b.bak",
        "sub\\b.bak, backup/sub/b.bak",
        "../../b.bak, backup/b.bak",
    })
    void windowsAndBareNamesLieBelowTheInstance(String written, String expected) throws SqlError {
        Paths.Resolved resolved = paths.resolve(written, Purpose.BACKUP, Access.WRITE);
        assertThat(resolved.path()).isEqualTo(folder.resolve(expected));
        assertThat(resolved.mapped()).isTrue();
        assertThat(resolved.path().getParent()).isDirectory();
    }

    @Test
    void absolutePathsStayAndTheirFoldersAreNotMade() throws SqlError {
        String written = folder.resolve("not there/b.bak").toString();
        Paths.Resolved resolved = paths.resolve(written, Purpose.BACKUP, Access.WRITE);
        assertThat(resolved.path()).hasToString(written);
        assertThat(resolved.mapped()).isFalse();
        assertThat(resolved.path().getParent()).doesNotExist();
    }

    @Test
    void keysHaveTheirOwnFolderWhichNobodyElseReads() throws SqlError, IOException {
        Path key = paths.resolve("smk.key", Purpose.KEY, Access.WRITE).path();
        assertThat(key).isEqualTo(folder.resolve("keys/smk.key"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void readingMakesNoFolder() throws SqlError {
        Path path = paths.resolve("C:\\a\\b.bak", Purpose.BACKUP, Access.READ).path();
        assertThat(path.getParent()).doesNotExist();
    }

    @Test
    void anotherSpellingFindsWhatIsThere() throws SqlError, IOException {
        Path file = paths.resolve("C:\\Backup\\Shop.bak", Purpose.BACKUP, Access.WRITE)
                .path();
        Files.writeString(file, "x");
        assertThat(paths.resolve("c:\\BACKUP\\shop.BAK", Purpose.BACKUP, Access.READ)
                        .path())
                .isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\\\server\\share\\b.bak", "\\\\?\\C:\\b.bak"})
    void networkPathsAreRefusedAsSqlServerRefusesAMissingOne(String written) {
        SqlError refused = refusal(written, Purpose.BACKUP);
        assertThat(refused.catalogued()).isEqualTo(Message.CANNOT_OPEN_DEVICE);
        assertThat(refused).hasMessageContaining("Operating system error 53(");
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void aNameNoFileSystemTakesIsRefused(Purpose purpose) {
        assertThat(refusal("a\0b", purpose).catalogued()).isIn(Message.CANNOT_OPEN_DEVICE, Message.CANNOT_WRITE_FILE);
    }

    @Test
    void anEmptyDeviceAndTheNullDeviceAreRefused() {
        assertThat(refusal("  ", Purpose.BACKUP).catalogued()).isEqualTo(Message.INVALID_ZERO_LENGTH_DEVICE);
        assertThat(refusal("nul", Purpose.BACKUP).catalogued()).isEqualTo(Message.NOT_SUPPORTED);
    }

    @Test
    void aFileInTheWayOfAFolderIsTheErrorOfItsPurpose() throws IOException {
        Files.createDirectories(folder.resolve("drive_c"));
        Files.writeString(folder.resolve("drive_c/a"), "in the way");
        assertThat(refusal("C:\\a\\b", Purpose.BACKUP)).hasMessageContaining("Operating system error 3(");
        assertThat(refusal("C:\\a\\b", Purpose.KEY).catalogued()).isEqualTo(Message.CANNOT_WRITE_FILE);
    }

    private SqlError refusal(String written, Purpose purpose) {
        return catchThrowableOfType(SqlError.class, () -> paths.resolve(written, purpose, Access.WRITE));
    }
}
