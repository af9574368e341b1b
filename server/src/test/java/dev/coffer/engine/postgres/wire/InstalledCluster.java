package dev.coffer.engine.postgres.wire;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.work.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server that is not Coffer's: Debian's, with TLS under an authority of its own, users of its own, on an
 * ephemeral port of loopback, in a folder of its own that goes with it.
 */
public final class InstalledCluster implements AutoCloseable {

    public static final String REPLICATOR = "replicator";
    public static final String PASSWORD = "Grüne Laternen 3 über der Brücke";

    private static final String NEW_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes";
    private static final int MAJOR_VERSION = 15;
    private static final String HOME = "usr/lib/postgresql/" + MAJOR_VERSION + "/bin";
    /** Of a PostgreSQL that stands for itself; the data directory lies in it. */
    private static final String INITDB = "initdb -D cluster -U postgres --auth-local=trust --auth-host=reject --no-sync"
            + " -k -E UTF8 --locale=C.UTF-8";

    /** Without root the check unpacks the package below the build folder. */
    private static final List<Path> ROOTS = List.of(Path.of("/"), Path.of("../build/debs/root"));

    private final Path folder;
    private final Path programs;
    private final String superuser;
    private final int port;
    private final Process server;

    private InstalledCluster(Path folder, Path programs, String superuser, int port, Process server) {
        this.folder = folder;
        this.programs = programs;
        this.superuser = superuser;
        this.port = port;
        this.server = server;
    }

    private static Path installed() {
        Optional<Path> programs = ROOTS.stream()
                .map(root -> root.toAbsolutePath().normalize().resolve(HOME))
                .filter(home -> Files.isExecutable(home.resolve("postgres")))
                .findFirst();
        Needs.require(programs.isPresent(), "PostgreSQL " + MAJOR_VERSION + " of Debian is not installed.");
        return programs.orElseThrow();
    }

    /** Lays down and starts a server; {@code postgres} is its superuser, over the socket only. */
    public static InstalledCluster start() throws Exception {
        return start(installed(), "");
    }

    /**
     * The same with other programs, on what their own initdb makes.
     *
     * @param initdbOptions more of them
     */
    public static InstalledCluster start(Path bin, String initdbOptions) throws Exception {
        installed();
        Path folder = ownFolder();
        run(folder, unprivileged(bin, (INITDB + " " + initdbOptions).strip()).toArray(String[]::new));
        return prepared(folder, bin, "postgres");
    }

    /**
     * The same with other programs, on a copy of a data directory without configuration.
     *
     * @param superuser of that cluster
     */
    public static InstalledCluster start(Path bin, Path dataDirectory, String superuser) throws Exception {
        installed();
        Path folder = ownFolder();
        run(folder, "cp", "-r", dataDirectory.toString(), "cluster");
        for (String file : List.of("postgresql.conf", "pg_ident.conf")) {
            Files.createFile(folder.resolve("cluster").resolve(file));
        }
        return prepared(folder, bin, superuser);
    }

    private static InstalledCluster prepared(Path folder, Path bin, String superuser) throws Exception {
        certificates(folder);
        int port = freePort();
        configure(folder, folder.resolve("cluster"), port);
        if (Needs.root()) {
            run(folder, "chown", "-R", "nobody", "cluster");
        }
        InstalledCluster cluster = launch(folder, bin, superuser, port);
        cluster.sql("CREATE ROLE " + REPLICATOR + " LOGIN REPLICATION PASSWORD '" + PASSWORD + "'");
        return cluster;
    }

    /** Below the temporary folder itself: the server's account must get there. */
    private static Path ownFolder() throws Exception {
        Path folder = Files.createTempDirectory("installed-cluster");
        if (Needs.root()) {
            run(folder, "chown", "nobody", folder.toString());
        }
        return folder;
    }

