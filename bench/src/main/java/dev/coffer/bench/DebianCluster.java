package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL 15 cluster of Debian's, made for the comparison and stopped when closed. Confined to one thread. */
final class DebianCluster implements AutoCloseable {

    private static final String PROGRAMS = "/usr/lib/postgresql/15/bin/";

    private final Shell shell;
    private final Path data;
    private final Path socket;

    private DebianCluster(Shell shell, Path folder) {
        this.shell = shell;
        this.data = folder.resolve("pg15");
        this.socket = folder;
    }

    /** @param archiveCommand for archive_command */
    static DebianCluster start(Shell shell, Path folder, String archiveCommand) throws IOException {
        DebianCluster cluster = new DebianCluster(shell, folder);
        shell.run(PROGRAMS + "initdb -k --no-sync -E UTF8 --locale=C.UTF-8 -D '" + cluster.data + "'");
        Files.writeString(
                cluster.data.resolve("postgresql.auto.conf"),
                "listen_addresses = ''\nunix_socket_directories = '" + cluster.socket + "'\nshared_buffers = 256MB\n"
                        + "max_wal_size = 4GB\narchive_mode = on\narchive_command = '" + archiveCommand + "'\n");
        shell.run(PROGRAMS + "pg_ctl -s -w -D '" + cluster.data + "' -l '" + folder + "/pg15.log' start");
        return cluster;
    }

    /** @param rows a file that the server's user can read */
    void load(Path rows) throws IOException {
        sql(GeneratedRows.CREATE_TABLE);
        sql("\\copy orders FROM " + rows);
        sql("VACUUM (FREEZE, ANALYZE)");
        sql("CHECKPOINT");
    }

    void sql(String text) throws IOException {
        shell.run(command(text));
    }

    /** What the shell runs for one statement. */
    String command(String text) {
        return "psql -qX -v ON_ERROR_STOP=1 -h '" + socket + "' -c '" + text + "'";
    }

    Path data() {
        return data;
    }

    Path socket() {
        return socket;
    }

    long databaseBytes() throws IOException {
        return Folders.sizeBytes(data.resolve("base"));
    }

    /** CPU time of the server and all its backends so far. */
    double cpuSeconds() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        return ProcessHandle.of(pid).map(Processes::cpuSeconds).orElse(0.0);
    }

    @Override
    public void close() throws IOException {
        shell.run(PROGRAMS + "pg_ctl -s -w -m fast -D '" + data + "' stop");
    }
}
