package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.bytes.Hex;
import dev.coffer.media.BackupSet;
import dev.coffer.media.MediaFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.StoredFile;
import dev.coffer.storage.disk.DiskStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A data folder, backup files and two databases that are backed up and restored over and over, and what must hold after
 * each step, whether it came to its end or not.
 */
final class KillStage {

    private static final int BALLAST_MEGABYTES = 12;
    private static final String BANK = "bank";
    private static final String TARGET = "target";
    private static final String COPY = "copy";
    private static final String MARK = "mark_of_the_old";
    private static final String IN_THE_LOG = "made_behind_the_full";
    private static final String SEALED = "COMPRESSION, ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = vault)";

    private final Path folder;
    private final Path data;
    private final Path files;
    private int newFiles;
    private long appendedBytes;
    private String appendedDigest = "";
    private int appendedSets;
    private int stripedSets;
    private Set<String> history = Set.of();

    /** What is killed. */
    enum Step {
        BACKUP_TO_NEW_FILE,
        BACKUP_APPENDED,
        BACKUP_OVER_OLD,
        BACKUP_STRIPED_AND_MIRRORED,
        RESTORE_UNDER_NEW_NAME,
        RESTORE_OVER_OLD,
        RESTORE_IN_STEPS,
        RESTORE_IN_STANDBY
    }

