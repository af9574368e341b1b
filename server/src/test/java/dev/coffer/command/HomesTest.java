package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of thing that a kill leaves, and whether the sweep of the next start finds it. */
class HomesTest {

    @TempDir
    private Path temporary;

    private PostgresEngine engine;
    private Path folder;
    private Homes homes;

    @BeforeEach
    void openEngine() throws Exception {
        engine = new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom());
        folder = Files.createDirectory(temporary.resolve("db"));
        homes = new Homes(folder, engine);
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void aNotedHomeInOurFolderGoesUnlessARowNamesIt() throws Exception {
        DatabaseHome listed = homes.fresh(Optional.empty(), Optional.empty());
        DatabaseHome left = homes.fresh(Optional.empty(), Optional.empty());
        for (DatabaseHome home : List.of(listed, left)) {
            homes.note(home);
            engine.create(home);
        }
        assertThat(homes.sweep(Set.of(listed.id()))).containsExactly(left);
        assertThat(names(folder)).containsExactly(listed.id().toString());
        assertThat(homes.sweep(Set.of(listed.id()))).isEmpty();
    }

    @Test
    void aNotedHomeElsewhereGoesUnlessARowNamesIt() throws Exception {
        DatabaseHome listed = homes.fresh(Optional.of(temporary.resolve("listed")), Optional.empty());
        DatabaseHome left = homes.fresh(Optional.of(temporary.resolve("left")), Optional.empty());
        for (DatabaseHome home : List.of(listed, left)) {
            homes.note(home);
            engine.create(home);
        }
        assertThat(names(folder)).as("notes").hasSize(2);
        assertThat(homes.sweep(Set.of(listed.id()))).containsExactly(left);
        assertThat(left.dataFolder()).doesNotExist();
        assertThat(listed.dataFolder()).isDirectory();
        assertThat(names(folder)).as("notes").isEmpty();
    }

    @Test
    void aLogElsewhereGoesWithItsHome() throws Exception {
        // The server's own account must have a way to it.
        Path open = Files.createTempDirectory(Path.of("/var/tmp"), "coffer-log");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path log = open.resolve("shop_log");
        DatabaseHome left = homes.fresh(Optional.empty(), Optional.of(log));
        homes.note(left);
        engine.create(left);
        assertThat(log).isDirectory();
        List<DatabaseHome> swept = homes.sweep(Set.of());
        boolean gone = !Files.exists(log);
        try (Stream<Path> rest = Files.walk(open)) {
            for (Path path : rest.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        assertThat(swept).containsExactly(left);
        assertThat(gone).as("the log is gone").isTrue();
        assertThat(names(folder)).isEmpty();
    }

    @Test
    void aNoteWithoutAHomeAndAHalfNoteGo() throws Exception {
        DatabaseHome never = homes.fresh(Optional.of(temporary.resolve("never")), Optional.empty());
        homes.note(never);
        Files.writeString(folder.resolve(UUID.randomUUID() + ".home"), "/some");
        Files.createFile(folder.resolve(UUID.randomUUID() + ".home"));
        homes.sweep(Set.of());
        assertThat(names(folder)).isEmpty();
    }

    /** An older master, put back, does not list what came after it: that is nobody's leftover. */
    @Test
    void aHomeThatNobodyNamesStays() throws Exception {
        DatabaseHome unknown = homes.fresh(Optional.empty(), Optional.empty());
        engine.create(unknown);
        assertThat(homes.sweep(Set.of())).isEmpty();
        assertThat(names(folder)).containsExactly(unknown.id().toString());
    }

    /** What somebody else laid into a noted place before us, or beside our homes, is none of our leftovers. */
    @Test
    void whatIsNotOursStays() throws Exception {
        Path foreign = Files.createDirectory(temporary.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "dear");
        homes.note(homes.fresh(Optional.of(foreign), Optional.empty()));
        Files.createDirectory(folder.resolve("readme"));
        homes.sweep(Set.of());
        assertThat(foreign.resolve("letter.txt")).hasContent("dear");
        assertThat(names(folder)).containsExactly("readme");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> Files.exists(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
