package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which files of a data directory belong into a base backup: exactly those that the server's own base backup takes
 * (src/backend/backup/basebackup.c). Paths are relative with slashes, folders before what is in them.
 *
 * @param folders empty ones too
 * @param files without pg_control, which is read last, and without WAL, whose span is known at the end only; each with
 *     the bytes it had when it was listed
 */
record SnapshotPlan(List<String> folders, Map<String, Long> files) {

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

    SnapshotPlan {
        folders = List.copyOf(folders);
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    static SnapshotPlan of(Path dataDirectory) throws EngineException, IOException {
        Collector collector = new Collector();
        collector.collect(dataDirectory, "");
        return new SnapshotPlan(collector.folders, collector.files);
    }

    /** Whether the file's pages carry checksums. */
    static boolean isRelation(String path) {
        int slash = path.lastIndexOf('/');
        return isBelowDatabases(path)
                && RELATION.matcher(path.substring(slash + 1)).matches();
    }

    /** Files there come and go while the server runs; elsewhere a vanished file is an error. */
    static boolean isBelowDatabases(String path) {
        return path.startsWith("base/") || path.startsWith("global/") || path.startsWith("pg_tblspc/");
    }

    private static final class Collector {
        private final List<String> folders = new ArrayList<>();
        private final Map<String, Long> files = new LinkedHashMap<>();

        void collect(Path folder, String prefix) throws EngineException, IOException {
            Map<String, BasicFileAttributes> entries = list(folder);
            Set<String> unlogged = unloggedRelations(entries.keySet());
            for (String name : entries.keySet()) {
                String path = prefix + name;
                BasicFileAttributes attributes = entries.get(name);
                if (attributes != null && !isLeftOut(path, name, unlogged)) {
                    add(folder.resolve(name), path, attributes);
                }
            }
        }

        private void add(Path entry, String path, BasicFileAttributes attributes) throws EngineException, IOException {
            if (EMPTIED.contains(path)) {
                folders.add(path);
                if (path.equals(ClusterFolder.WAL_DIRECTORY)) {
                    folders.add(path + "/archive_status");
                    folders.add(path + "/summaries");
                }
            } else if (attributes.isDirectory()) {
                folders.add(path);
                collect(entry, path + "/");
            } else if (attributes.isRegularFile()) {
                files.put(path, attributes.size());
            } else if (attributes.isSymbolicLink() && path.startsWith("pg_tblspc/")) {
                throw new EngineException(
                        Kind.INCOMPATIBLE, "The database has a tablespace outside its folder: " + path);
            }
        }

        private static Map<String, BasicFileAttributes> list(Path folder) throws IOException {
            Map<String, BasicFileAttributes> entries = new TreeMap<>();
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
                for (Path entry : stream) {
                    try {
                        entries.put(
                                entry.getFileName().toString(),
                                Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
                    } catch (NoSuchFileException e) {
                        // Removed by the server since it was listed; recovery does not miss it.
                        entries.remove(entry.getFileName().toString());
                    }
                }
            }
            return entries;
        }

        /** Numbers of the relations that have an init fork: only that fork is kept. */
        private static Set<String> unloggedRelations(Set<String> names) {
            Set<String> numbers = new HashSet<>();
            for (String name : names) {
                Matcher matcher = RELATION.matcher(name);
                if (matcher.matches() && "init".equals(matcher.group(3))) {
                    numbers.add(matcher.group(2));
                }
            }
            return numbers;
        }

        private static boolean isLeftOut(String path, String name, Set<String> unlogged) {
            if (LEFT_OUT.contains(path) || name.startsWith("pgsql_tmp") || name.startsWith("pg_internal.init")) {
                return true;
            }
            Matcher matcher = RELATION.matcher(name);
            if (!isBelowDatabases(path) || !matcher.matches()) {
                return false;
            }
            return matcher.group(1) != null
                    || (unlogged.contains(matcher.group(2)) && !"init".equals(matcher.group(3)));
        }
    }
}
