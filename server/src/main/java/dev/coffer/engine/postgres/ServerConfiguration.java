package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The configuration of one running server: three files that Coffer writes to the run folder at each start. They are
 * this process's own, and so is the folder they lie in: the server, which may run as another user, reads them and can
 * neither change nor replace them. Only the folder inside for the socket is the server's.
 */
final class ServerConfiguration {

    private static final int SOCKET_PATH_LIMIT = 107;
    private static final String SOCKET_FOLDER = "socket";
    private static final String SOCKET = ".s.PGSQL.5432";
    private static final long MEGABYTE = 1L << 20;

    /** Every session of a busy server may be in the same database, or look at master. */
    private static final String MOST_CONNECTIONS = "400";

    private static final long LEAST_BUFFERS_MB = 16;
    private static final long MOST_BUFFERS_MB = 256;
    private static final long LEAST_WAL_MB = 64;
    private static final long LEAST_RECYCLED_WAL_MB = 16;
    private static final long MOST_WAL_MB = 1024;

    /** A database whose log nobody backs up must not fill the disk. */
    static final String MOST_KEPT_LOG = "max_slot_wal_keep_size";

    /** What a backup leaves of the disk that the log lies on. */
    private static final long LEAST_FREE_MB = 1024;

    /** Read behind all others; there while a backup runs. */
    private static final String DURING_BACKUPS = "during-backups.conf";

    private static final Set<PosixFilePermission> OWN_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private long keptLogMegabytes;

    /**
     * How big a database is: buffers and distance of checkpoints rise with it.
     *
     * @param walSegmentBytes of which two must fit wherever log is counted; clusters from elsewhere have long ones
     */
    record Sizes(long dataBytes, int walSegmentBytes) {
        private long leastWalMb(long usual) {
            return Math.max(usual, 2L * (walSegmentBytes >> 20));
        }
    }

    /**
     * @param folder the database's own run folder
     * @param keptLogMegabytes what slots hold at most
     */
    ServerConfiguration(Path folder, Sizes sizes, long keptLogMegabytes) {
        this.folder = folder;
        this.keptLogMegabytes = keptLogMegabytes;
        long dataBytes = sizes.dataBytes();
        settings.put("listen_addresses", "");
        settings.put("unix_socket_directories", folder.resolve(SOCKET_FOLDER).toString());
        settings.put("unix_socket_permissions", "0700");
        settings.put("hba_file", folder.resolve("pg_hba.conf").toString());
        settings.put("ident_file", folder.resolve("pg_ident.conf").toString());
        settings.put("ssl", "off");
        settings.put("max_connections", MOST_CONNECTIONS);
        settings.put("shared_buffers", clamp(dataBytes / 8, LEAST_BUFFERS_MB, MOST_BUFFERS_MB));
        settings.put("jit", "off");
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("wal_level", "replica");
        settings.put("min_wal_size", sizes.leastWalMb(LEAST_RECYCLED_WAL_MB) + "MB");
        settings.put("max_wal_size", clamp(dataBytes / 4, sizes.leastWalMb(LEAST_WAL_MB), MOST_WAL_MB));
        settings.put("summarize_wal", "on");
        settings.put("wal_summary_keep_time", "365d");
        settings.put("idle_replication_slot_timeout", "0");
        settings.put(MOST_KEPT_LOG, keptLogMegabytes + "MB");
        settings.put("event_triggers", "off");
        settings.put("max_logical_replication_workers", "0");
        settings.put("archive_mode", "off");
        settings.put("archive_command", "");
        settings.put("archive_library", "");
        settings.put("restore_command", "");
        settings.put("archive_cleanup_command", "");
        settings.put("recovery_end_command", "");
        settings.put("primary_conninfo", "");
        settings.put("shared_preload_libraries", "");
        settings.put("session_preload_libraries", "");
        settings.put("local_preload_libraries", "");
        settings.put("allow_alter_system", "off");
        settings.put("logging_collector", "off");
        settings.put("log_destination", "stderr");
        settings.put("log_line_prefix", "%m [%p] ");
        settings.put("log_timezone", "UTC");
        settings.put("log_statement", "none");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_parameter_max_length_on_error", "0");
        settings.put("timezone", "UTC");
        settings.put("cluster_name", "coffer");
    }

