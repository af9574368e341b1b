package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.errors.Message;
import dev.coffer.result.SqlMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where backups and key exports go, and what is said when others can look or write there. */
class FolderWarningTest {

    private static final String BY = " ENCRYPTION BY PASSWORD = 'Copper kettles, 5 of them'";

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @Test
    void aFolderThatIsOpenToOthersIsNamedOncePerStatement() throws Exception {
        test.run("CREATE DATABASE shop", "CREATE MASTER KEY" + BY, "CREATE CERTIFICATE c WITH SUBJECT = 'Folders'");
        for (String mode : List.of("rwxr-x---", "rwxrwx---", "rwx---r-x", "rwxrwxrwx")) {
            Path open = folder(mode);
            for (String statement : statementsInto(open)) {
                assertThat(warnings(test.run(statement)))
                        .as(mode + " " + statement)
                        .singleElement()
                        .asString()
                        .contains(open.toString(), mode);
            }
        }
        Path own = folder("rwx--x--x");
        for (String statement : statementsInto(own)) {
            assertThat(warnings(test.run(statement))).as(statement).isEmpty();
        }
    }

    @Test
    void theServersOwnFoldersAreNeverNamed() {
        test.run("CREATE DATABASE shop");
        for (String file : List.of("a.bak", "C:\\backup\\shop\\a.bak")) {
            assertThat(warnings(test.run("BACKUP DATABASE shop TO DISK = '" + file + "'")))
                    .isEmpty();
        }
        assertThat(warnings(test.run("BACKUP SERVICE MASTER KEY TO FILE = 'a.smk'" + BY)))
                .isEmpty();
    }

    private static List<String> statementsInto(Path folder) {
        return List.of(
                "BACKUP DATABASE shop TO DISK = '" + folder.resolve("shop.bak") + "'",
                "BACKUP SERVICE MASTER KEY TO FILE = '" + folder.resolve("key.smk") + "'" + BY,
                "BACKUP CERTIFICATE c TO FILE = '" + folder.resolve("c.cer") + "' WITH PRIVATE KEY (FILE = '"
                        + folder.resolve("c.key") + "'," + BY + ")");
    }

    private Path folder(String mode) throws IOException {
        Path folder = Files.createDirectory(test.folder().resolve("folder-" + mode));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
    }

    private static List<String> warnings(Answers answers) {
        return answers.messages().stream()
                .filter(message -> message.number() == Message.FOLDER_OPEN_TO_OTHERS.number())
                .map(SqlMessage::text)
                .toList();
    }
}
