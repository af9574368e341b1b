package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a data directory belong into a base backup: exactly those that the server's own base backup takes
 * (src/backend/backup/basebackup.c). Paths are relative with slashes.
 *
 * <p>Lists them as they come, and gives them back in rising order: of two equal names in a listing that the server
 * changes meanwhile, one counts. The folders are in memory, one for each database and some twenty more; the files are a
 * {@link FileList}, which takes no more memory however many they are. Confined to one thread.
 */
final class SnapshotPlan implements AutoCloseable {

    /** A relation's file: number, fork, segment; temporary ones begin with t and the backend. */
    static final Pattern RELATION = Pattern.compile("(t\\d+_)?(\\d+)(?:_(init|fsm|vm))?(?:\\.(\\d+))?");

    /** Their content is rebuilt at start; the folders themselves stay. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of(
            ControlFile.PATH,
            "postmaster.pid",
            "postmaster.opts",
            "backup_label",
            "backup_label.old",
            "tablespace_map",
            "tablespace_map.old",
            BackupManifest.PATH,
            "postgresql.auto.conf.tmp",
            "current_logfiles",
            "current_logfiles.tmp");

    private static final int MOST_FOLDERS = 100_000;

    private final SortedSet<String> folders = new TreeSet<>();
    private final FileList files;

    private SnapshotPlan(FileList files) {
        this.files = files;
    }

    /** @param scratchFolder for what does not fit into memory */
    static SnapshotPlan of(Path dataDirectory, Path scratchFolder) throws EngineException, IOException {
        SnapshotPlan plan = new SnapshotPlan(new FileList(scratchFolder));
        try {
            plan.collect(dataDirectory, "");
            return plan;
        } catch (EngineException | IOException | RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    /** Empty ones too; each before what is in it. */
    SortedSet<String> folders() {
        return Collections.unmodifiableSortedSet(folders);
    }

    /** Takes files. */
    @FunctionalInterface
    interface FileTaker {
        /** @param sizeBytes what it had when it was listed */
        void take(String path, long sizeBytes) throws EngineException, IOException;
    }

    /**
     * Shows all files in rising order; without pg_control, which is read last, and without WAL, whose span is known at
     * the end only.
     */
    void files(FileTaker taker) throws EngineException, IOException {
        FileList.Cursor cursor = files.read();
        String before = "";
        for (Optional<FileEntry> file = cursor.next(); file.isPresent(); file = cursor.next()) {
            String path = file.get().path();
            if (!path.equals(before)) {
                taker.take(path, file.get().sizeBytes());
            }
            before = path;
        }
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    /** Whether the file's pages carry checksums. */
    static boolean isRelation(String path) {
        int slash = path.lastIndexOf('/');
        return isBelowDatabases(path)
                && RELATION.matcher(path.substring(slash + 1)).matches();
    }

    /** A server removes everything else while it runs: relations, segments of its other logs, temporary files. */
    static boolean isPermanent(String path) {
        return path.endsWith("PG_VERSION") || path.endsWith("pg_filenode.map");
    }

    private static boolean isBelowDatabases(String path) {
        return path.startsWith("base/") || path.startsWith("global/") || path.startsWith("pg_tblspc/");
    }

    private void collect(Path folder, String prefix) throws EngineException, IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!isLeftOut(folder, prefix + name, name)) {
                    add(entry, prefix + name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            // Removed by the server since it was listed; recovery does not miss it.
            if (!isBelowDatabases(prefix)) {
                throw e;
            }
        }
    }

    private void add(Path entry, String path) throws EngineException, IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (EMPTIED.contains(path)) {
            addFolder(path);
            if (path.equals(ClusterFolder.WAL_DIRECTORY)) {
                addFolder(path + "/archive_status");
                addFolder(path + "/summaries");
            }
        } else if (attributes.isDirectory()) {
            addFolder(path);
            collect(entry, path + "/");
        } else if (attributes.isRegularFile()) {
            files.add(new FileEntry(path, attributes.size(), 0));
        } else if (attributes.isSymbolicLink() && path.startsWith("pg_tblspc/")) {
            throw new EngineException(Kind.INCOMPATIBLE, "The database has a tablespace outside its folder: " + path);
        }
    }

    private void addFolder(String path) throws EngineException {
        if (folders.size() == MOST_FOLDERS) {
            throw new EngineException(Kind.INCOMPATIBLE, "The database has more than " + MOST_FOLDERS + " folders");
        }
        folders.add(path);
    }

    /** As the server does, this asks for the init fork of each file: of an unlogged relation only that fork is kept. */
    private static boolean isLeftOut(Path folder, String path, String name) {
        if (LEFT_OUT.contains(path) || name.startsWith("pgsql_tmp") || name.startsWith("pg_internal.init")) {
            return true;
        }
        Matcher matcher = RELATION.matcher(name);
        if (!isBelowDatabases(path) || !matcher.matches()) {
            return false;
        }
        boolean temporary = matcher.group(1) != null;
        return temporary
                || (!"init".equals(matcher.group(3))
                        && Files.exists(folder.resolve(matcher.group(2) + "_init"), LinkOption.NOFOLLOW_LINKS));
    }
}
