package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.RestoreOrder.Part;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Databases with so many files that their lists would fill the memory. */
class ManyFilesTest extends DifferentialFixture {

    /** More than a list holds in memory. */
    private static final int FILES = 6000;

    private static final int PAGE = 8192;

    /** Their manifest alone would be larger than the heap. */
    private static final int MORE_THAN_MEMORY = 150_000;

    private static final String SMALL_HEAP = "-Xmx16m";

    /** Writes and checks the manifest of very many files. The argument is an empty folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path file = folder.resolve(BackupManifest.PATH);
        try (FileList laid = new FileList(folder)) {
            try (OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
                BackupManifest manifest = new BackupManifest(out, 1);
                for (int number = MORE_THAN_MEMORY; number > 0; number--) {
                    String path = "pg_tblspc/16384/PG_18_202506291/16385/" + number;
                    manifest.file(path, number, 0, number);
                    laid.add(new FileEntry(path, number, number));
                }
                manifest.finish(1, 1, 2);
            }
            ManifestCheck.check(file, laid, folder);
        }
        System.out.println("checked " + MORE_THAN_MEMORY);
    }

    @Test
    void theManifestOfFarMoreFilesThanFitIntoMemoryIsWrittenAndChecked() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        SMALL_HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyFilesTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("checked " + MORE_THAN_MEMORY + "\n");
        assertThat(process.waitFor()).isZero();
        assertThat(Files.size(folder.resolve(BackupManifest.PATH)))
                .as("what was held in memory before")
                .isGreaterThan(16 << 20);
    }

    @Test
    void aDatabaseOfVeryManyFilesIsBackedUpAndRestored() throws Exception {
        HostedDatabase database =
                newDatabase("many", "CREATE TABLE public.t AS SELECT g AS a FROM generate_series(1, 1000) g");
        database.stop();
        Path data = database.home().dataFolder().resolve("cluster/base/5");
        for (int number = 0; number < FILES; number++) {
            Path file =
                    Files.write(data.resolve("" + (3_000_000_000L + number)), new byte[number % 10 == 0 ? PAGE : 0]);
            account().own(file);
        }
        Taken full = full(database);
        run(database, "INSERT INTO public.t VALUES (0)");
        Taken differential = differential(database);
        DatabaseHome home = engine.homeIn(UUID.randomUUID(), folder.resolve("restored"));
        lay(home, Part.FULL, full);
        lay(home, Part.DIFFERENTIAL, differential);
        assertThat(ask(recovered(home, differential), "SELECT count(*) FROM public.t"))
                .isEqualTo("1001");
        Path restored = home.dataFolder().resolve("cluster/base/5");
        for (int number = 0; number < FILES; number++) {
            assertThat(restored.resolve("" + (3_000_000_000L + number))).hasSize(number % 10 == 0 ? PAGE : 0);
        }
    }
}
