package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** One running server process of ours. Thread-safe. */
final class Postmaster {

    private static final Duration FAST_STOP_LIMIT = Duration.ofMinutes(1);
    private static final Duration HARD_STOP_LIMIT = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 5;
    private static final int STATUS_LINE = 7;

    /** PostgreSQL writes its log in segments of this size. */
    private static final long LEAST_FREE_BYTES = 16L << 20;

    /** The kernel adds a word when the program's file was replaced meanwhile. */
    private static final Pattern PROGRAM = Pattern.compile(".*/postgres( .*)?");

    private final Process process;
    private final ClusterFolder folder;
    private final ServerConfiguration configuration;
    private final ServerAccount account;
    private int backups;

    Postmaster(Process process, ClusterFolder folder, ServerConfiguration configuration, ServerAccount account) {
        this.process = process;
        this.folder = folder;
        this.configuration = configuration;
        this.account = account;
    }

    Path socket() {
        return configuration.socket();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Throws when a wait is to end. */
    @FunctionalInterface
    interface GoingOn {
        void check() throws EngineException;
    }

    /** Waits until it accepts connections; {@code goOn} is asked meanwhile. */
    void awaitReady(Duration limit, GoingOn goOn) throws EngineException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!isReady()) {
                goOn.check();
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    throw new EngineException(
                            Kind.UNAVAILABLE,
                            "PostgreSQL ended with " + process.exitValue() + " while starting: " + lastFatalLine());
                }
                if (System.nanoTime() > deadline) {
                    throw new EngineException(
                            Kind.UNAVAILABLE, "PostgreSQL was not ready within " + limit.toMinutes() + " minutes");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNAVAILABLE, "Interrupted while PostgreSQL started", e);
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot see whether PostgreSQL is ready: " + FailureText.of(e), e);
        }
    }

    /** The server writes its state to the last line of its lock file. */
    private boolean isReady() throws IOException {
        List<String> lines = lockFile(folder.dataDirectory());
        return lines.size() > STATUS_LINE
                && lines.get(0).equals(Long.toString(process.pid()))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    private static List<String> lockFile(Path dataDirectory) throws IOException {
        try {
            return Files.readAllLines(dataDirectory.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private String lastFatalLine() throws IOException {
        try (java.util.stream.Stream<String> lines =
                Files.lines(folder.logFile(), java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                    .reduce((first, second) -> second)
                    .orElseGet(this::lastWords);
        }
    }

    /** Without a reason in its log, which may not have had room for one; the log goes with a restore that fails. */
    private String lastWords() {
        try {
            if (Files.getFileStore(folder.logFile()).getUsableSpace() < LEAST_FREE_BYTES) {
                return "the disk of " + folder.root() + " is full";
            }
            List<String> lines = Files.readAllLines(folder.logFile(), java.nio.charset.StandardCharsets.ISO_8859_1);
            return lines.isEmpty() ? "it left no word" : lines.get(lines.size() - 1);
        } catch (IOException unreadable) {
            return "it left no word";
        }
    }

    /**
     * Ends all connections and stops cleanly; when that takes too long, stops as after a power cut. Removes the
     * run folder.
     */
    void stop() throws EngineException {
        stop(Stop.CLEAN);
    }

    enum Stop {
        /** All is on disk then. */
        CLEAN,
        /** As a crash leaves it: for what is removed. */
        AT_ONCE
    }

    void stop(Stop how) throws EngineException {
        try {
            if (!(how == Stop.CLEAN && end("INT", FAST_STOP_LIMIT)) && !end("QUIT", HARD_STOP_LIMIT)) {
                process.destroyForcibly();
                if (!process.waitFor(HARD_STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new EngineException(
                            Kind.UNAVAILABLE, "PostgreSQL process " + process.pid() + " does not stop");
                }
            }
            Folders.delete(configuration.folder());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot stop PostgreSQL: " + FailureText.of(e), e);
        }
    }

    /** A backup begins: until {@link #endBackup} its disk alone bounds the log that it needs. */
    synchronized void beginBackup() throws IOException {
        if (backups == 0) {
            configuration.liftLogBound(Files.getFileStore(folder.walFolder()).getUsableSpace(), account);
            signal(process.pid(), "HUP");
        }
        backups++;
    }

    /** With the last backup at once, the bound of kept log is in force again. */
    synchronized void endBackup() throws IOException {
        backups--;
        if (backups == 0 && process.isAlive()) {
            configuration.lowerLogBound();
            signal(process.pid(), "HUP");
        }
    }

    /** Bounds the log that slots hold; while a backup runs, from its end on. */
    synchronized void boundLog(long megabytes) throws IOException {
        if (process.isAlive()) {
            configuration.boundLog(megabytes, account);
            signal(process.pid(), "HUP");
        }
    }

    private boolean end(String signal, Duration limit) throws IOException, InterruptedException {
        if (process.isAlive()) {
            signal(process.pid(), signal);
        }
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void signal(long pid, String signal) throws IOException {
        try {
            Programs.run(List.of("sh", "-c", "kill -" + signal + " " + pid), Path.of("/"), "");
        } catch (IOException e) {
            if (Files.exists(Path.of("/proc/" + pid))) {
                throw e;
            }
        }
    }

    /**
     * Ends what an earlier process of ours left running on this data directory, and waits until the last of its
     * backends is gone. A living server is never taken over: it would not end when this process does.
     */
    static void endLeftOver(Path dataDirectory, int uid) throws EngineException {
        try {
            endLeftOverProcesses(dataDirectory.toRealPath(), uid);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNAVAILABLE, "Interrupted while an earlier server ended", e);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot end an earlier server: " + FailureText.of(e), e);
        }
    }

    private static void endLeftOverProcesses(Path dataDirectory, int uid)
            throws EngineException, IOException, InterruptedException {
        long deadline = System.nanoTime() + FAST_STOP_LIMIT.toNanos();
        boolean told = false;
        while (true) {
            List<Long> users = usersOf(dataDirectory, uid);
            if (users.isEmpty()) {
                // A power cut leaves it behind, and its process number may be another server of ours by now, which
                // PostgreSQL would take for the owner.
                Files.deleteIfExists(dataDirectory.resolve("postmaster.pid"));
                return;
            }
            Optional<Long> leader = lockFile(dataDirectory).stream().findFirst().map(Postmaster::pidOf);
            if (!told && leader.isPresent() && users.contains(leader.get())) {
                signal(leader.get(), "INT");
                told = true;
            }
            if (System.nanoTime() > deadline) {
                throw new EngineException(
                        Kind.UNAVAILABLE, "Processes " + users + " of an earlier server still use " + dataDirectory);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static long pidOf(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Processes named postgres, of that user, whose working directory is this data directory. */
    private static List<Long> usersOf(Path dataDirectory, int uid) throws IOException {
        List<Long> users = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (isUser(process, dataDirectory, uid)) {
                    users.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        }
        return users;
    }

    private static boolean isUser(Path process, Path dataDirectory, int uid) {
        try {
            return (Integer) Files.getAttribute(process, "unix:uid") == uid
                    && Files.readSymbolicLink(process.resolve("cwd")).equals(dataDirectory)
                    && PROGRAM.matcher(Files.readSymbolicLink(process.resolve("exe"))
                                    .toString())
                            .matches();
        } catch (IOException e) {
            // It ended meanwhile, or is none of ours to look at.
            return false;
        }
    }
}
