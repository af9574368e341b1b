package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The two scripts that every client runs, and what they leave. */
final class Scripts {

    /** What the example selects in the end, from the restored database. */
    static final List<String> CUSTOMERS = List.of("Ångström & Søn", "Contoso", "Fabrikam");

    /** The page of BACKUP SERVICE MASTER KEY, word for word. */
    private static final String KEY_PAGE = """
            BACKUP SERVICE MASTER KEY TO FILE = 'c:\\temp_backups\\keys\\service_master_key' \
            ENCRYPTION BY PASSWORD = '3dH85Hhk003GHk2597gheij4';
            GO
            """;

    private static final Path EXAMPLE = root().resolve("examples/encrypted-backup.sql");

    private Scripts() {}

    /** The folder that holds the modules. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("format")) ? here : here.getParent();
    }

    /** The example and then the key page, as one script with GO. */
    static String both() throws IOException {
        return Files.readString(EXAMPLE) + KEY_PAGE;
    }

    /** Both as a file. */
    static Path file(TestServer server) throws IOException {
        return Files.writeString(server.folder().resolve("both.sql"), both());
    }

    /** The batches of both, as GO ends them. */
    static List<String> batches() throws IOException {
        return Stream.of(both().split("(?m)^GO$"))
                .filter(batch -> !batch.isBlank())
                .toList();
    }

    /** The files that both write are there. */
    static void requireFiles(TestServer server) {
        Path drive = server.dataFolder().resolve("drive_c");
        assertThat(drive.resolve("Program Files/Microsoft SQL Server/MSSQL12.MSSQLSERVER/MSSQL/Backup/MyTestDB.bak"))
                .isNotEmptyFile();
        assertThat(drive.resolve("temp_backups/keys/service_master_key")).isNotEmptyFile();
        assertThat(server.dataFolder().resolve("keys/service_master_key")).isNotEmptyFile();
        assertThat(server.dataFolder().resolve("keys/MyTestDBBackupEncryptCert.pvk"))
                .isNotEmptyFile();
    }
}
