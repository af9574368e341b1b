package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineContract;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.InsufficientSpace;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresEngineTest extends EngineContract {

    private static final List<String> FORBIDDEN = List.of(
            "SELECT pg_read_file('/etc/passwd')",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "COPY (SELECT 1) TO '/tmp/coffer-escaped'",
            "SET ROLE coffer",
            "SET SESSION AUTHORIZATION coffer",
            "CREATE TABLE public.t (a int)",
            "CREATE ROLE r SUPERUSER",
            "ALTER ROLE coffer_app SUPERUSER",
            "ALTER SYSTEM SET archive_command = 'true'",
            "SET session_preload_libraries = 'x'",
            "SET log_min_messages = 'debug5'",
            "ALTER ROLE coffer_app RESET log_min_messages",
            "SELECT lo_import('/etc/passwd')",
            "CREATE EXTENSION dblink SCHEMA dbo",
            "CREATE FUNCTION dbo.f() RETURNS int AS 'libc', 'getpid' LANGUAGE c");

    private PostgresEngine engine;

    @BeforeEach
    void startEngine() throws Exception {
        engine = new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom());
    }

    /** Before its folder goes: a server that runs would write there. */
    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Test
    void everyDatabaseHasASystemIdentifierOfItsOwn() throws Exception {
        Set<String> ids = new TreeSet<>();
        for (String name : new String[] {"one", "two", "three"}) {
            DatabaseHome home = newHome(name);
            engine.create(home);
            String inFile = Long.toString(
                    ControlFile.read(home.dataFolder().resolve("cluster")).systemId());
            String inServer = ask(engine.open(home), Role.OWNER, "SELECT system_identifier FROM pg_control_system()");
            assertThat(inServer).isEqualTo(inFile);
            ids.add(inServer);
            engine.discard(home);
        }
        assertThat(ids).hasSize(3);
    }

    @Test
    void aCopyToReadMustFindRoom() throws Exception {
        DatabaseHome home = newHome("room");
        engine.create(home);
        engine.requireRoomToStandBy(home, 1);
        assertThatThrownBy(() -> engine.requireRoomToStandBy(home, 1L << 60))
                .isInstanceOfSatisfying(
                        InsufficientSpace.class,
                        space -> assertThat(space.requiredBytes()).isGreaterThan(2L << 60));
        engine.discard(home);
    }

    @Test
    void theControlFileIsReadAsTheServerReadsIt() throws Exception {
        DatabaseHome home = newHome("control");
        engine.create(home);
        HostedDatabase database = engine.open(home);
        run(database, Role.OWNER, "CHECKPOINT");
        ControlFile control = ControlFile.read(home.dataFolder().resolve("cluster"));
        assertThat(ask(
                        database,
                        Role.OWNER,
                        "SELECT checkpoint_lsn||' '||redo_lsn||' '||timeline_id" + " FROM pg_control_checkpoint()"))
                .isEqualTo(LogPosition.text(control.checkpointLsn()) + " " + LogPosition.text(control.redoLsn()) + " "
                        + control.timeline());
        assertThat(ask(
                        database,
                        Role.OWNER,
                        "SELECT pg_control_version||' '||catalog_version_no FROM pg_control_system()"))
                .isEqualTo(control.controlVersion() + " " + control.catalogVersion());
        assertThat(ask(
                        database,
                        Role.OWNER,
                        "SELECT database_block_size||' '||blocks_per_segment||' '||"
                                + "bytes_per_wal_segment||' '||data_page_checksum_version FROM pg_control_init()"))
                .isEqualTo(control.blockSizeBytes() + " " + control.blocksOfSegment() + " " + control.walSegmentBytes()
                        + " " + (control.hasDataChecksums() ? 1 : 0));
        assertThat(control.state()).isEqualTo(ControlFile.State.IN_PRODUCTION);
        engine.discard(home);
    }

    @Test
    void theUnprivilegedRoleCannotLeaveItsSchema() throws Exception {
        DatabaseHome home = newHome("rights");
        engine.create(home);
        HostedDatabase database = engine.open(home);
        for (String sql : FORBIDDEN) {
            assertThatThrownBy(() -> run(database, Role.UNPRIVILEGED, sql))
                    .as(sql)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be superuser|Only roles|may not|not allowed).*");
        }
        engine.discard(home);
    }

    @Test
    void theServersLogQuotesNoValueOfAStatement() throws Exception {
        DatabaseHome home = newHome("quiet");
        engine.create(home);
        assertThatThrownBy(() -> ask(engine.open(home), Role.UNPRIVILEGED, "SELECT CAST('swordfish' AS int)"))
                .hasMessageContaining("swordfish");
        Path log = home.dataFolder().resolve("postgresql.log");
        assertThat(Files.readString(log)).contains("database system is ready").doesNotContain("swordfish");
    }

    @Test
    void itListensOnASocketInAFolderThatOnlyTheServersAccountCanEnter() throws Exception {
        DatabaseHome home = newHome("socket");
        engine.create(home);
        HostedDatabase database = engine.open(home);
        assertThat(ask(database, Role.OWNER, "SHOW listen_addresses")).isEmpty();
        Path socketFolder = Path.of(ask(database, Role.OWNER, "SHOW unix_socket_directories"));
        assertThat((Integer) Files.getAttribute(socketFolder, "unix:mode") & 0777)
                .isEqualTo(0700);
        assertThat((Integer) Files.getAttribute(home.dataFolder().resolve("cluster"), "unix:mode") & 0777)
                .isEqualTo(0700);
        assertThat((Integer) Files.getAttribute(home.dataFolder(), "unix:mode") & 0777)
                .isEqualTo(0700);
        assertThat(home.dataFolder().resolve("cluster")).isDirectoryNotContaining("glob:**.conf");
        database.stop();
        assertThat(socketFolder).doesNotExist();
        engine.discard(home);
    }

    @Test
    void aKilledServerIsStartedAgainAtTheNextConnection() throws Exception {
        DatabaseHome home = newHome("killed");
        engine.create(home);
        HostedDatabase database = engine.open(home);
        run(database, Role.UNPRIVILEGED, "CREATE TABLE dbo.t (a int)", "INSERT INTO dbo.t VALUES (7)");
        long pid = Long.parseLong(Files.readAllLines(home.dataFolder().resolve("cluster/postmaster.pid"))
                .get(0));
        ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
        assertThat(server.destroyForcibly()).isTrue();
        server.onExit().get(10, TimeUnit.SECONDS);
        assertThat(ask(database, Role.UNPRIVILEGED, "SELECT a FROM dbo.t")).isEqualTo("7");
        engine.discard(home);
    }

    @Test
    void aFirstStartUnderAPrivateUmaskReachesItsOwnPrograms() throws Exception {
        Path fresh = Files.createTempDirectory("coffer-umask");
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process forked = forked(
                newHome("private"),
                fresh.resolve("cache").toString(),
                fresh.resolve("run").toString());
        try (BufferedReader output = forked.inputReader()) {
            assertThat(untilReady(output)).isEqualTo("ready");
        } finally {
            forked.destroyForcibly();
            forked.onExit().get(20, TimeUnit.SECONDS);
            Folders.delete(fresh);
        }
    }

    /** Started as the launcher starts it, under its umask. */
    private static Process forked(DatabaseHome home, String... folders) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "umask 077; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-cp",
                System.getProperty("java.class.path"),
                ForkedEngine.class.getName(),
                home.id().toString(),
                home.dataFolder().toString()));
        command.addAll(List.of(folders));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String untilReady(BufferedReader output) throws IOException {
        String line = output.readLine();
        while (line != null && !line.equals("ready")) {
            line = output.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void aKilledProcessLeavesNoServerBehindAndItsDatabaseEndsCleanly() throws Exception {
        DatabaseHome home = newHome("forked");
        Process forked = forked(home);
        try (BufferedReader output = forked.inputReader()) {
            assertThat(untilReady(output)).isEqualTo("ready");
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(home.dataFolder().resolve("cluster/postmaster.pid"))
                                    .get(0)))
                    .orElseThrow();
            forked.destroyForcibly();
            server.onExit().get(20, TimeUnit.SECONDS);
            assertThat(ControlFile.read(home.dataFolder().resolve("cluster")).state())
                    .isEqualTo(ControlFile.State.SHUT_DOWN);
        } finally {
            forked.destroyForcibly();
        }
        assertThat(ask(engine.open(home), Role.UNPRIVILEGED, "SELECT a FROM dbo.t"))
                .isEqualTo("11");
        engine.discard(home);
    }

    @Test
    void anIdleDatabaseIsStoppedAndABusyOneIsNot() throws Exception {
        PostgresSettings settings = PostgresSettings.defaults(System.getenv()).withIdleStop(Duration.ofMillis(200));
        try (PostgresEngine impatient = new PostgresEngine(settings, new SecureRandom())) {
            DatabaseHome home = impatient.homeIn(UUID.randomUUID(), folder.resolve("idle"));
            impatient.create(home);
            HostedDatabase database = impatient.open(home);
            ProcessHandle server;
            try (Connection connection = database.connect(Role.OWNER)) {
                server = ProcessHandle.of(Long.parseLong(
                                Files.readAllLines(home.dataFolder().resolve("cluster/postmaster.pid"))
                                        .get(0)))
                        .orElseThrow();
                assertThat(ask(connection, "SELECT pg_sleep(0.8)::text")).isEmpty();
                assertThat(server.isAlive()).isTrue();
            }
            server.onExit().get(10, TimeUnit.SECONDS);
            assertThat(ask(database, Role.OWNER, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void theDriverWorksOverTheSocket() throws Exception {
        DatabaseHome home = newHome("driver");
        engine.create(home);
        HostedDatabase database = engine.open(home);
        try (Connection connection = database.connect(Role.OWNER)) {
            byte[] large = new byte[20_000_000];
            try (PreparedStatement statement = connection.prepareStatement("SELECT length(?), ?")) {
                statement.setBytes(1, large);
                statement.setBytes(2, large);
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(large.length);
                    assertThat(rows.getBytes(2)).hasSize(large.length);
                }
            }
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout(1);
                assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("cancel");
            }
            connection.setNetworkTimeout(Runnable::run, 200);
            assertThatThrownBy(() -> ask(connection, "SELECT pg_sleep(60)"))
                    .isInstanceOf(SQLException.class)
                    .hasRootCauseInstanceOf(SocketTimeoutException.class);
            assertThat(connection.isClosed()).isTrue();
        }
        engine.discard(home);
    }

    @Test
    void aLogFolderElsewhereHoldsTheLog() throws Exception {
        // The server passes through the parents of a log folder, unlike those of the data folder.
        Path outside = Files.createTempDirectory(Path.of("/var/tmp"), "coffer-log");
        try {
            Files.setPosixFilePermissions(
                    outside, java.nio.file.attribute.PosixFilePermissions.fromString("rwx--x--x"));
            DatabaseHome home =
                    new DatabaseHome(UUID.randomUUID(), folder.resolve("apart"), outside.resolve("apart_log"));
            engine.create(home);
            HostedDatabase database = engine.open(home);
            run(database, Role.UNPRIVILEGED, "CREATE TABLE dbo.t (a int)");
            assertThat(home.logFolder()).isNotEmptyDirectory();
            assertThat(database.size().logBytes()).isGreaterThanOrEqualTo(1 << 20);
            engine.discard(home);
            assertThat(home.logFolder()).doesNotExist();
        } finally {
            Folders.delete(outside);
        }
    }
}