    private static InstalledCluster launch(Path folder, Path bin, String superuser, int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(unprivileged(bin, "postgres -D cluster"));
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("server.log").toFile());
        builder.directory(folder.toFile());
        InstalledCluster cluster = new InstalledCluster(folder, bin, superuser, port, builder.start());
        cluster.awaitReady();
        return cluster;
    }

    /** A server on a data directory that is there already, such as one that was restored; it gets a new owner. */
    public InstalledCluster startOn(Path restored) throws Exception {
        Path copy = ownFolder();
        run(copy, "cp", "-r", restored.toString(), "cluster");
        return beside(copy);
    }

    /** A standby of this server, which streams from it. */
    public InstalledCluster standby() throws Exception {
        Path copy = ownFolder();
        Path data = copy.resolve("cluster");
        // One session, as the server wants it; not every installation brings pg_basebackup.
        sql(
                "SELECT pg_backup_start('standby', true)",
                "\\! cp -r '" + folder.resolve("cluster") + "' '" + data + "'",
                "\\o '" + data.resolve("backup_label") + "'",
                "SELECT labelfile FROM pg_backup_stop(false)");
        for (String file : List.of("postmaster.pid", "postmaster.opts")) {
            Files.deleteIfExists(data.resolve(file));
        }
        run(copy, "sh", "-c", "rm -rf cluster/pg_replslot/*");
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'user=" + superuser + " host=" + folder + " port=" + port + "'\n",
                StandardOpenOption.APPEND);
        return beside(copy);
    }

    /** Starts what lies in {@code data} with this server's certificate and users. */
    private InstalledCluster beside(Path copy) throws Exception {
        for (String file : List.of("ca.pem", "server.pem", "server.key")) {
            run(copy, "cp", "-p", folder.resolve(file).toString(), file);
        }
        int ownPort = freePort();
        Path data = copy.resolve("cluster");
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "port = " + ownPort + "\nunix_socket_directories = '" + copy + "'\n",
                StandardOpenOption.APPEND);
        if (Needs.root()) {
            run(copy, "chown", "-R", "nobody", ".");
        }
        run(copy, "chmod", "0700", "cluster");
        return launch(copy, programs, superuser, ownPort);
    }

    /** Lets the replicator into a database, beside replicating. */
    public void letInto(String database) throws Exception {
        Files.writeString(
                folder.resolve("cluster/pg_hba.conf"),
                "hostssl " + database + " " + REPLICATOR + " 127.0.0.1/32 scram-sha-256\n",
                StandardOpenOption.APPEND);
        sql("SELECT pg_reload_conf()");
    }

    /** Stops the server and its processes where they are: the line stays up, and nobody answers; or lets them go on. */
    public void freeze(boolean frozen) throws Exception {
        String signal = "kill " + (frozen ? "-STOP " : "-CONT ");
        run(folder, "sh", "-c", signal + server.pid());
        // Its leader begins no others meanwhile; some may end.
        for (ProcessHandle child : server.descendants().toList()) {
            run(folder, "sh", "-c", signal + child.pid() + " || true");
        }
    }

    /** Makes a standby the primary of its own. */
    public void promote() throws Exception {
        sql("SELECT pg_promote()");
    }

    private static void configure(Path folder, Path data, int port) throws IOException {
        Files.writeString(data.resolve("pg_hba.conf"), """
                local all,replication all trust
                hostssl replication replicator 127.0.0.1/32 scram-sha-256
                hostssl replication md5user 127.0.0.1/32 md5
                hostssl replication plainuser 127.0.0.1/32 password
                hostnossl replication localuser 127.0.0.1/32 scram-sha-256
                """);
        Files.writeString(data.resolve("postgresql.auto.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = '%s'
                fsync = off
                ssl = on
                ssl_cert_file = '../server.pem'
                ssl_key_file = '../server.key'
                """.formatted(port, folder));
    }

    /** An authority, and a certificate of it for 127.0.0.1 and not for localhost. */
    private static void certificates(Path folder) throws Exception {
        openssl(folder, "req -x509 " + NEW_KEY + " -keyout ca.key -out ca.pem -days 2 -subj /CN=Authority");
        openssl(folder, "req " + NEW_KEY + " -keyout server.key -out server.csr -subj /CN=Server");
        Files.writeString(folder.resolve("names"), "subjectAltName=IP:127.0.0.1\n");
        openssl(
                folder,
                "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2"
                        + " -extfile names");
        run(folder, "chmod", "0600", "server.key");
        if (Needs.root()) {
            run(folder, "chown", "nobody", "server.key");
        }
    }

    private static void openssl(Path folder, String arguments) throws Exception {
        run(folder, ("openssl " + arguments).split(" "));
    }

    /** The words of a command line whose program is one of the installation's. */
    private static List<String> unprivileged(Path bin, String command) {
        List<String> words = new ArrayList<>();
        if (Needs.root()) {
            words.addAll(List.of("setpriv", "--reuid", "nobody", "--regid", "65534", "--clear-groups"));
        }
        words.addAll(List.of("setpriv", "--pdeathsig", "INT"));
        words.addAll(List.of((bin + "/" + command).split(" ")));
        return words;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static void run(Path folder, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + output);
        }
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                sql("SELECT 1");
                return;
            } catch (IllegalStateException notYet) {
                if (!server.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException(Files.readString(folder.resolve("server.log")), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** Runs statements as superuser through psql, in one session: what they answer as text. */
    public String sql(String... statements) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                installed().resolve("psql").toString(),
                "-XqAt",
                "-v",
                "ON_ERROR_STOP=1",
                "-h",
                folder.toString(),
                "-p",
                Integer.toString(port),
                "-U",
                superuser,
                "-d",
                "postgres"));
        for (String each : statements) {
            command.addAll(List.of("-c", each));
        }
        Process psql = new ProcessBuilder(command).redirectErrorStream(true).start();
        psql.getOutputStream().close();
        String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (psql.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return output;
    }

    public ServerAddress address() {
        return new ServerAddress("127.0.0.1", port);
    }

    /** The socket that its superuser is let in by. */
    public Path socket() {
        return folder.resolve(".s.PGSQL." + port);
    }

    public Path authority() {
        return folder.resolve("ca.pem");
    }

    public Path folder() {
        return folder;
    }

    /** Gives a file or folder to the server's account. */
    public void own(Path path) throws Exception {
        if (Needs.root()) {
            run(folder, "chown", "nobody", path.toString());
        }
    }

    /** A program of the same installation. */
    public Path program(String name) {
        return programs.resolve(name);
    }

    public static ServerLogin login(String user, String password) {
        return new ServerLogin(user, SecretBytes.ofUtf8(password.toCharArray()));
    }

    /** Shuts it down; a second time does nothing. */
    public void stop() throws Exception {
        // SIGTERM would wait for every connection to leave.
        run(folder, "sh", "-c", "kill -INT " + server.pid() + " || true");
        if (!server.waitFor(20, TimeUnit.SECONDS)) {
            server.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws Exception {
        stop();
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