    private static String clamp(long bytes, long leastMb, long mostMb) {
        return Math.max(leastMb, Math.min(mostMb, bytes / MEGABYTE)) + "MB";
    }

    ServerConfiguration with(Map<String, String> more) {
        settings.putAll(more);
        return this;
    }

    /** Everything of one start lies in it. */
    Path folder() {
        return folder;
    }

    Path socket() {
        return folder.resolve(SOCKET_FOLDER).resolve(SOCKET);
    }

    Path file() {
        return folder.resolve("postgresql.conf");
    }

    /** Writes the run folder anew; nobody but this process and the server's account can enter it. */
    void write(ServerAccount account) throws IOException {
        if (socket().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > SOCKET_PATH_LIMIT) {
            throw new IOException("The path of the socket " + socket() + " is longer than " + SOCKET_PATH_LIMIT
                    + " bytes: the run folder must be shorter");
        }
        createRunFolder(PostgresBinaries.parentOf(folder), account);
        Folders.delete(folder);
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
        account.letRead(folder);
        account.createFolder(folder.resolve(SOCKET_FOLDER));
        writeOne(file(), text(), account);
        String user = System.getProperty("user.name", "?");
        // Peer authentication asks for the user's name; a user without one is as safe behind the folder's mode.
        String method = ServerAccount.hasNoName() ? "trust" : "peer map=coffer";
        writeOne(
                folder.resolve("pg_hba.conf"),
                "local all " + ClusterTemplate.OWNER_ROLE + " " + method + "\n"
                        + "local all " + ClusterTemplate.UNPRIVILEGED_ROLE + " " + method + "\n"
                        + "local replication " + ClusterTemplate.OWNER_ROLE + " " + method + "\n",
                account);
        writeOne(
                folder.resolve("pg_ident.conf"),
                "coffer \"" + user + "\" " + ClusterTemplate.OWNER_ROLE + "\n" + "coffer \"" + user + "\" "
                        + ClusterTemplate.UNPRIVILEGED_ROLE + "\n",
                account);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        settings.forEach((name, value) ->
                text.append(name).append(" = ").append(quoted(value)).append('\n'));
        return text.append("include_if_exists = ")
                .append(quoted(DURING_BACKUPS))
                .append('\n')
                .toString();
    }

    /** Another bound of what slots hold; in force once the server reads its configuration again. */
    void boundLog(long megabytes, ServerAccount account) throws IOException {
        keptLogMegabytes = megabytes;
        settings.put(MOST_KEPT_LOG, megabytes + "MB");
        Path next = folder.resolve("next.conf");
        Files.deleteIfExists(next);
        writeOne(next, text(), account);
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Lets the slots hold as much log as the disk has room for: the bound would end a backup's own slot too, after
     * hours of work. In force once the server reads its configuration again.
     */
    void liftLogBound(long usableBytes, ServerAccount account) throws IOException {
        long most = Math.max(keptLogMegabytes, usableBytes / MEGABYTE - LEAST_FREE_MB);
        lowerLogBound();
        writeOne(folder.resolve(DURING_BACKUPS), MOST_KEPT_LOG + " = " + quoted(most + "MB") + "\n", account);
    }

    /** The bound is in force again, once the server reads its configuration again. */
    void lowerLogBound() throws IOException {
        Files.deleteIfExists(folder.resolve(DURING_BACKUPS));
    }

    /** As root the server must pass through it; otherwise nobody else may. A folder of somebody else is refused. */
    private static void createRunFolder(Path runFolder, ServerAccount account) throws IOException {
        Folders.createOpen(PostgresBinaries.parentOf(runFolder));
        if (!Files.isDirectory(runFolder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createDirectory(runFolder, PosixFilePermissions.asFileAttribute(OWN_FOLDER));
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(runFolder, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
        int owner = (Integer) Files.getAttribute(runFolder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int writable = (Integer) Files.getAttribute(runFolder, "unix:mode") & 0022;
        if (owner != PostgresSettings.currentUid() || writable != 0) {
            throw new IOException(
                    "The run folder " + runFolder + " belongs to another user or can be written by others");
        }
        // Set, not asked for at its making: there the umask has a word.
        Files.setPosixFilePermissions(
                runFolder, PosixFilePermissions.fromString(account.isOther() ? "rwx--x--x" : "rwx------"));
    }

    private static void writeOne(Path file, String content, ServerAccount account) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
        account.letRead(file);
    }

    private static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
