package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts servers, all from one thread that lives as long as the engine: the kernel tells them to shut down when the
 * thread that started them ends, so a killed Coffer leaves no orphans. Thread-safe.
 */
final class ServerLauncher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerLauncher.class);
    private static final long LOG_LIMIT_BYTES = 16L << 20;

    /** Until {@link #boundLog} says otherwise. */
    private static final long FIRST_KEPT_LOG_MEGABYTES = 10 * 1024;

    private final PostgresSettings settings;
    private final PostgresBinaries binaries;
    private final ServerAccount account;
    private final Set<Postmaster> started = ConcurrentHashMap.newKeySet();
    private boolean closed;

    /** What slots hold at most, unless the settings say so themselves. */
    private long keptLogMegabytes = FIRST_KEPT_LOG_MEGABYTES;

    private final ExecutorService starter = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "postgres-starter");
        thread.setDaemon(true);
        return thread;
    });

    ServerLauncher(PostgresSettings settings, PostgresBinaries binaries, ServerAccount account) {
        this.settings = settings;
        this.binaries = binaries;
        this.account = account;
    }

    ServerAccount account() {
        return account;
    }

    /**
     * Starts a server on the folder; it is not ready yet.
     *
     * @param more settings for this start; they win over all others
     */
    Postmaster start(ClusterFolder folder, Map<String, String> more) throws EngineException {
        folder.requireIdentity();
        try {
            Postmaster.endLeftOver(folder.dataDirectory(), account.uid());
            ServerConfiguration configuration = new ServerConfiguration(
                            folder.runFolder(settings), sizes(folder), keptLogMegabytes())
                    .with(settings.serverSettings())
                    .with(more);
            configuration.write(account);
            turnLog(folder);
            return launched(folder, configuration);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot start PostgreSQL: " + FailureText.of(e), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new EngineException(Kind.UNAVAILABLE, "Cannot start PostgreSQL: " + FailureText.of(cause), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNAVAILABLE, "Interrupted while starting PostgreSQL", e);
        }
    }

    private static ServerConfiguration.Sizes sizes(ClusterFolder folder) throws IOException {
        int segmentBytes;
        try {
            segmentBytes = ControlFile.read(folder.dataDirectory()).walSegmentBytes();
        } catch (EngineException | IOException unreadable) {
            // The server finds the same, and says it in its own words.
            segmentBytes = 0;
        }
        return new ServerConfiguration.Sizes(Folders.bytesBelow(folder.dataDirectory()), segmentBytes);
    }

    /** Not while {@link #close} ends them: nobody would end one that comes later. */
    private synchronized Postmaster launched(ClusterFolder folder, ServerConfiguration configuration)
            throws EngineException, ExecutionException, InterruptedException {
        if (closed) {
            throw new EngineException(Kind.UNAVAILABLE, "The engine is closed");
        }
        started.removeIf(earlier -> !earlier.isAlive());
        Future<Process> process = starter.submit(() -> launch(folder, configuration));
        Postmaster server = new Postmaster(process.get(), folder, configuration, account);
        started.add(server);
        return server;
    }

    private synchronized long keptLogMegabytes() {
        return keptLogMegabytes;
    }

    /** Bounds the log that slots hold, of servers that run and that will. */
    synchronized void boundLog(long megabytes) throws IOException {
        boolean changes = megabytes != keptLogMegabytes;
        keptLogMegabytes = megabytes;
        if (changes && !settings.serverSettings().containsKey(ServerConfiguration.MOST_KEPT_LOG)) {
            for (Postmaster server : started) {
                server.boundLog(megabytes);
            }
        }
    }

    private Process launch(ClusterFolder folder, ServerConfiguration configuration) throws IOException {
        List<String> command = new ArrayList<>(account.serverPrefix());
        command.add(binaries.program("postgres").toString());
        // The working directory is entered before the user is changed, so the parents may be closed to the server.
        command.addAll(List.of("-D", "/proc/self/cwd", "-c", "config_file=" + configuration.file()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.dataDirectory().toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.logFile().toFile()));
        Programs.setEnvironment(builder.environment());
        return builder.start();
    }

    private static void turnLog(ClusterFolder folder) throws IOException {
        if (Files.exists(folder.logFile()) && Files.size(folder.logFile()) > LOG_LIMIT_BYTES) {
            Files.move(folder.logFile(), folder.previousLogFile(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Ends what still runs, a restore's server too, and waits for it: no server outlives the program. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Postmaster server : started) {
            try {
                server.stop();
            } catch (EngineException failed) {
                LOG.warn("The server {} did not stop", server.pid(), failed);
            }
        }
        starter.shutdown();
    }
}
