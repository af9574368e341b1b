package dev.coffer.storage.disk;

import static dev.coffer.storage.StoreContract.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreContract;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.work.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskStoreTest implements StoreContract {

    @TempDir
    private Path temporary;

    private Path folder;
    private DiskStore store;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(temporary.resolve("backups"));
        store = new DiskStore(temporary.resolve("ledger"), List.of(temporary.resolve("own")));
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Location location(String name) {
        return new Location(folder.resolve(name).toString());
    }

    @Test
    void whatIsHeldIsRemovedUnderTheHold() throws IOException {
        Files.write(folder.resolve("a"), new byte[10]);
        try (GrowingFile held = store.append(location("a"))) {
            assertThat(held.sizeBytes()).isEqualTo(10);
            held.remove();
            assertKind(() -> store.create(location("a"), Existing.REFUSE), Kind.IN_USE);
        }
        assertThat(names(folder)).isEmpty();
        assertThat(names(temporary.resolve("ledger"))).isEmpty();
        store.create(location("a"), Existing.REFUSE).close();
    }

    @Test
    void nothingStaysBesideACommittedFile() throws IOException {
        try (StagedFile staged = store.create(location("a"), Existing.REFUSE)) {
            staged.write(ByteBuffer.allocate(10));
            assertThat(names(folder)).hasSize(2).allMatch(name -> name.startsWith(".coffer-"));
            staged.commit();
        }
        assertThat(names(folder)).containsExactly("a");
        assertThat(names(temporary.resolve("ledger"))).isEmpty();
    }

    @Test
    void aFileIsPrivate() throws IOException {
        try (StagedFile staged = store.create(location("a"), Existing.REFUSE)) {
            staged.commit();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rw-------");
    }

    @Test
    void foldersAreMadeBelowTheInstancesOwnOnly() throws IOException {
        Path own = temporary.resolve("own/drive_c/backup");
        try (StagedFile staged = store.create(new Location(own.resolve("a").toString()), Existing.REFUSE)) {
            staged.commit();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
                .isEqualTo("rwx------");
        assertKind(() -> store.create(location("missing/a"), Existing.REFUSE), Kind.NO_SUCH_FOLDER);
        assertKind(() -> store.open(location("missing/a")), Kind.NO_SUCH_FOLDER);
        assertThat(folder.resolve("missing")).doesNotExist();
    }

    @Test
    void aPathThatEscapesTheOwnFolderMakesNone() {
        String escaping = temporary.resolve("own") + "/../elsewhere/a";
        assertKind(() -> store.create(new Location(escaping), Existing.REFUSE), Kind.NO_SUCH_FOLDER);
        assertThat(temporary.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aNameTakenByAStrangerDuringTheBackupIsNotOverwritten() throws IOException {
        try (StagedFile staged = store.create(location("a"), Existing.REFUSE)) {
            staged.write(ByteBuffer.allocate(10));
            Files.writeString(folder.resolve("a"), "a stranger's");
            assertKind(staged::commit, Kind.EXISTS);
        }
        assertThat(folder.resolve("a")).hasContent("a stranger's");
        assertThat(names(folder)).containsExactly("a");
    }

    @Test
    void aLinkAndItsTargetAreOneName() throws IOException {
        try (StagedFile staged = store.create(location("real"), Existing.REFUSE)) {
            staged.commit();
        }
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        try (StagedFile staged = store.create(location("link"), Existing.REPLACE)) {
            assertKind(() -> store.append(location("real")), Kind.IN_USE);
            staged.write(ByteBuffer.wrap(new byte[] {'x'}));
            staged.commit();
        }
        assertThat(folder.resolve("link")).isSymbolicLink();
        assertThat(folder.resolve("real")).hasContent("x");
    }

    @Test
    void aFolderOrAPipeIsNoBackup() throws Exception {
        Files.createDirectory(folder.resolve("d"));
        assertKind(() -> store.open(location("d")), Kind.DENIED);
        assertKind(() -> store.create(location("d"), Existing.REPLACE), Kind.DENIED);
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("p").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        assertKind(() -> store.open(location("p")), Kind.DENIED);
        assertKind(() -> store.append(location("p")), Kind.DENIED);
    }

    @Test
    void aFolderWithoutWriteRightIsDenied() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        Process writer = DiskWriterProcess.start(
                withoutRootsRights(), temporary.resolve("ledger"), folder.resolve("a"), "create", 1);
        try (BufferedReader output = writer.inputReader()) {
            assertThat(output.lines()).containsExactly("DENIED", "end");
        }
        assertThat(writer.waitFor()).isZero();
    }

    /** Modes do not bind root, unless it gives that right away. */
    private static List<String> withoutRootsRights() {
        String rights = "-dac_override,-dac_read_search";
        return Needs.root() ? List.of("setpriv", "--inh-caps=" + rights, "--bounding-set=" + rights) : List.of();
    }

    @Test
    void relativeAndImpossiblePathsAreRefused() {
        assertKind(() -> store.open(new Location("a.bak")), Kind.NOT_FOUND);
        assertKind(() -> store.create(new Location("/tmp/a\0b"), Existing.REFUSE), Kind.NOT_FOUND);
    }

    @Test
    void theLongestNameThatTheFileSystemAllowsCanBeWritten() throws IOException {
        String name = "n".repeat(255);
        try (StagedFile staged = store.create(location(name), Existing.REFUSE)) {
            staged.commit();
        }
        assertThat(names(folder)).containsExactly(name);
    }

    @Test
    void largeWritesAreSyncedOnTheWay() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(8 << 20);
        try (StagedFile staged = store.create(location("a"), Existing.REFUSE)) {
            for (int i = 0; i < 25; i++) {
                chunk.clear().put(0, (byte) i);
                staged.write(chunk);
            }
            staged.commit();
        }
        assertThat(Files.size(folder.resolve("a"))).isEqualTo(200L << 20);
        try (var file = store.open(location("a"))) {
            ByteBuffer one = ByteBuffer.allocate(1);
            file.readFully(24L * (8 << 20), one);
            assertThat(one.get(0)).isEqualTo((byte) 24);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