    KillStage(Path folder) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.files = Files.createDirectory(folder.resolve("files"));
    }

    CofferProcess start() throws IOException {
        return CofferProcess.start(data, folder.resolve("seal/instance.key"));
    }

    void prepare(CofferProcess coffer) throws Exception {
        coffer.done("""
                CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Fault-free 4 ever!'
                CREATE CERTIFICATE vault WITH SUBJECT = 'Vault'
                CREATE DATABASE bank""");
        probe(coffer, BANK);
        Bank.fill(Bank.folder(data, BANK), BALLAST_MEGABYTES);
        coffer.done("BACKUP DATABASE bank TO DISK = '" + file("source") + "'");
        Bank.execute(Bank.folder(data, BANK), "CREATE TABLE dbo." + IN_THE_LOG + " (a int)");
        coffer.done("BACKUP LOG bank TO DISK = '" + file("log") + "'\nGO\n"
                + "BACKUP DATABASE bank TO DISK = '" + file("appended") + "' WITH " + SEALED + "\nGO\n"
                + "BACKUP DATABASE bank TO DISK = '" + file("over") + "'\nGO\n"
                + striped() + ", FORMAT\nGO\n"
                + "RESTORE DATABASE target FROM DISK = '" + file("source") + "'");
        requireTarget(coffer);
        appendedSets = sets(file("appended")).size();
        stripedSets = 1;
        remember();
    }

    private String striped() {
        return "BACKUP DATABASE bank TO " + devices("stripe-1", "stripe-2") + " MIRROR TO "
                + devices("twin-1", "twin-2") + " WITH " + SEALED;
    }

    private String devices(String first, String second) {
        return "DISK = '" + file(first) + "', DISK = '" + file(second) + "'";
    }

    String batch(Step step) {
        return switch (step) {
            case BACKUP_TO_NEW_FILE -> {
                newFiles++;
                yield "BACKUP DATABASE bank TO DISK = '" + newest() + "' WITH " + SEALED;
            }
            case BACKUP_APPENDED -> "BACKUP DATABASE bank TO DISK = '" + file("appended") + "' WITH " + SEALED;
            case BACKUP_OVER_OLD -> "BACKUP DATABASE bank TO DISK = '" + file("over") + "' WITH INIT";
            case BACKUP_STRIPED_AND_MIRRORED -> striped();
            case RESTORE_UNDER_NEW_NAME -> "RESTORE DATABASE copy FROM DISK = '" + file("source") + "'";
            case RESTORE_OVER_OLD -> "RESTORE DATABASE target FROM DISK = '" + file("source") + "' WITH REPLACE";
            case RESTORE_IN_STEPS ->
                "RESTORE DATABASE copy FROM DISK = '" + file("source") + "' WITH NORECOVERY, REPLACE\nGO\n"
                        + lastStep();
            case RESTORE_IN_STANDBY ->
                "RESTORE DATABASE copy FROM DISK = '" + file("source") + "' WITH " + standby() + ", REPLACE\nGO\n"
                        + "RESTORE LOG copy FROM DISK = '" + file("log") + "' WITH " + standby() + "\nGO\n"
                        + "RESTORE DATABASE copy WITH RECOVERY";
        };
    }

    private String standby() {
        return "STANDBY = '" + folder.resolve("undo") + "'";
    }

    private String lastStep() {
        return "RESTORE LOG copy FROM DISK = '" + file("log") + "' WITH RECOVERY";
    }

    /** Looks at everything a step can have touched, through an instance that has started since, and tidies up. */
    void requireSound(Step step, CofferProcess coffer) throws Exception {
        probe(coffer, BANK);
        Bank.requireWhole(Bank.folder(data, BANK));
        requireTarget(coffer);
        requireCopy(coffer);
        requireFiles(coffer);
        requireHistory();
        requireNoLeftovers(step);
        tidy(coffer);
    }

    /** Removes what the steps make anew, and remembers the rest as it is. */
    void tidy(CofferProcess coffer) throws Exception {
        if (listed("name").contains(COPY)) {
            coffer.done("DROP DATABASE copy");
        }
        Files.deleteIfExists(newest());
        appendedSets = sets(file("appended")).size();
        stripedSets = sets(file("stripe-1")).size();
        remember();
    }

    /** A backup: proves that the database can be backed up, and starts its server. */
    private void probe(CofferProcess coffer, String database) throws InterruptedException {
        coffer.done("BACKUP DATABASE " + database + " TO DISK = '" + file("probe") + "' WITH FORMAT");
    }

    private void requireTarget(CofferProcess coffer) throws Exception {
        probe(coffer, TARGET);
        Path target = Bank.folder(data, TARGET);
        Bank.requireWhole(target);
        if (!Bank.hasTable(target, MARK)) {
            Bank.execute(target, "CREATE TABLE dbo." + MARK + " (a int)");
        }
    }

    private void requireCopy(CofferProcess coffer) throws Exception {
        if (listed("name").contains(COPY)) {
            boolean waits = restoring().contains(COPY);
            if (waits) {
                // Wherever the kill came, the last step can be taken again.
                coffer.done(lastStep());
            }
            probe(coffer, COPY);
            Bank.requireWhole(Bank.folder(data, COPY));
            assertThat(Bank.hasTable(Bank.folder(data, COPY), IN_THE_LOG) || !waits)
                    .as("what only the log has")
                    .isTrue();
        }
        assertThat(listed("name")).contains(BANK, TARGET).isSubsetOf(BANK, TARGET, COPY);
    }

    private void requireFiles(CofferProcess coffer) throws Exception {
        if (newFiles > 0 && Files.exists(newest())) {
            assertThat(sets(newest())).hasSize(1);
            verify(coffer, newest(), 1);
        }
        assertThat(sets(file("over"))).hasSize(1);
        verify(coffer, file("over"), 1);
        assertThat(digest(file("appended"), appendedBytes))
                .as("the sets that were there before")
                .isEqualTo(appendedDigest);
        int now = sets(file("appended")).size();
        assertThat(now).isBetween(appendedSets, appendedSets + 1);
        verify(coffer, file("appended"), now);
        appendedSets = now;
        requireStripes(coffer);
    }

    /** A set counts when all files hold it; where the first family shows one, the second does. */
    private void requireStripes(CofferProcess coffer) throws Exception {
        int first = Math.min(sets(file("stripe-1")).size(), sets(file("twin-1")).size());
        int second =
                Math.min(sets(file("stripe-2")).size(), sets(file("twin-2")).size());
        assertThat(second).as("sets of the second family").isBetween(first, stripedSets + 1);
        assertThat(first).isBetween(stripedSets, stripedSets + 1);
        for (String devices : List.of(devices("stripe-1", "stripe-2"), devices("twin-2", "twin-1"))) {
            assertThat(coffer.done("RESTORE VERIFYONLY FROM " + devices + " WITH FILE = " + first))
                    .contains("The backup set on file " + first + " is valid.");
        }
        stripedSets = first;
    }

    private static void verify(CofferProcess coffer, Path file, int position) throws InterruptedException {
        assertThat(coffer.done("RESTORE VERIFYONLY FROM DISK = '" + file + "' WITH FILE = " + position))
                .contains("The backup set on file " + position + " is valid.");
    }

    /** A set that the history lists since the last look stands in a file. */
    private void requireHistory() throws Exception {
        Set<String> stored = new HashSet<>();
        try (Stream<Path> all = Files.list(files)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".bak")).toList()) {
                sets(file).forEach(set -> stored.add(set.core().setGuid().toString()));
            }
        }
        Set<String> added = recorded();
        added.removeAll(history);
        // The probes write over one another.
        added.removeIf(uuid -> !stored.contains(uuid) && isProbe(uuid));
        assertThat(stored).as("sets on disk").containsAll(added);
    }

    private boolean isProbe(String uuid) {
        try {
            return Bank.ask(
                            data.resolve("master"),
                            "SELECT physical_device_name FROM msdb_dbo.backupset JOIN msdb_dbo.backupmediafamily"
                                    + " USING (media_set_id) WHERE backup_set_uuid = '" + uuid + "'")
                    .contains(file("probe").toString());
        } catch (IOException | java.sql.SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private void requireNoLeftovers(Step step) throws Exception {
        assertThat(names(data.resolve("db"))).as("folders after " + step).isEqualTo(new TreeSet<>(listed("home_id")));
        assertThat(names(data.resolve("writing"))).as("notes after " + step).isEmpty();
        Set<String> expected = new TreeSet<>(Set.of("source.bak", "log.bak", "appended.bak", "over.bak", "probe.bak"));
        expected.addAll(Set.of("stripe-1.bak", "stripe-2.bak", "twin-1.bak", "twin-2.bak"));
        if (newFiles > 0 && Files.exists(newest())) {
            expected.add(String.valueOf(newest().getFileName()));
        }
        assertThat(names(files)).as("files after " + step).isEqualTo(expected);
    }

    private void remember() throws Exception {
        try (StoredFile stored = open(file("appended"))) {
            MediaFile media = MediaFile.read(stored);
            appendedBytes = media.endOf(media.sets().size());
        }
        appendedDigest = digest(file("appended"), appendedBytes);
        history = recorded();
    }

    private Set<String> recorded() throws Exception {
        return new HashSet<>(Bank.ask(data.resolve("master"), "SELECT backup_set_uuid::text FROM msdb_dbo.backupset"));
    }

    private List<String> listed(String column) throws Exception {
        return Bank.ask(data.resolve("master"), "SELECT " + column + "::text FROM coffer.database");
    }

    private List<String> restoring() throws Exception {
        return Bank.ask(
                data.resolve("master"), "SELECT name FROM coffer.database WHERE state IN ('RESTORING', 'STANDBY')");
    }

    private Path newest() {
        return file("new-" + newFiles);
    }

    private Path file(String name) {
        return files.resolve(name + ".bak");
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            }
        }
        return names;
    }

    private static List<BackupSet> sets(Path file) throws Exception {
        try (StoredFile stored = open(file)) {
            MediaFile media = MediaFile.read(stored);
            assertThat(media.damage()).as("damage of " + file).isEmpty();
            return new ArrayList<>(media.sets());
        }
    }

    private static StoredFile open(Path file) throws IOException {
        return DiskStore.withoutInstance().open(new Location(file.toString()));
    }

    private static String digest(Path file, long bytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (long left = bytes; left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                assertThat(read).as("bytes left of " + file).isPositive();
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return Hex.literal(digest.digest());
    }
}
