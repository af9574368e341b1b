package dev.coffer.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code coffer serve} in a process of its own. */
public final class ServerProcess implements AutoCloseable {

    /** The heap and the collector of {@code ./coffer}. */
    static final List<String> AS_SHIPPED =
            List.of("-Xms64m", "-Xmx768m", "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError");

    /** What starts soonest. */
    public static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final long STOP_SECONDS = 180;

    private final Process process;
    private final String address;
    private final String password;

    private ServerProcess(Process process, String address, String password) {
        this.process = process;
        this.address = address;
        this.password = password;
    }

    /**
     * Waits until it is ready.
     *
     * @param folder gets its data, its seal and what it says of errors
     * @param options for Java
     */
    public static ServerProcess start(Path folder, String password, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "dev.coffer.app.Main",
                "serve",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString(),
                "--seal-file",
                folder.resolve("seal/instance.key").toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("COFFER_SA_PASSWORD", password);
        Process process = builder.redirectError(folder.resolve("err").toFile()).start();
        String ready =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(ready).as(Files.readString(folder.resolve("err"))).startsWith("Ready on 127.0.0.1:");
        return new ServerProcess(process, "localhost:" + ready.substring(ready.lastIndexOf(':') + 1), password);
    }

    public Process process() {
        return process;
    }

    public Connection connect() throws SQLException {
        return connect(password, "");
    }

    /** @param more further properties, each with a semicolon in front */
    Connection connect(String given, String more) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlserver://" + address + ";encrypt=true;trustServerCertificate=true;loginTimeout=120" + more,
                "sa",
                given);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Processes of PostgreSQL below it. */
    long engineProcesses() {
        return process.descendants().count();
    }

    /** Of the server's own process, without PostgreSQL's. */
    long residentKibibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
}
