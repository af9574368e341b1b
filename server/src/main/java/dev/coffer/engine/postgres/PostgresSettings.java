package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where managed PostgreSQL keeps its binaries and sockets, and as whom it runs.
 *
 * @param cacheFolder binaries and template; shared by all instances of this user
 * @param runFolder sockets and configuration of running databases; must be short (a socket's path has at most 107
 *     bytes)
 * @param serverUid the numeric user that PostgreSQL runs as; needs no passwd entry. Empty: the same user as this
 *     process, which then must not be root
 * @param binFolder {@code bin} of an installed PostgreSQL 18 or newer; empty: the bundled binaries
 * @param idleStop a database without connections for that long is stopped; zero: never
 * @param serverSettings further server settings by name; they win over Coffer's own
 */
public record PostgresSettings(
        Path cacheFolder,
        Path runFolder,
        OptionalInt serverUid,
        Optional<Path> binFolder,
        Duration idleStop,
        Map<String, String> serverSettings) {

    /** The user that PostgreSQL runs as when this process is root: nothing else runs under it. */
    public static final int DEFAULT_SERVER_UID = 64999;

    private static final Duration DEFAULT_IDLE_STOP = Duration.ofMinutes(10);

    public PostgresSettings {
        if (idleStop.isNegative()) {
            throw new IllegalArgumentException("idleStop is " + idleStop + ", must not be negative");
        }
        cacheFolder = cacheFolder.toAbsolutePath().normalize();
        runFolder = runFolder.toAbsolutePath().normalize();
        serverSettings = Map.copyOf(serverSettings);
    }

    /** As root below /var/cache and /run, otherwise as the XDG base directory specification says. */
    public static PostgresSettings defaults(Map<String, String> environment) throws IOException {
        int uid = currentUid();
        if (uid == 0) {
            return new PostgresSettings(
                    Path.of("/var/cache/coffer"),
                    Path.of("/run/coffer"),
                    OptionalInt.of(DEFAULT_SERVER_UID),
                    Optional.empty(),
                    DEFAULT_IDLE_STOP,
                    Map.of());
        }
        Path cache = pathOf(environment.get("XDG_CACHE_HOME"))
                .or(() -> pathOf(environment.get("HOME"))
                        .or(() -> pathOf(System.getProperty("user.home")))
                        .map(home -> home.resolve(".cache")))
                .orElse(Path.of("/tmp/coffer-cache-" + uid));
        Path run = pathOf(environment.get("XDG_RUNTIME_DIR"))
                .filter(Files::isDirectory)
                .map(folder -> folder.resolve("coffer"))
                .orElse(Path.of("/tmp/coffer-" + uid));
        return new PostgresSettings(
                cache.resolve("coffer"), run, OptionalInt.empty(), Optional.empty(), DEFAULT_IDLE_STOP, Map.of());
    }

    public PostgresSettings withServerSettings(Map<String, String> settings) {
        return new PostgresSettings(cacheFolder, runFolder, serverUid, binFolder, idleStop, settings);
    }

    public PostgresSettings withIdleStop(Duration idle) {
        return new PostgresSettings(cacheFolder, runFolder, serverUid, binFolder, idle, serverSettings);
    }

    public PostgresSettings withBinFolder(Path folder) {
        return new PostgresSettings(cacheFolder, runFolder, serverUid, Optional.of(folder), idleStop, serverSettings);
    }

    /** The effective user of this process, as the kernel sees it. */
    static int currentUid() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /** XDG: a relative or empty value counts as not set. */
    private static Optional<Path> pathOf(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> text.startsWith("/")).map(Path::of);
    }
}
