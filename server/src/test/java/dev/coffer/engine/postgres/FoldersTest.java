package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's account may write in its folders; this process, which may be root, works in them all the same. */
class FoldersTest {

    /** So many that another comes in between. */
    private static final int FILES = 3000;

    private static final int ATTEMPTS = 20;

    @TempDir
    private Path folder;

    private ServerAccount account;

    @BeforeEach
    void begin() throws IOException {
        account = ServerAccount.of(PostgresSettings.defaults(System.getenv()));
    }

    private Path filled(String name, String content) throws IOException {
        Path filled = Files.createDirectories(folder.resolve(name));
        for (int number = 0; number < FILES; number++) {
            Files.writeString(filled.resolve("file" + number), content);
        }
        return filled;
    }

    private static long countIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.count();
        }
    }

    /** What the server's account would do as soon as it sees that the work has begun. */
    private interface Begun {
        boolean check() throws IOException;
    }

    /** Moves the folder away and puts a link in its place. Returns how many files were in it then. */
    private long swapped(Path place, Path victim, Begun begun) throws IOException {
        while (!begun.check()) {
            Thread.onSpinWait();
        }
        Path moved = folder.resolve("moved-" + place.getParent().getFileName());
        Files.move(place, moved);
        Files.createSymbolicLink(place, victim);
        return countIn(moved);
    }

    @Test
    void aLinkThatTakesAFoldersPlaceLeadsNoRemovalElsewhere() throws Exception {
        Path victim = filled("victim", "precious");
        ExecutorService attacker = Executors.newSingleThreadExecutor();
        try {
            long left = 0;
            for (int attempt = 0; left == 0; attempt++) {
                assertThat(attempt).as("attempts that came too late").isLessThan(ATTEMPTS);
                Path target = folder.resolve("target" + attempt);
                Path inner = filled("target" + attempt + "/inner", "old");
                Future<Long> swap = attacker.submit(() -> swapped(inner, victim, () -> countIn(inner) < FILES));
                try {
                    Folders.delete(target);
                } catch (IOException inTheWay) {
                    // A link is no folder that could be removed.
                    assertThat(inTheWay.getMessage()).contains("inner");
                }
                left = outcome(swap);
                assertThat(countIn(victim)).as("files beyond the link").isEqualTo(FILES);
            }
        } finally {
            attacker.shutdownNow();
        }
    }

    @Test
    void aTimelinesHistoryIsNotReadThroughALink() throws Exception {
        Path wal = Files.createDirectory(folder.resolve("pg_wal"));
        Path secret = Files.writeString(folder.resolve("secret"), "1\t0/3000000\tno recovery target specified\n");
        Path history = wal.resolve(TimelineHistory.fileName(2));
        Files.createSymbolicLink(history, secret);
        assertThatThrownBy(() -> TimelineHistory.bytes(wal, 2)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> TimelineHistory.of(wal, 2)).isInstanceOf(IOException.class);
        Files.move(secret, history, StandardCopyOption.REPLACE_EXISTING);
        assertThat(TimelineHistory.of(wal, 2).forkLsn()).isEqualTo(0x3000000);
    }

    /** 0 when the work was over before the attacker came. */
    private static long outcome(Future<Long> swap) throws InterruptedException {
        try {
            return swap.get();
        } catch (java.util.concurrent.ExecutionException tooLate) {
            assertThat(tooLate).hasCauseInstanceOf(IOException.class);
            return 0;
        }
    }

    @Test
    void aLinkThatTakesAFoldersPlaceLeadsNoCopyElsewhere() throws Exception {
        Path victim = filled("victim", "secret");
        ExecutorService attacker = Executors.newSingleThreadExecutor();
        try {
            Path source = folder.resolve("source");
            Path inner = filled("source/inner", "public");
            Path target = folder.resolve("target");
            Path copies = target.resolve("inner");
            Future<Long> swap = attacker.submit(() -> {
                long count = swapped(inner, victim, () -> Files.exists(copies) && countIn(copies) > 0);
                assertThat(Files.getAttribute(target, "unix:uid"))
                        .as("who has the new folder while it is filled")
                        .isEqualTo(PostgresSettings.currentUid());
                return count;
            });
            Folders.copy(source, target, account);
            assertThat(swap.get()).isEqualTo(FILES);
            assertThat(countIn(copies)).isEqualTo(FILES);
            for (int number = 0; number < FILES; number++) {
                assertThat(copies.resolve("file" + number)).hasContent("public");
            }
            for (Path each : new Path[] {target, copies, copies.resolve("file0")}) {
                assertThat(Files.getAttribute(each, "unix:uid")).isEqualTo(account.uid());
                assertThat((Integer) Files.getAttribute(each, "unix:mode") & 0077)
                        .isZero();
            }
        } finally {
            attacker.shutdownNow();
        }
    }

    @Test
    void linksAreNeitherCopiedNorFollowed() throws Exception {
        Path victim = Files.createDirectories(folder.resolve("victim/inner"));
        Files.writeString(victim.resolve("file"), "precious");
        Path source = Files.createDirectory(folder.resolve("source"));
        Path link = Files.createSymbolicLink(source.resolve("link"), victim);
        assertThatThrownBy(() -> Folders.copy(source, folder.resolve("copy"), account))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither a file nor a folder");
        assertThatThrownBy(() -> Folders.copy(link, folder.resolve("other"), account))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Folders.delete(folder, Path.of("source/link/file")))
                .isInstanceOf(IOException.class);
        Folders.delete(link);
        assertThat(link).doesNotExist();
        Folders.delete(folder, Path.of("source/no/such/way"));
        Folders.delete(source.resolve("nothing"));
        Folders.delete(folder, Path.of("victim/inner/file"));
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void aFileIsNotOpenedThroughALink() throws Exception {
        Path secret = Files.createDirectories(folder.resolve("victim/5")).resolve("1259");
        Files.writeString(secret, "secret");
        Path data = Files.createDirectories(folder.resolve("cluster/base")).getParent();
        Files.createSymbolicLink(data.resolve("base/5"), secret.getParent());
        Files.createSymbolicLink(data.resolve("base/6"), secret);
        for (String way : new String[] {"base/5/1259", "base/6"}) {
            for (StandardOpenOption option :
                    new StandardOpenOption[] {StandardOpenOption.READ, StandardOpenOption.WRITE}) {
                assertThatThrownBy(() -> OpenFolder.file(data, Path.of(way), option))
                        .isInstanceOf(IOException.class);
            }
        }
        Files.delete(data.resolve("base/5"));
        Files.createDirectory(data.resolve("base/5"));
        Files.writeString(data.resolve("base/5/1259"), "own");
        try (FileChannel file = OpenFolder.file(data, Path.of("base/5/1259"), StandardOpenOption.READ)) {
            assertThat(file.size()).isEqualTo(3);
        }
        assertThatThrownBy(() -> OpenFolder.file(data, Path.of("base/7/1259"), StandardOpenOption.READ))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(secret).hasContent("secret");
    }

    @Test
    void aFileIsMovedToAnotherDiskToo() throws Exception {
        Path memory = Files.createTempDirectory(Path.of("/dev/shm"), "coffer-folders");
        try {
            Path source = Files.createDirectory(folder.resolve("staged"));
            Files.writeString(source.resolve("segment"), "log");
            Files.writeString(memory.resolve("segment"), "what was there before, and longer");
            try (OpenFolder from = OpenFolder.of(source);
                    OpenFolder to = OpenFolder.of(memory)) {
                from.move(Path.of("segment"), to);
            }
            assertThat(memory.resolve("segment")).hasContent("log");
            assertThat(source).isEmptyDirectory();
        } finally {
            Folders.delete(memory);
        }
    }

    @Test
    void whatLiesTooDeepIsAnErrorAndNoOverflow() throws Exception {
        Path deep = folder.resolve("deep");
        Path at = deep;
        for (int level = 0; level < 120; level++) {
            at = at.resolve("x");
        }
        Files.createDirectories(at);
        assertThatThrownBy(() -> Folders.delete(deep))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too deep");
    }
}
