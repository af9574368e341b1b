package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A PostgreSQL 15 cluster of Debian's, made for the comparison and stopped when closed. Confined to one thread. */
final class DebianCluster implements AutoCloseable {

    static final String REPLICATOR = "replicator";

    /** Nobody else gets to that address. */
    static final String PASSWORD = "only for the comparison";

    private static final String PROGRAMS = "/usr/lib/postgresql/15/bin/";

    /** Another than most servers of this machine have, since the port is the usual one. */
    private static final String ADDRESS = "127.0.0.77";

    private static final String CERTIFICATE = "server.pem";

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
                "listen_addresses = '" + ADDRESS + "'\nssl = on\nssl_cert_file = '" + folder.resolve(CERTIFICATE)
                        + "'\nssl_key_file = '" + folder.resolve("server.key") + "'\nunix_socket_directories = '"
                        + cluster.socket + "'\nshared_buffers = 256MB\n"
                        + "max_wal_size = 4GB\narchive_mode = on\narchive_command = '" + archiveCommand + "'\n");
        // Before initdb's own lines, which let every user of this machine in.
        Path access = cluster.data.resolve("pg_hba.conf");
        Files.writeString(
                access,
                "hostssl replication " + REPLICATOR + " 127.0.0.0/8 scram-sha-256\n" + Files.readString(access));
        shell.run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out "
                + CERTIFICATE + " -days 2 -subj /CN=Server -addext subjectAltName=IP:" + ADDRESS);
        shell.run(PROGRAMS + "pg_ctl -s -w -D '" + cluster.data + "' -l '" + folder + "/pg15.log' start");
        return cluster;
    }

    /** For FOR ATTACH; the certificate vouches for itself. Makes the role, so it is asked once. */
    String url() throws IOException {
        sql("CREATE ROLE " + REPLICATOR + " LOGIN REPLICATION PASSWORD $$" + PASSWORD + "$$");
        return "postgresql://" + ADDRESS + ":5432/?sslrootcert=" + socket.resolve(CERTIFICATE);
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
